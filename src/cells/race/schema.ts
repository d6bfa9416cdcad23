/** The keys of a `race` fence: every optimizer at every learning rate of one grid, over many seeds, on surfaces or on a network. */
import * as v from 'valibot';
import type { CellSchema } from '../../contract/cell';
import { between, reference, strict, whole } from '../fields';

const schema = strict({
  /** The network cell whose network and data race; without it the race is on the surfaces. */
  of: v.optional(reference()),
  rates: v.pipe(
    v.array(between(1e-8, 1e3), 'expected a list of learning rates'),
    v.minLength(2, 'expected at least 2 learning rates'),
  ),
  seeds: v.optional(whole(2, 50), 10),
  steps: v.optional(whole(1, 5000), 300),
});

export type RaceBody = v.InferOutput<typeof schema>;

export default {
  kind: 'race',
  tag: 'fp-race',
  schema,
  /**
   * Of the last race that came to its end: the optimizer with the lowest median at its best rate, and what some came to, in what
   * is shown; `ravineWinner` whatever surface is shown.
   */
  publishes: [
    'races',
    'winner',
    'winnerRate',
    'winnerLoss',
    'ravineWinner',
    'sgdLoss',
    'adamLoss',
    'adamRate',
    'seconds',
    'running',
    'runs',
  ],
  width: 'wide',
  references: ['of'],
  needs: { of: ['spec'] },
} satisfies CellSchema;
