/** What a count of units that are off keeps from visit to visit. */
import { between, strict, whole } from '../fields';
import { lookColumns } from '../look-fields';
import type { DyingBody } from './schema';

export function keptOf({ seeds, layers }: DyingBody) {
  const learningRate = between(0, 100);
  const units = layers.reduce((sum, one) => sum + one, 0);
  return {
    version: 1,
    settings: strict({ learningRate }),
    results: strict({
      // Every seed with each of the two activations.
      looks: lookColumns({ runs: 2 * seeds, units }),
      runs: whole(1, Number.MAX_SAFE_INTEGER),
      learningRate,
    }),
  };
}
