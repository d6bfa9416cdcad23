/** What a landscape keeps from visit to visit: the last slice and the one before. */
import * as v from 'valibot';
import { between, strict, whole } from '../fields';
import type { LandscapeBody } from './schema';

export function keptOf({ side }: LandscapeBody) {
  const settings = { reach: between(0.05, 5), seed: whole(0, 2 ** 32 - 1) };
  const values = v.pipe(
    v.instance(Float64Array, 'expected float64 numbers'),
    v.length(side ** 2, `expected ${side ** 2} losses`),
  );
  const slice = strict({
    landscape: strict({ side: v.literal(side), reach: settings.reach, values, centre: v.number() }),
    step: whole(0, Number.MAX_SAFE_INTEGER),
    seed: settings.seed,
  });
  return {
    version: 1,
    settings: strict(settings),
    results: strict({
      slices: v.pipe(v.array(slice), v.minLength(1, 'expected a slice'), v.maxLength(2, 'expected at most 2 slices')),
      drawn: whole(1, Number.MAX_SAFE_INTEGER),
      firstCentre: v.number(),
    }),
  };
}
