/** What a look at gradients keeps from visit to visit: their norms in each layer, and the losses. */
import * as v from 'valibot';
import { strict, whole } from '../fields';
import { lookColumns } from '../look-fields';
import type { GradientsBody } from './schema';

export function keptOf({ activations, layers }: GradientsBody) {
  const seed = whole(0, 2 ** 32 - 1);
  return {
    version: 1,
    settings: strict({ seed, shown: v.nullable(whole(0, 1_000_000)) }),
    results: strict({
      looks: lookColumns({ runs: activations.length, layers: layers.length + 1 }),
      runs: whole(1, Number.MAX_SAFE_INTEGER),
      /** The seed that they are of. */
      seed,
    }),
  };
}
