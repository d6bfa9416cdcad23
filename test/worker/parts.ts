/** What the worker's code is given in tests: the plain backend, the project's data, this thread's clock. No tables, no TensorFlow.js. */
import { loadDataset } from '../../datasets/registry';
import { createPlain } from '../../src/engine/backends/plain';
import type { ServeParts } from '../../src/worker/serve';

export function testParts(): Omit<ServeParts, 'post'> {
  return {
    createBackend: async () => createPlain(),
    loadDataset: (data) => loadDataset(data),
    readTable: () => Promise.reject(new Error('This test has no tables.')),
    loseContext: () => undefined,
    tfjsSteps: () => Promise.reject(new Error('This test has no TensorFlow.js.')),
    clock: { now: () => performance.now(), resolution: 0.001 },
    date: () => new Date(0).toISOString(),
    crossOriginIsolated: false,
    yield: () => new Promise((resolve) => setImmediate(resolve)),
    sleep(ms, wake) {
      const timer = setTimeout(wake, ms);
      return () => clearTimeout(timer);
    },
  };
}
