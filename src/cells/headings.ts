/** A cell's own headings stand one level under its title's, wherever in a page that is. */
import type { LitElement } from 'lit';

/** For the h3s of a cell, or of an element within its shadow; after each drawing. */
export function levelHeadings(element: LitElement): void {
  const level = titleAbove(element)?.localName === 'h3' ? '4' : '3';
  for (const heading of element.renderRoot.querySelectorAll('h3')) if (heading.ariaLevel !== level) heading.ariaLevel = level;
}

function titleAbove(element: Element): Element | null {
  const title = element.querySelector(':scope > [slot=title]');
  const root = element.getRootNode();
  return title ?? (root instanceof ShadowRoot ? titleAbove(root.host) : null);
}
