/** The keys of a `seeds` fence: one small network trained from many seeds, for an activation that the reader chooses. */
import * as v from 'valibot';
import type { CellSchema } from '../../contract/cell';
import { hiddenActivationNames } from '../activation-names';
import { between, oneOf, strict, whole } from '../fields';
import { runFields } from '../run-fields';

const schema = strict({
  ...runFields,
  /** Offered; the first is chosen. */
  activations: v.pipe(
    v.array(oneOf(hiddenActivationNames), `expected a list of ${hiddenActivationNames.join(', ')}`),
    v.minLength(1, 'expected at least one activation'),
  ),
  /** How many seeds, from seed 1 on. */
  seeds: v.optional(whole(2, 200), 20),
  /** A seed counts as a success where its final train loss is below this. */
  success: between(0, 1e6),
  /** Whether the reader may choose the width of the hidden layers, and the loss. */
  choices: v.optional(v.array(oneOf(['units', 'loss']), 'expected a list of units, loss'), []),
});

export type SeedsBody = v.InferOutput<typeof schema>;

export default {
  kind: 'seeds',
  tag: 'fp-seeds',
  schema,
  // Of the last whole run: its activation, how many seeds succeeded, and the least and the largest final loss. `reluSuccesses`
  // and its like are of the network as the lesson gives it, once all its seeds have been trained, and `reluRuns` how often.
  publishes: [
    'runs',
    'activation',
    'successes',
    'rate',
    'leastLoss',
    'mostLoss',
    ...hiddenActivationNames.flatMap((name) => [`${name}Successes`, `${name}Runs`]),
  ],
  width: 'wide',
  datasets: ['data'],
} satisfies CellSchema;
