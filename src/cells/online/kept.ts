/** What the online problem keeps from visit to visit: its settings, and whether it has been run; the paths follow from them. */
import * as v from 'valibot';
import { between, strict, whole } from '../fields';

export const kept = {
  version: 1,
  settings: strict({
    c: between(2, 100),
    beta2: between(0, 0.99999),
    runs: whole(0, Number.MAX_SAFE_INTEGER),
    /** Whether the paths of these settings are drawn. */
    drawn: v.boolean(),
  }),
  results: v.never(),
};
