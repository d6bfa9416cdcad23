/**
 * What stands in a cell's section: its title at once, its element when that has loaded, or what went wrong in its place.
 * The title is the element's child, for its slot, so that the page's outline has it.
 */
import type { LitElement } from 'lit';
import type { Block, CellContext } from '../contract/cell';
import { loadKind } from './registry';
import type { Turns } from './turns';

type CellBlock = Extract<Block, { type: 'cell' }>;

/** Every cell's element has these. */
export interface CellElement extends LitElement {
  body: unknown;
  cellId: string;
  context: CellContext;
}

export interface Surroundings {
  context: CellContext;
  /** Of the title. */
  level: 2 | 3;
  /** Its element comes when it is its turn: that of every cell at once would block the page. */
  turn: Turns;
  /** For the formulas in its text. */
  styles: CSSStyleSheet | null;
}

export function createHolder(block: CellBlock, surroundings: Surroundings, load = loadKind): HTMLElement {
  const holder = document.createElement('div');
  holder.className = 'cell-holder';
  const waiting = document.createElement('p');
  waiting.className = 'cell-waiting';
  waiting.textContent = 'Loading…';
  holder.append(titleOf(block, surroundings.level), waiting);
  void fill(holder, block, surroundings, load);
  return holder;
}

async function fill(
  holder: HTMLElement,
  { cell }: CellBlock,
  { context, turn, styles }: Surroundings,
  load: typeof loadKind,
): Promise<void> {
  const title = holder.firstElementChild;
  try {
    await load(cell.kind);
    await turn();
    if (!customElements.get(cell.tag)) throw new Error(`its module does not define <${cell.tag}>`);
    const element = document.createElement(cell.tag) as CellElement;
    Object.assign(element, { body: cell.body, cellId: cell.id, context });
    if (title) element.append(title);
    holder.replaceChildren(element);
    if (styles) element.shadowRoot?.adoptedStyleSheets.push(styles);
    await element.updateComplete;
  } catch (error) {
    const message = document.createElement('p');
    message.className = 'cell-error';
    message.role = 'alert';
    const why = error instanceof Error ? error.message : String(error);
    message.textContent = `This cell could not be shown: ${why}. Reloading the page may help.`;
    holder.replaceChildren(...(title ? [title] : []), message);
  }
}

function titleOf({ cell, number }: CellBlock, level: 2 | 3): HTMLElement {
  const heading = document.createElement(`h${level}`);
  heading.slot = 'title';
  heading.className = 'cell-title';
  const place = document.createElement('span');
  place.className = 'cell-number';
  place.ariaHidden = 'true';
  place.textContent = `[${number}]`;
  const name = document.createElement('span');
  name.id = `${cell.id}-title`;
  name.textContent = cell.title;
  heading.append(place, ' ', name);
  return heading;
}
