/** The box with a term's short definition, in the top layer, under its link or above it. */
import type { GlossaryTerm } from '../contract/cell';

export interface Tip {
  readonly element: HTMLElement;
  /** Anew where its link is now. */
  place(): void;
  remove(): void;
}

const gap = 6;
const edge = 8;
const look = `
  :host { position: fixed; inset: auto; margin: 0; box-sizing: border-box; width: max-content; max-width: min(340px, calc(100vw - ${2 * edge}px));
    padding: 10px 14px; border: 1px solid var(--line); border-radius: var(--radius); background: var(--raised); color: var(--ink);
    box-shadow: 0 6px 24px color-mix(in oklab, var(--ink) 16%, transparent); font: 400 14px/1.5 var(--sans); text-align: start; }
  ::slotted(strong) { display: block; font-weight: 600; }`;

/** Stands beside its link in the tree, so that a link inside a shadow root can be described by it too. */
export function createTip(link: HTMLAnchorElement, term: GlossaryTerm): Tip {
  const element = document.createElement('div');
  element.id = 'fp-term-tip';
  element.role = 'tooltip';
  element.popover = 'manual';
  const shadow = element.attachShadow({ mode: 'open' });
  const style = document.createElement('style');
  style.textContent = look;
  const name = document.createElement('strong');
  name.textContent = term.name;
  shadow.append(style, document.createElement('slot'));
  element.append(name, term.short);

  const root = link.getRootNode();
  (root instanceof ShadowRoot ? root : (link.closest('main') ?? document.body)).append(element);
  link.setAttribute('aria-describedby', element.id);
  element.showPopover();

  const place = () => {
    const lines = [...link.getClientRects()];
    const [first, last] = [lines[0], lines.at(-1)];
    if (!first || !last) return;
    const box = element.getBoundingClientRect();
    const below = last.bottom + gap + box.height + edge <= window.innerHeight || first.top < box.height + gap + edge;
    const left = Math.max(edge, Math.min(below ? last.left : first.left, window.innerWidth - box.width - edge));
    element.style.left = `${left}px`;
    element.style.top = `${below ? last.bottom + gap : first.top - gap - box.height}px`;
  };
  place();

  return {
    element,
    place,
    remove() {
      link.removeAttribute('aria-describedby');
      element.remove();
    },
  };
}
