/**
 * A glossary term says what it means when it is pointed at or focused: in a box that stays while the pointer is on it,
 * leaves with Escape, and hides nothing for good (WCAG 1.4.13). Also for terms inside cells: their events come through.
 */
import type { GlossaryTerm } from '../contract/cell';
import { createTip, type Tip } from './tip';

/** Before a pointed-at term shows, so that a passing pointer opens nothing, and before it leaves, so that the pointer can reach the box. */
const openAfter = 150;
const closeAfter = 250;

/** Watches the terms inside an element. `load` is called at the first one. Returns how to stop. */
export function watchTerms(root: HTMLElement, load: () => Promise<GlossaryTerm[]>): () => void {
  let tip: Tip | null = null;
  let wanted: HTMLAnchorElement | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const close = () => {
    clearTimeout(timer);
    wanted = null;
    tip?.remove();
    tip = null;
  };
  const show = async (link: HTMLAnchorElement) => {
    const terms = await load().catch(() => []);
    const term = terms.find(({ id }) => id === link.dataset.term);
    if (!term || wanted !== link || !link.isConnected) return;
    tip?.remove();
    tip = createTip(link, term);
    tip.element.addEventListener('pointerenter', () => clearTimeout(timer));
    tip.element.addEventListener('pointerleave', closeSoon);
  };
  const open = (link: HTMLAnchorElement, delay: number) => {
    clearTimeout(timer);
    if (link === wanted && tip) return;
    wanted = link;
    timer = setTimeout(() => void show(link), delay);
  };
  const closeSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(close, closeAfter);
  };

  const stop = new AbortController();
  const listen = (target: EventTarget, type: string, listener: (event: Event) => void, capture = false) =>
    target.addEventListener(type, listener, { signal: stop.signal, capture });

  listen(root, 'pointerover', (event) => {
    const link = termOf(event);
    if (link && (event as PointerEvent).pointerType !== 'touch') open(link, openAfter);
  });
  listen(root, 'pointerout', (event) => {
    if (termOf(event) && wanted) closeSoon();
  });
  listen(root, 'focusin', (event) => {
    const link = termOf(event);
    if (link?.matches(':focus-visible')) open(link, 0);
  });
  listen(root, 'focusout', (event) => {
    if (termOf(event)) close();
  });
  listen(window, 'hashchange', close);
  listen(
    document,
    'keydown',
    (event) => {
      if ((event as KeyboardEvent).key !== 'Escape' || !tip) return;
      event.stopPropagation();
      close();
    },
    true,
  );
  for (const type of ['scroll', 'resize']) listen(window, type, () => tip?.place(), true);

  return () => {
    stop.abort();
    close();
  };
}

function termOf(event: Event): HTMLAnchorElement | null {
  const [inner] = event.composedPath();
  return inner instanceof Element ? inner.closest<HTMLAnchorElement>('a.term[data-term]') : null;
}
