/** The worker's start: wires what answers messages to the thread it lives in. */
import { loadDataset } from '../../datasets/registry';
import { createBackend } from '../engine/backends/registry';
import { resolutionOf } from '../measure/clock';
import { sayAlive } from './alive';
import { serve } from './serve';
import { createYield } from './yield';

const now = () => performance.now();

/** Loaded when the first table is opened. */
const tables = lazily(async () => {
  const [{ Tables }, { openTableStore }] = await Promise.all([import('../table/tables'), import('../table/store')]);
  return new Tables(openTableStore(), () => Date.now());
});

const receive = serve({
  post: (message, transfer) => self.postMessage(message, { transfer }),
  createBackend,
  loadDataset: async (data) => (data.table ? (await tables()).examples(data) : loadDataset(data)),
  async readTable({ file, key, name }, pace) {
    const opened = await tables();
    return file ? opened.open(file, name, pace) : opened.known(key, name, pace);
  },
  loseContext: (backend) => backend.lose?.(),
  tfjsSteps: async () => (await import('../engine/backends/tfjs-own-optimizers')).tfjsSteps,
  clock: { now, resolution: resolutionOf(now) },
  date: () => new Date().toISOString(),
  crossOriginIsolated: self.crossOriginIsolated,
  yield: createYield(),
  sleep(ms, wake) {
    const timer = setTimeout(wake, ms);
    return () => clearTimeout(timer);
  },
});

self.addEventListener('message', ({ data }) => receive(data));
sayAlive((message) => self.postMessage(message));

function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => (made ??= make());
}
