/**
 * Paper: what is put on it must have been drawn, seen or not. Whoever draws only what is in view listens here, and draws when
 * the page is about to be printed. Drawing takes longer than a browser waits, so the page's own way to print asks first.
 */

const asked = 'fp-print';
/** Nothing has been added to the page for so long: it stands. */
const quietMs = 1500;
const patienceMs = 15_000;

/** Calls back when printing begins (at once where it has begun), in time or at the last moment, and when it is over. Returns how to stop listening. */
export function watchPrinting(changed: (printing: boolean) => void): () => void {
  const paper = matchMedia('print');
  const begin = () => changed(true);
  const end = () => changed(false);
  const media = () => changed(paper.matches);
  window.addEventListener(asked, begin);
  window.addEventListener('beforeprint', begin);
  window.addEventListener('afterprint', end);
  paper.addEventListener('change', media);
  if (paper.matches || 'printing' in document.documentElement.dataset) begin();
  return () => {
    window.removeEventListener(asked, begin);
    window.removeEventListener('beforeprint', begin);
    window.removeEventListener('afterprint', end);
    paper.removeEventListener('change', media);
  };
}

/** Has everything drawn, then opens the browser's own dialog. */
export async function printWhenDrawn(root: ParentNode): Promise<void> {
  const { dataset } = document.documentElement;
  const from = window.scrollY;
  // For whoever comes only now, because it is drawn for the first time; and the style sheet gives the page the paper's width,
  // so that what is drawn to measure is drawn to that.
  dataset.printing = '';
  const over = () => {
    delete dataset.printing;
    requestAnimationFrame(() => window.scrollTo({ top: from, behavior: 'instant' }));
  };
  window.addEventListener('afterprint', over, { once: true });
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
