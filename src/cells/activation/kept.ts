/** What a look at activation functions keeps from visit to visit. */
import * as v from 'valibot';
import { hiddenActivationNames } from '../activation-names';
import { between, oneOf, strict, whole } from '../fields';

export const kept = {
  version: 1,
  settings: strict({
    chosen: oneOf(hiddenActivationNames),
    compare: oneOf(['', ...hiddenActivationNames]),
    input: between(-4, 4),
    moves: whole(0, Number.MAX_SAFE_INTEGER),
  }),
  results: v.never(),
};
