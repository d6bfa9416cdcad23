/** The worker's start: wires what answers messages to the thread it lives in. */
import { loadDataset } from '../../datasets/registry';
import { createBackend } from '../engine/backends/registry';
import { resolutionOf } from '../measure/clock';
import { serve } from './serve';
import { createYield } from './yield';

const now = () => performance.now();

const receive = serve({
  post: (message, transfer) => self.postMessage(message, { transfer }),
  createBackend,
  loadDataset: (data) => loadDataset(data),
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
