/** What a measurement of gradient noise keeps from visit to visit. */
import * as v from 'valibot';
import { strict, whole } from '../fields';

const number = v.number();
const point = strict({ batchSize: whole(1, Number.MAX_SAFE_INTEGER), rms: number, low: number, high: number });

export const kept = {
  version: 1,
  settings: strict({}),
  results: strict({
    noise: strict({
      norm: number,
      single: number,
      points: v.pipe(v.array(point), v.minLength(1, 'expected at least one batch size')),
    }),
    step: whole(0, Number.MAX_SAFE_INTEGER),
    measured: whole(1, Number.MAX_SAFE_INTEGER),
  }),
};
