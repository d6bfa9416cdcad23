/** What the linear layers keep from visit to visit: their weights. */
import * as v from 'valibot';
import { hiddenActivationNames } from '../activation-names';
import { between, oneOf, strict, whole } from '../fields';

const weight = between(-100, 100);
const layer = (units: number) =>
  strict({
    w: v.pipe(v.array(v.pipe(v.array(weight), v.length(2, 'expected 2 columns'))), v.length(units, `expected ${units} rows`)),
    b: v.pipe(v.array(weight), v.length(units, `expected ${units} rows`)),
  });

export const kept = {
  version: 1,
  settings: strict({
    layers: v.tuple([layer(2), layer(2), layer(1)], 'expected three layers'),
    activation: oneOf(hiddenActivationNames),
    seed: whole(0, 2 ** 32 - 1),
    moves: whole(0, Number.MAX_SAFE_INTEGER),
  }),
  results: v.never(),
};
