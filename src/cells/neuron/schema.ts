/** The keys of a `neuron` fence: two weights and a bias that the reader steers by hand, over points of two classes. */
import * as v from 'valibot';
import type { CellSchema } from '../../contract/cell';
import { hiddenActivationNames } from '../activation-names';
import { between, oneOf, strict, whole } from '../fields';

const weight = (value: number) => v.optional(between(-10, 10), value);

const schema = strict({
  /** Datasets offered, of the plane and of two classes; the first is chosen. */
  datasets: v.pipe(v.array(v.string(), 'expected a list of datasets'), v.minLength(1, 'expected at least one dataset')),
  samples: v.optional(whole(20, 2000), 120),
  seed: v.optional(whole(0, 2 ** 32 - 1), 1),
  activation: v.optional(oneOf(hiddenActivationNames), 'sigmoid'),
  w1: weight(1),
  w2: weight(0),
  b: weight(0),
});

export type NeuronBody = v.InferOutput<typeof schema>;

export default {
  kind: 'neuron',
  tag: 'fp-neuron',
  schema,
  // `moves` counts what the reader has changed; `bestAccuracy` is the highest reached by hand on this dataset.
  publishes: ['w1', 'w2', 'b', 'activation', 'dataset', 'accuracy', 'bestAccuracy', 'loss', 'moves'],
  width: 'wide',
  datasets: ['datasets'],
} satisfies CellSchema;
