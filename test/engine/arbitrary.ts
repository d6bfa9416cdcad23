/** Random networks, data and optimizers for property tests, and the seed that makes every run of them the same. */
import fc from 'fast-check';
import type { Examples } from '../../src/contract/backend';
import type { ActivationName, Knobs, LossName, ModelSpec, OptimizerName } from '../../src/contract/model';
import { conventions } from '../../src/engine/conventions';
import { Random } from '../../src/engine/random';

/** Options of every fc.assert here. */
export const seeded = { seed: 20261122, numRuns: 100 };

export const optimizerNames = Object.keys(conventions.optimizers) as OptimizerName[];
export const hiddenActivations = (Object.keys(conventions.initialKernel) as ActivationName[]).filter(
  (name) => name !== 'softmax',
);

export const still: Knobs = { learningRate: 0.01, batchSize: 8, l1: 0, l2: 0 };

/** The same number, n times. */
export const repeated = (n: number, value: number): number[] => Array.from({ length: n }, () => value);

/** Widths from the input to the output, one activation for all hidden layers. */
export function dense(widths: readonly number[], hidden: ActivationName, output: ActivationName, loss: LossName): ModelSpec {
  const [inputs, ...units] = widths;
  const layers = units.map((count, i) => ({ units: count, activation: i === units.length - 1 ? output : hidden }));
  return { inputs, layers, loss };
}

/** Normal inputs; targets 0 or 1, one-hot where the loss wants a class. */
export function randomExamples(model: ModelSpec, n: number, seed: number): Examples {
  const random = new Random(seed);
  const outputs = model.layers[model.layers.length - 1].units;
  const x = Float32Array.from({ length: n * model.inputs }, () => random.normal());
  const y = new Float32Array(n * outputs);
  for (let i = 0; i < n; i++) {
    if (outputs > 1) y[i * outputs + random.below(outputs)] = 1;
    else y[i] = random.below(2);
  }
  return { n, x, y };
}

/** Two half circles, one inside the other's bend, with a little noise: what a linear network cannot separate. */
export function moons(n: number, noise: number, seed: number): Examples {
  const random = new Random(seed);
  const x = new Float32Array(2 * n);
  const y = new Float32Array(n);
  for (let i = 0; i < n; i++) {
    const upper = i % 2 === 0;
    const angle = Math.PI * random.uniform();
    x[2 * i] = (upper ? Math.cos(angle) - 0.5 : 0.5 - Math.cos(angle)) + noise * random.normal();
    x[2 * i + 1] = (upper ? Math.sin(angle) - 0.25 : 0.25 - Math.sin(angle)) + noise * random.normal();
    y[i] = upper ? 0 : 1;
  }
  return { n, x, y };
}

/** Any valid network of small layers, for mean squared error so that any output will do. */
export const anyModel: fc.Arbitrary<ModelSpec> = fc
  .record({
    widths: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 5 }),
    hidden: fc.constantFrom(...hiddenActivations),
    output: fc.constantFrom(...hiddenActivations),
  })
  .map(({ widths, hidden, output }) => dense(widths, hidden, output, 'meanSquaredError'));
