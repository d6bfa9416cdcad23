/** The keys of a `landscape` fence: a slice of the loss around another cell's network. */
import * as v from 'valibot';
import type { CellSchema } from '../../contract/cell';
import { between, reference, strict, whole } from '../fields';

const schema = strict({
  of: reference(),
  /** Points along a side, odd. */
  side: v.optional(
    v.pipe(
      whole(3, 201),
      v.check((side) => side % 2 === 1, 'expected an odd number: the network stands in the middle'),
    ),
    41,
  ),
  reach: v.optional(between(0.05, 5), 1),
  seed: v.optional(whole(0, 2 ** 32 - 1), 1),
});

export type LandscapeBody = v.InferOutput<typeof schema>;

export default {
  kind: 'landscape',
  tag: 'fp-landscape',
  schema,
  publishes: [
    'drawn', // how often a slice has been drawn
    'centre', // loss at the network itself, in the last slice; null before
    'firstCentre', // and in the first
    'lower', // share of the last slice's points whose loss is below the network's own; null before
  ],
  width: 'wide',
  references: ['of'],
  needs: { of: ['model', 'weights', 'spec'] },
} satisfies CellSchema;
