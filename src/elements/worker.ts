/** Starts the engine's worker from wherever this module came from. */
// oxlint-disable-next-line import/default -- Vite makes this module
import address from '../worker/entry.ts?worker&url';

/** A browser refuses a worker of another origin than the page's: one of the page's own then imports it. */
export function startWorker(): Worker {
  const url = new URL(address, import.meta.url);
  const options = { type: 'module', name: 'engine' } as const;
  if (url.origin === location.origin) return new Worker(url, options);
  const own = new Blob([`import ${JSON.stringify(url.href)};`], { type: 'text/javascript' });
  // never revoked: the worker fetches it later, and it is some bytes for each worker
  return new Worker(URL.createObjectURL(own), options);
}
