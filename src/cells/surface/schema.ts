/** The keys of a `surface` fence: gradient descent over a loss of two weights. */
import * as v from 'valibot';
import type { CellSchema } from '../../contract/cell';
import { between, oneOf, strict, whole } from '../fields';

/** Quadratic first: of it alone the limit of the learning rate is known. */
export const surfaceNames = ['quadratic', 'ravine', 'saddle', 'rosenbrock', 'beale'] as const;

const schema = strict({
  surface: v.optional(oneOf(surfaceNames), 'quadratic'),
  /** Those on offer. */
  surfaces: v.optional(v.array(oneOf(surfaceNames), `expected a list of ${surfaceNames.join(', ')}`), [...surfaceNames]),
  /** Of the quadratic, along w₁ and w₂. */
  curvatures: v.optional(v.tuple([between(0.1, 100), between(0.1, 100)], 'expected two curvatures'), [1, 8]),
  learningRate: v.optional(between(0.0001, 10), 0.05),
  momentum: v.optional(between(0, 0.99), 0),
  steps: v.optional(whole(1, 500), 40),
});

export type SurfaceBody = v.InferOutput<typeof schema>;

export default {
  kind: 'surface',
  tag: 'fp-surface',
  schema,
  publishes: [
    'surface', // its name
    'learningRate',
    'momentum',
    'steps',
    'limit', // 2(1 + μ)/λ of a quadratic, else null
    'overLimit', // learning rate over limit, else null
    'limitMoves', // 'higher', 'lower' or 'same': the limit with the present momentum against that without; null without momentum
    'loss', // at the path's end
    'diverged', // true or false
    'moved', // how often the reader has moved the start
    'changes', // how often the reader has changed anything at all
  ],
  width: 'wide',
} satisfies CellSchema;
