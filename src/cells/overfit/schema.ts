/** The keys of an `overfit` fence: a network too large for its examples, with its loss on three splits, over several seeds. */
import * as v from 'valibot';
import type { CellSchema } from '../../contract/cell';
import { between, strict, whole } from '../fields';

const schema = strict({
  data: v.pipe(v.string('expected the name of a dataset, such as moons'), v.nonEmpty('expected the name of a dataset')),
  noise: v.optional(between(0, 10), 0.3),
  layers: v.optional(v.array(whole(1, 512), 'expected a list of numbers of units'), [32, 32]),
  learningRate: v.optional(between(0, 10), 0.01),
  /** Numbers of training examples on offer; the first is what it opens with. */
  examples: v.optional(v.pipe(v.array(whole(2, 600)), v.minLength(1, 'expected at least one number')), [20, 60, 200]),
  /** L2 penalties on offer; the first should be 0. */
  l2: v.optional(v.pipe(v.array(between(0, 10)), v.minLength(1, 'expected at least one number')), [0, 0.003, 0.01, 0.03, 0.1]),
  steps: v.optional(whole(10, 10_000), 600),
  every: v.optional(whole(1, 1000), 20),
  seeds: v.optional(whole(1, 20), 5),
});

export type OverfitBody = v.InferOutput<typeof schema>;

export default {
  kind: 'overfit',
  tag: 'fp-overfit',
  schema,
  datasets: ['data'],
  publishes: [
    'runs', // settings that have been run to their end
    // Medians over seeds; null before the setting has been run.
    'rise', // final validation loss over its lowest, with the fewest examples and no penalty
    'baseline', // final validation loss with the fewest examples and no penalty
    'byData', // least of those with more examples and no penalty
    'byPenalty', // least of those with the fewest examples and a penalty
  ],
  width: 'wide',
} satisfies CellSchema;
