/**
 * What stands far below has not begun, and what has not begun cannot be put on paper: the browser asks for the whole page at
 * once. So each cell is told, one by one and only while nobody wants anything else, that it may begin though nobody has come near.
 */

/** Milliseconds of quiet before it begins, and between two looks at whether there is some. */
const quiet = 2500;
const between = 400;

/** @param busy whether the device has something better to do. Returns how to stop. */
export function bringAhead(root: ParentNode, busy: () => boolean): () => void {
  const told = new WeakSet<Element>();
  let timer = 0;
  let idle = 0;
  const wait = (ms: number) => (timer = window.setTimeout(look, ms));
  const look = () => {
    if (document.hidden || busy()) wait(quiet);
    else idle = requestIdleCallback(next);
  };
  const next = () => {
    const cell = [...root.querySelectorAll('.cell-holder > :not(.cell-waiting, .cell-title)')].find((one) => !told.has(one));
    if (!cell) return;
    told.add(cell);
    cell.dispatchEvent(new Event('fp-ahead'));
    wait(between);
  };
  if ('requestIdleCallback' in window) wait(quiet);
  return () => {
    clearTimeout(timer);
    if (idle) cancelIdleCallback(idle);
  };
}
