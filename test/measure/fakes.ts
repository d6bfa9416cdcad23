/** A clock that only moves when told to, and a network that takes the time it is said to. */
import type { BackendInfo, Network } from '../../src/contract/backend';
import type { ModelSpec } from '../../src/contract/model';
import type { Instruments } from '../../src/measure/timing';

export const info: BackendInfo = { name: 'plain', variant: 'fake', software: false, readback: false };

export const model: ModelSpec = {
  inputs: 2,
  layers: [
    { units: 3, activation: 'tanh' },
    { units: 1, activation: 'sigmoid' },
  ],
  loss: 'binaryCrossEntropy',
};

export class FakeClock {
  time = 0;
  /** @param resolution milliseconds; `now` is rounded down to it */
  constructor(readonly resolution = 0.005) {}
  now = () => Math.floor(this.time / this.resolution) * this.resolution;
  pass(ms: number) {
    this.time += ms;
  }
}

export interface Watched extends Instruments {
  breaths: number;
  told: number[];
}

export function instruments(clock: FakeClock, onBreath: (count: number) => void = () => {}): Watched {
  const watched: Watched = {
    clock,
    breaths: 0,
    told: [],
    breathe: async () => onBreath(++watched.breaths),
    progress: (done) => watched.told.push(done),
    date: () => '2026-11-22T10:00:00.000Z',
    crossOriginIsolated: true,
  };
  return watched;
}

/** What a fake network was asked for. */
export interface Calls {
  uploads: number;
  runs: number;
  syncs: number;
  disposed: number;
  trained: { batch: Uint32Array; learningRate: number }[];
  bound: number;
}

/** @param ms of one forward pass, of waiting for it, of a step, and of the parts of an inspected step */
export function fakeNetwork(clock: FakeClock, ms: { upload: number; run: number; sync: number; step: number; parts: number[] }) {
  const calls: Calls = { uploads: 0, runs: 0, syncs: 0, disposed: 0, trained: [], bound: 0 };
  const no = () => {
    throw new Error('not in this test');
  };
  const network: Network = {
    bind: () => {
      calls.bound++;
    },
    async train([batch], { learningRate }) {
      clock.pass(ms.step);
      calls.trained.push({ batch, learningRate });
      return 1;
    },
    async inspect() {
      const [forward, backward, update] = ms.parts;
      clock.pass(forward + backward + update);
      return { loss: 1, penalty: 0, gradient: new Float32Array(1), ms: { forward, backward, update } };
    },
    forward: () => {
      clock.pass(ms.upload);
      calls.uploads++;
      return {
        run: () => {
          clock.pass(ms.run);
          calls.runs++;
        },
        sync: async () => {
          clock.pass(ms.sync);
          calls.syncs++;
        },
        dispose: () => {
          calls.disposed++;
        },
      };
    },
    evaluate: no,
    predict: no,
    activations: no,
    snapshot: no,
    restore: no,
    memory: no,
    dispose: no,
  };
  return { network, calls };
}
