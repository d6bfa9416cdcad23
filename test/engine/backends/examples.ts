/** Small networks and seeded examples that the backends' suite runs on. Widths repeat on purpose: each new shape costs WebGL a compilation. */
import type { Examples, Network, Snapshot } from '../../../src/contract/backend';
import type { ActivationName, Knobs, LossName, ModelSpec, OptimizerSpec } from '../../../src/contract/model';
import { BatchOrder } from '../../../src/engine/batches';
import { initialSnapshot } from '../../../src/engine/init';
import { outputCount } from '../../../src/engine/layout';
import { defaults } from '../../../src/engine/optimizers';
import { Random } from '../../../src/engine/random';

export const ROWS = 6;
export const INPUTS = 3;
export const sgd = defaults('sgd');

/** Hidden layers of 3 units each, then the output. */
export function network(hidden: ActivationName[], units: number, output: ActivationName, loss: LossName): ModelSpec {
  const layers = hidden.map((activation) => ({ units: 3, activation }));
  return { inputs: INPUTS, layers: [...layers, { units, activation: output }], loss };
}

/** Normal inputs; labels one-hot, or 0 and 1 for one output; any numbers where one is predicted as it is. */
export function examples(model: ModelSpec, n: number, seed: number): Examples {
  const random = new Random(seed);
  const outputs = outputCount(model);
  const x = Float32Array.from({ length: n * model.inputs }, () => random.normal());
  const y = new Float32Array(n * outputs);
  const predicts = model.layers[model.layers.length - 1].activation === 'identity';
  for (let i = 0; i < n; i++) {
    if (outputs === 1) y[i] = predicts ? 3 * random.normal() : random.below(2);
    else y[i * outputs + random.below(outputs)] = 1;
  }
  return { n, x, y };
}

/** Fresh weights with biases that are not 0, so that a backend that leaves them out is found. */
export function start(model: ModelSpec, optimizer: OptimizerSpec, seed = 3): Snapshot {
  const snapshot = initialSnapshot(model, optimizer, seed);
  const random = new Random(seed);
  return { ...snapshot, weights: snapshot.weights.map((weight) => weight + 0.1 * random.normal()) };
}

export function bind(target: Network, model: ModelSpec): void {
  target.bind(examples(model, ROWS, 11), examples(model, ROWS, 12));
}

export function knobs(changed: Partial<Knobs> = {}): Knobs {
  return { learningRate: 0.05, batchSize: 4, l1: 0, l2: 0, ...changed };
}

/** The first batches of a run. */
export function batches(count: number, batchSize = 4): Uint32Array[] {
  const order = new BatchOrder(5, ROWS);
  return Array.from({ length: count }, () => order.next(batchSize));
}

/** The largest difference between two arrays of one length; NaN where any number is not one. */
export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i] - b[i]);
    if (!(difference <= largest)) largest = difference;
    if (Number.isNaN(difference)) return NaN;
  }
  return largest;
}
