/** The keys of a `dying` fence: hidden units that are at or below 0 on every example, counted while ReLU and leaky ReLU train. */
import * as v from 'valibot';
import type { CellSchema } from '../../contract/cell';
import { strict, whole } from '../fields';
import { runFields } from '../run-fields';

const schema = strict({
  ...runFields,
  /** Steps between two looks. */
  every: whole(1, 100_000),
  /** How many seeds, from seed 1 on. */
  seeds: v.optional(whole(2, 50), 10),
});

export type DyingBody = v.InferOutput<typeof schema>;

export default {
  kind: 'dying',
  tag: 'fp-dying',
  schema,
  // Of the last whole run: shares of hidden units at or below 0 on all data at the end (median of the seeds), shares of those
  // once so that came back, and median final losses.
  publishes: ['runs', 'learningRate', 'reluOff', 'leakyOff', 'reluBack', 'leakyBack', 'reluLoss', 'leakyLoss'],
  width: 'wide',
  datasets: ['data'],
} satisfies CellSchema;
