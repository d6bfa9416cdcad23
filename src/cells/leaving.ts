/** When the reader may be about to leave: the page goes, or is hidden, after which a browser may end it without a word. */

/** @returns how to listen no longer */
export function whenLeaving(act: () => void): () => void {
  window.addEventListener('pagehide', act);
  document.addEventListener('visibilitychange', act);
  return () => {
    window.removeEventListener('pagehide', act);
    document.removeEventListener('visibilitychange', act);
  };
}
