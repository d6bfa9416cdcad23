/** The keys of a `defaults` fence: a step of TF.js's own optimizers with its defaults, beside a step of ours. */
import * as v from 'valibot';
import type { CellSchema } from '../../contract/cell';
import type { BackendName } from '../../contract/model';
import { between, oneOf, strict } from '../fields';

const backends = ['cpu', 'wasm', 'webgl', 'webgpu'] as const satisfies readonly BackendName[];

const schema = strict({
  backends: v.pipe(
    v.array(oneOf(backends), `expected a list of ${backends.join(', ')}`),
    v.minLength(1, 'expected at least one backend'),
  ),
  /** The one gradient that every step meets. */
  gradient: v.optional(between(1e-12, 1e6), 1e-4),
  learningRate: v.optional(between(1e-6, 10), 0.01),
});

export type DefaultsBody = v.InferOutput<typeof schema>;

export default {
  kind: 'defaults',
  tag: 'fp-defaults',
  schema,
  /** The smallest and the largest share of our first Adam step that TF.js takes with its own ε, over the backends that ran. */
  publishes: ['runs', 'gradient', 'least', 'most', 'ran'],
  width: 'wide',
} satisfies CellSchema;
