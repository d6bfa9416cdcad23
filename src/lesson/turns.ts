/** Work that would block the page if all of it were done at once: each piece in a task of its own, a few milliseconds of them in a frame. */

/** Milliseconds of work after which the browser lays out and draws what there is. */
const SLICE = 4;
/** A page in the background draws no frames. */
const PATIENCE = 100;

/** Resolves when it is the caller's turn, in the order of asking. */
export type Turns = () => Promise<void>;

export function createTurns(): Turns {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  let since = -Infinity;
  let asked = false;
  port1.onmessage = () => {
    asked = false;
    waiting.shift()?.();
    // Behind what this turn has set off in its own task: an element's first drawing is part of its turn.
    if (waiting.length > 0) ask();
  };
  const ask = () => {
    asked = true;
    if (performance.now() - since < SLICE) port2.postMessage(null);
    else
      nextFrame(() => {
        since = performance.now();
        port2.postMessage(null);
      });
  };
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (!asked) ask();
    });
}

function nextFrame(go: () => void): void {
  const frame = requestAnimationFrame(() => {
    clearTimeout(late);
    go();
  });
  const late = setTimeout(() => {
    cancelAnimationFrame(frame);
    go();
  }, PATIENCE);
}
