/** The keys of an `assemble` fence: Adam put together from its four ideas, with the path of each combination. */
import * as v from 'valibot';
import type { CellSchema } from '../../contract/cell';
import { between, oneOf, strict, whole } from '../fields';

const schema = strict({
  surface: v.optional(oneOf(['ravine', 'saddle', 'rosenbrock', 'beale']), 'ravine'),
  steps: v.optional(whole(5, 2000), 60),
  beta1: v.optional(between(0, 0.9999), 0.9),
  beta2: v.optional(between(0, 0.9999), 0.999),
});

export type AssembleBody = v.InferOutput<typeof schema>;

export default {
  kind: 'assemble',
  tag: 'fp-assemble',
  schema,
  publishes: ['name', 'loss', 'learningRate', 'scale', 'forget', 'momentum', 'correct', 'switched'],
  width: 'wide',
} satisfies CellSchema;
