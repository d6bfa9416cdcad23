/** The keys of a `linear` fence: three layers without an activation, and the one layer that does the same. */
import * as v from 'valibot';
import type { CellSchema } from '../../contract/cell';
import { hiddenActivationNames } from '../activation-names';
import { oneOf, strict, whole } from '../fields';

const schema = strict({
  /** Of the weights that stand there at first. */
  seed: v.optional(whole(0, 2 ** 32 - 1), 1),
  activation: v.optional(oneOf(hiddenActivationNames), 'identity'),
});

export type LinearBody = v.InferOutput<typeof schema>;

export default {
  kind: 'linear',
  tag: 'fp-linear',
  schema,
  // `difference` is the largest between the two answers over the plane; `moves` counts what the reader has changed.
  publishes: ['difference', 'activation', 'seed', 'moves'],
  width: 'wide',
} satisfies CellSchema;
