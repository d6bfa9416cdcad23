/** What a rule keeps from visit to visit: its settings and how far it has gone; the numbers follow from them. */
import * as v from 'valibot';
import { between, oneOf, strict, whole } from '../fields';

export const kept = {
  version: 1,
  settings: strict({
    gradients: oneOf(['constant', 'noisy', 'bowl']),
    learningRate: between(1e-6, 10),
    steps: whole(0, 10_000),
  }),
  results: v.never(),
};
