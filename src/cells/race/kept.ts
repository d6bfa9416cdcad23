/** What a race keeps from visit to visit: the loss of each run, and on what network. */
import * as v from 'valibot';
import { strict, whole } from '../fields';
import { keptSpec } from '../measured-fields';
import { entrants, type Outcome } from './outcomes';
import type { RaceBody } from './schema';

/** Where a race can be looked at: a surface, or one of a network's losses. */
export const surfaceNames = ['ravine', 'saddle', 'rosenbrock', 'beale'] as const;
export const lossColumns = ['testLoss', 'trainLoss'] as const;
export type View = (typeof surfaceNames)[number] | (typeof lossColumns)[number];

type Runs = Pick<RaceBody, 'rates' | 'seeds'>;

/** Every run of a race, in one order. */
function runsOf({ rates, seeds }: Runs): Omit<Outcome, 'loss'>[] {
  return entrants.flatMap(({ kind: optimizer }) =>
    rates.flatMap((rate) => Array.from({ length: seeds }, (_, i) => ({ optimizer, rate, seed: i + 1 }))),
  );
}

const nameOf = ({ optimizer, rate, seed }: Omit<Outcome, 'loss'>) => `${optimizer} ${rate} ${seed}`;

/** The losses alone. */
export function packed(runs: Runs, outcomes: readonly Outcome[]): Float64Array {
  const losses = new Map(outcomes.map((one) => [nameOf(one), one.loss]));
  return Float64Array.from(runsOf(runs), (one) => losses.get(nameOf(one)) ?? Infinity);
}

export function unpacked(runs: Runs, losses: Float64Array): Outcome[] {
  return runsOf(runs).map((one, i) => ({ ...one, loss: losses[i] }));
}

export function keptOf(body: RaceBody) {
  const { length } = runsOf(body);
  const losses = v.pipe(
    v.instance(Float64Array, 'expected float64 numbers'),
    v.check((some) => some.length === length && !some.some(Number.isNaN), `expected ${length} losses`),
  );
  const views: readonly View[] = body.of ? lossColumns : surfaceNames;
  return {
    version: 1,
    settings: strict({
      surface: v.picklist(surfaceNames),
      column: v.picklist(lossColumns),
      chosen: v.picklist(['', ...entrants.map(({ label }) => label)]),
    }),
    results: strict({
      losses: v.record(v.picklist(views), losses),
      raced: v.nullable(keptSpec),
      races: whole(1, Number.MAX_SAFE_INTEGER),
      seconds: v.number(),
    }),
  };
}
