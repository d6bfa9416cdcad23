/**
 * How the page learns of a worker that ends without an event, as one does that the browser takes the memory from: the worker
 * holds a Web Lock while it lives, and the page waits for the same one. No question, no time limit: a busy worker is not a dead one.
 */
import type { FromWorker } from '../contract/protocol';

/** In the worker. Where there are no locks (no secure context) nothing is said, and only events tell of an end. */
export function sayAlive(post: (message: FromWorker) => void): void {
  const lock = `forward-pass-worker-${Array.from(crypto.getRandomValues(new Uint32Array(4))).join('-')}`;
  const forever = new Promise<never>(() => undefined);
  navigator.locks
    ?.request(lock, () => {
      post({ type: 'alive', lock });
      return forever;
    })
    .catch(() => undefined); // An origin without storage has no locks either.
}

/** In the page: calls `ended` once the worker that holds the lock has ended, unless `signal` was aborted before. */
export function whenEnded(lock: string, signal: AbortSignal, ended: () => void): void {
  navigator.locks.request(lock, { signal }, ended).catch(() => undefined); // Aborted: somebody ended the worker on purpose.
}
