/** The keys of an `activation` fence: one function with its derivative, and a handle that the reader moves along its input. */
import * as v from 'valibot';
import type { CellSchema } from '../../contract/cell';
import { hiddenActivationNames } from '../activation-names';
import { between, oneOf, strict } from '../fields';

const schema = strict({
  activation: v.optional(oneOf(hiddenActivationNames), 'tanh'),
  /** A second one laid over it; none unless given. */
  compare: v.optional(oneOf(hiddenActivationNames)),
  /** Where the handle stands at first. */
  at: v.optional(between(-4, 4), 1),
  /** Where the derivative is nearer to 0 than this, the function counts as nearly flat, and is shaded. */
  limit: v.optional(between(0, 1), 0.05),
});

export type ActivationBody = v.InferOutput<typeof schema>;

export default {
  kind: 'activation',
  tag: 'fp-activation',
  schema,
  // `zone` is 'dead', 'flat' or 'steep'; `moves` counts what the reader has changed.
  publishes: ['activation', 'compare', 'input', 'value', 'derivative', 'zone', 'moves'],
  width: 'wide',
} satisfies CellSchema;
