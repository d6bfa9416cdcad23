/** Where the reader stands on each page of the history: kept in the history's own entries, so that a reload keeps it too. */

const SETTLED_MS = 120;
const PATIENCE_MS = 3000;

/** Notes the present entry's position whenever scrolling has settled. Returns how to stop. */
export function keepScroll(): () => void {
  history.scrollRestoration = 'manual';
  let timer = 0;
  const scrolled = () => {
    clearTimeout(timer);
    const address = location.href;
    timer = window.setTimeout(() => {
      // a page that has been left in the meantime has another address
      if (location.href === address) history.replaceState({ y: window.scrollY }, '');
    }, SETTLED_MS);
  };
  window.addEventListener('scroll', scrolled, { passive: true });
  return () => {
    clearTimeout(timer);
    window.removeEventListener('scroll', scrolled);
  };
}

/** The position noted for the present entry: null on one that is visited for the first time. */
export function keptScroll(): number | null {
  const state: unknown = history.state;
  return typeof state === 'object' && state !== null && 'y' in state && typeof state.y === 'number' ? state.y : null;
}

/**
 * Goes to a position, and goes on trying while the page is still too short for it because its cells are being loaded;
 * not for long, and not once the reader moves.
 */
export function restoreScroll(y: number): void {
  const go = () => window.scrollTo({ top: y, behavior: 'instant' });
  go();
  if (Math.abs(window.scrollY - y) < 2) return;
  const observer = new ResizeObserver(() => {
    go();
    if (Math.abs(window.scrollY - y) < 2) observer.disconnect();
  });
  observer.observe(document.body);
  const stop = () => observer.disconnect();
  for (const type of ['wheel', 'touchstart', 'keydown', 'pointerdown', 'hashchange'])
    window.addEventListener(type, stop, { once: true, passive: true });
  setTimeout(stop, PATIENCE_MS);
}
