/** What the microscope keeps from visit to visit: its settings and how far it has gone; all its numbers follow from them. */
import * as v from 'valibot';
import { between, oneOf, strict, whole } from '../fields';

export const kept = {
  version: 1,
  settings: strict({
    gradients: oneOf(['constant', 'noisy', 'bowl']),
    scale: between(1e-4, 1e4),
    steps: whole(0, 10_000),
  }),
  results: v.never(),
};
