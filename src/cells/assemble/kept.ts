/** What an assembly keeps from visit to visit: its switches; the path follows from them. */
import * as v from 'valibot';
import { between, strict, whole } from '../fields';

const on = v.boolean();

export const kept = {
  version: 1,
  settings: strict({
    parts: v.pipe(
      strict({ scale: on, forget: on, momentum: on, correct: on }),
      v.check(({ forget, scale }) => scale || !forget, 'expected forgetting only with a scale'),
    ),
    best: on,
    /** Null where it is the best one. */
    learningRate: v.nullable(between(1e-5, 10)),
    switched: whole(0, Number.MAX_SAFE_INTEGER),
  }),
  results: v.never(),
};
