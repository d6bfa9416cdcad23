/** The keys of a `gradients` fence: one deep network with several activations, and the gradient's norm in each of its layers. */
import * as v from 'valibot';
import type { CellSchema } from '../../contract/cell';
import { hiddenActivationNames } from '../activation-names';
import { oneOf, strict, whole } from '../fields';
import { runFields } from '../run-fields';

const schema = strict({
  ...runFields,
  /** Trained side by side. */
  activations: v.pipe(
    v.array(oneOf(hiddenActivationNames), `expected a list of ${hiddenActivationNames.join(', ')}`),
    v.minLength(1, 'expected at least one activation'),
  ),
  /** Steps between two looks. */
  every: whole(1, 100_000),
  seed: v.optional(whole(0, 2 ** 32 - 1), 1),
});

export type GradientsBody = v.InferOutput<typeof schema>;

export default {
  kind: 'gradients',
  tag: 'fp-gradients',
  schema,
  // `sigmoidRatio` and its like: the last layer's norm over the first's before training; `sigmoidLoss`: the loss at the end.
  publishes: ['runs', 'seed', ...hiddenActivationNames.flatMap((name) => [`${name}Ratio`, `${name}Loss`])],
  width: 'wide',
  datasets: ['data'],
} satisfies CellSchema;
