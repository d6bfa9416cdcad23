/** What a sweep keeps from visit to visit: all its points with their samples. */
import * as v from 'valibot';
import { strict, whole } from '../fields';
import { backendName, keptSpec, skippedPoint, sweepPoint } from '../measured-fields';

export const kept = {
  version: 1,
  settings: strict({}),
  results: strict({
    points: v.array(sweepPoint),
    skipped: v.array(skippedPoint),
    missing: v.array(strict({ name: backendName, why: v.string() })),
    spec: v.nullable(keptSpec),
    sweeps: whole(1, Number.MAX_SAFE_INTEGER),
  }),
};
