/**
 * The elements for other pages: importing this module registers every cell as a custom element. See docs/elements.md.
 * The order counts: what lets the elements stand alone comes before them.
 */
import { page } from './register';
import './cells';

/** Named values of the page's elements: `scope.get('net')`, `scope.subscribe(['net'], () => …)`. */
export const { scope } = page;
