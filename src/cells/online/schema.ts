/** The keys of an `online` fence: the problem of Reddi, Kale and Kumar 2018, on which Adam goes to the wrong end. */
import * as v from 'valibot';
import type { CellSchema } from '../../contract/cell';
import { between, strict, whole } from '../fields';

const schema = strict({
  /** The rare, large slope. */
  c: v.optional(between(2, 100), 3),
  beta2: v.optional(between(0, 0.99999), 0.1),
  /** At step t the learning rate is this over √t. */
  learningRate: v.optional(between(1e-4, 10), 0.5),
  steps: v.optional(whole(3, 30_000), 3000),
});

export type OnlineBody = v.InferOutput<typeof schema>;

export default {
  kind: 'online',
  tag: 'fp-online',
  schema,
  publishes: ['runs', 'adam', 'amsgrad', 'sgd', 'where', 'c', 'beta2'],
  width: 'wide',
} satisfies CellSchema;
