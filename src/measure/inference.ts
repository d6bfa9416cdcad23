/** Times the forward pass of a network, and a training step beside it: same backend, batch and weights. */
import type { Examples, Network } from '../contract/backend';
import type { InferenceReport, Measurement } from '../contract/measurement';
import type { Knobs } from '../contract/model';
import { ratioOfMedians } from './stats';
import { type Instruments, type Plan, type Subject, takeSamples, toMeasurement } from './timing';

/** A network and what is said of it. */
export type Bench = Omit<Subject, 'operation' | 'batchSize'> & { network: Network };

/** Calls queued before one wait, and the milliseconds that such a queue may take where calls are slow. */
const QUEUE_CALLS = 16;
const QUEUE_TIME = 100;

/**
 * Latency: the time until one call's result can be read, waiting for each. The first call includes the upload of the
 * input; later ones find it where the first put it, as a training step finds its examples.
 * @param x one batch, `batchSize` × inputs
 */
export async function measureLatency(
  bench: Bench,
  x: Float32Array,
  batchSize: number,
  plan: Plan,
  instruments: Instruments,
): Promise<Measurement> {
  return measureForward(bench, x, batchSize, plan, instruments, 'each');
}

/** Throughput's side of it: many calls queued, one wait for the last result. Milliseconds a call. */
export async function measureQueued(
  bench: Bench,
  x: Float32Array,
  batchSize: number,
  plan: Plan,
  instruments: Instruments,
): Promise<Measurement> {
  return measureForward(bench, x, batchSize, plan, instruments, 'queue');
}

async function measureForward(
  bench: Bench,
  x: Float32Array,
  batchSize: number,
  plan: Plan,
  instruments: Instruments,
  sync: Measurement['sync'],
): Promise<Measurement> {
  const prepared: { forward?: ReturnType<Network['forward']> } = {};
  const first = async () => {
    prepared.forward = bench.network.forward(x, batchSize);
    prepared.forward.run();
    await prepared.forward.sync();
  };
  const each = async (calls: number) => {
    for (let i = 0; i < calls; i++) {
      prepared.forward?.run();
      await prepared.forward?.sync();
    }
  };
  const queue = async (calls: number) => {
    for (let i = 0; i < calls; i++) prepared.forward?.run();
    await prepared.forward?.sync();
  };
  const queued = (oneCall: number) => Math.min(QUEUE_CALLS, Math.max(1, QUEUE_TIME / oneCall));
  try {
    const timing =
      sync === 'each'
        ? await takeSamples(first, each, plan, instruments)
        : await takeSamples(first, queue, plan, instruments, queued);
    return toMeasurement({ ...bench, operation: 'inference', batchSize }, timing, sync, instruments);
  } finally {
    prepared.forward?.dispose();
  }
}

/**
 * One optimizer step on the whole of `examples`, waiting for each. The learning rate is 0: the arithmetic is the same,
 * and every step starts from the same weights as the forward pass that it is compared with.
 */
export async function measureTrainingStep(
  bench: Bench,
  examples: Examples,
  knobs: Knobs,
  plan: Plan,
  instruments: Instruments,
): Promise<Measurement> {
  const batch = [Uint32Array.from({ length: examples.n }, (_, i) => i)];
  const still: Knobs = { ...knobs, learningRate: 0, batchSize: examples.n };
  const step = async () => {
    await bench.network.train(batch, still);
  };
  const first = async () => {
    bench.network.bind(examples, examples);
    await step();
  };
  const steps = async (calls: number) => {
    for (let i = 0; i < calls; i++) await step();
  };
  const timing = await takeSamples(first, steps, plan, instruments);
  return toMeasurement({ ...bench, operation: 'training step', batchSize: examples.n }, timing, 'each', instruments);
}

/** Puts the parts together: throughput in examples a second, and the ratio where a training step was timed. */
export function toReport(
  latency: Measurement,
  queued: Measurement,
  trainingStep: Measurement | null,
  uniform: () => number,
): InferenceReport {
  return {
    latency,
    queued,
    throughput: (1000 * queued.batchSize) / queued.median,
    trainingStep,
    ratio: trainingStep && ratioOfMedians(trainingStep.samples, latency.samples, uniform),
  };
}
