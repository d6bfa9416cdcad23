/** The keys of a small network that an experiment trains many times, as in a `network` fence. Free of DOM: the build reads it. */
import * as v from 'valibot';
import type { LossName, OptimizerName } from '../contract/model';
import { between, oneOf, strict, whole } from './fields';

const optimizers = [
  'sgd',
  'momentum',
  'nesterov',
  'adagrad',
  'rmsprop',
  'adam',
  'adamw',
] as const satisfies readonly OptimizerName[];
const losses = ['meanSquaredError', 'binaryCrossEntropy'] as const satisfies readonly LossName[];

/** To be spread into `strict`, with `datasets: ['data']` in the cell's schema. Two classes, one output. */
export const runFields = {
  data: v.string('expected the name of a dataset, such as moons'),
  dataSeed: v.optional(whole(0, 2 ** 32 - 1), 1),
  noise: v.optional(between(0, 10)),
  samples: v.optional(whole(2, 100_000)),
  /** Units of each hidden layer. */
  layers: v.pipe(
    v.array(whole(1, 512), 'expected a list of units, such as [8, 8]'),
    v.minLength(1, 'expected at least 1 hidden layer'),
    v.maxLength(9, 'expected at most 9 hidden layers'),
  ),
  /** Cross-entropy has a sigmoid output, mean squared error a linear one. */
  loss: v.optional(oneOf(losses), 'binaryCrossEntropy'),
  optimizer: strict({ kind: oneOf(optimizers), learningRate: between(0, 100) }),
  batchSize: v.optional(whole(1, 100_000), 32),
  steps: whole(1, 1_000_000),
};

export type RunFields = v.InferOutput<v.StrictObjectSchema<typeof runFields, undefined>>;
