/** The keys of a `latency` fence: a sweep of batch sizes over backends, of another cell's network. */
import * as v from 'valibot';
import type { CellSchema } from '../../contract/cell';
import type { BackendName } from '../../contract/model';
import { oneOf, reference, strict, whole } from '../fields';

const backends = ['plain', 'compiled', 'cpu', 'wasm', 'webgl', 'webgpu'] as const satisfies readonly BackendName[];

const schema = strict({
  of: reference(),
  backends: v.pipe(
    v.array(oneOf(backends), `expected a list of ${backends.join(', ')}`),
    v.minLength(1, 'expected at least one backend'),
  ),
  batchSizes: v.pipe(
    v.array(whole(1, 65_536), 'expected a list of batch sizes'),
    v.minLength(2, 'expected at least 2 batch sizes'),
  ),
  /** Timed calls a point, after warm-up. */
  repeats: v.optional(whole(5, 5000), 50),
  /** A predict cell's guess of the crossover, drawn beside it. */
  guess: v.optional(reference()),
});

export type LatencyBody = v.InferOutput<typeof schema>;

export default {
  kind: 'latency',
  tag: 'fp-latency',
  schema,
  publishes: ['sweeps', 'crossover', 'points'],
  width: 'wide',
  references: ['of', 'guess'],
  needs: { of: ['model', 'weights', 'spec'], guess: ['guess'] },
} satisfies CellSchema;
