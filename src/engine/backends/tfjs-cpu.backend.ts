/** TF.js's `cpu` backend: every kernel a loop in JavaScript. Slow, and the same everywhere. */
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import type { Backend } from '../../contract/backend';
import { TfjsBackend } from './tfjs';
import { readAtOnce, type Platform } from './tfjs-platform';

const cpu: Platform<MathBackendCPU> = {
  name: 'cpu',
  transposeFirst: false,
  async load() {
    await import('@tensorflow/tfjs-backend-cpu');
  },
  async start(factory) {
    return factory();
  },
  describe() {
    return { name: 'cpu', variant: 'TF.js in JavaScript, 1 thread', software: false, readback: false };
  },
  read: readAtOnce,
};

export function create(): Backend {
  return new TfjsBackend(cpu);
}
