/** The keys of a `noise` fence: how far gradients of batches lie from the full gradient, on another cell's network. */
import * as v from 'valibot';
import type { CellSchema } from '../../contract/cell';
import { reference, strict, whole } from '../fields';

const schema = strict({
  of: reference(),
  batchSizes: v.optional(
    v.pipe(v.array(whole(1, 4096), 'expected a list of batch sizes'), v.minLength(2, 'expected at least 2 batch sizes')),
    [1, 2, 4, 8, 16, 32, 64, 128, 256],
  ),
  /** Batches drawn at each size. */
  draws: v.optional(whole(10, 10_000), 200),
});

export type NoiseBody = v.InferOutput<typeof schema>;

export default {
  kind: 'noise',
  tag: 'fp-noise',
  schema,
  publishes: [
    'measured', // how often a measurement has come to its end
    'quarter', // noise of the first batch size over that of the size four times as large, as measured; null before
    'slope', // of the measured points on logarithmic axes; null before
  ],
  width: 'wide',
  references: ['of'],
  needs: { of: ['model', 'weights', 'spec'] },
} satisfies CellSchema;
