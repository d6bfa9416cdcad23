/**
 * Paper: what is put on it must have been drawn, seen or not. Whoever draws only what is in view listens here, and draws when
 * the page is about to be printed. Drawing takes longer than a browser waits, so the page's own way to print asks first.
 */

const asked = 'fp-print';
/** Nothing has been added to the page for so long: it stands. */
const quietMs = 1500;
const patienceMs = 15_000;

/** What stands on paper in the place of a drawing that was not ready. */
export const undrawn =
  'Not drawn yet when this was printed. “Print this lesson”, at the lesson’s end, and Ctrl+P wait until everything is.';

/**
 * Calls back when printing begins (at once where it has begun), in time or at the last moment, and when it is over.
 * `atOnce`: the browser takes the page as it stands after the call, and waits for nothing. Returns how to stop listening.
 */
export function watchPrinting(changed: (printing: boolean, atOnce: boolean) => void): () => void {
  const paper = matchMedia('print');
  const begin = () => changed(true, false);
  const now = () => changed(true, true);
  const end = () => changed(false, false);
  const media = () => changed(paper.matches, false);
  window.addEventListener(asked, begin);
  window.addEventListener('beforeprint', now);
  window.addEventListener('afterprint', end);
  paper.addEventListener('change', media);
  if (paper.matches || 'printing' in document.documentElement.dataset) begin();
  return () => {
    window.removeEventListener(asked, begin);
    window.removeEventListener('beforeprint', now);
    window.removeEventListener('afterprint', end);
    paper.removeEventListener('change', media);
  };
}

/**
 * While the page is printed `data-printing` stands at its root: the style sheet gives the page the paper's width then, so that
 * what is drawn to measure is drawn to that. To be called before anybody else listens. Returns how to stop.
 */
export function layOutForPaper(): () => void {
  const { dataset } = document.documentElement;
  let from = 0;
  return watchPrinting((printing) => {
    if (printing === 'printing' in dataset) return;
    if (printing) {
      from = window.scrollY;
      dataset.printing = '';
    } else {
      delete dataset.printing;
      requestAnimationFrame(() => window.scrollTo({ top: from, behavior: 'instant' }));
    }
  });
}

/** Has everything drawn, then opens the browser's own dialog. */
export async function printWhenDrawn(root: ParentNode): Promise<void> {
  window.dispatchEvent(new Event(asked));
  const late = performance.now() + patienceMs;
  let last = '';
  let since = performance.now();
  while (performance.now() < late && performance.now() - since < quietMs) {
    await new Promise((resolve) => {
      setTimeout(resolve, quietMs / 10);
    });
    const now = contentOf(root);
    if (now !== last) since = performance.now();
    last = now;
  }
  window.print();
}

/** How much is drawn: what waits still, and how many pictures there are, shadow roots included. */
function contentOf(root: ParentNode): string {
  let waiting = 0;
  let pictures = 0;
  const walk = (node: ParentNode) => {
    waiting += node.querySelectorAll('.cell-waiting').length;
    for (const element of node.querySelectorAll('*')) {
      if (element instanceof SVGElement && element.childElementCount > 0) pictures += element.childElementCount;
      if (element.shadowRoot) walk(element.shadowRoot);
    }
  };
  walk(root);
  return `${waiting} ${pictures}`;
}
