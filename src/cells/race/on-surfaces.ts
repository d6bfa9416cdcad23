/** The race on surfaces: seeds move the start a little, and every optimizer starts from the same places. */
import type { OptimizerName } from '../../contract/model';
import { defaults } from '../../engine/optimizers';
import { hash, Random } from '../../engine/random';
import { descend, type Point, type SurfaceName, surfaces } from '../../engine/surfaces';
import { surfaceNames } from './kept';
import { entrants, type Outcome } from './outcomes';

export type { SurfaceName };

export type Results = Record<SurfaceName, Outcome[]>;

/** Standard deviation of a start's jitter, as a share of the drawn range. */
const JITTER = 0.05;
/** Milliseconds of work before the thread is given up. */
const SLICE = 6;

interface Plan {
  rates: readonly number[];
  seeds: number;
  steps: number;
}

/** The surface's own start, moved at random; the same for the same seed. */
export function startOf(name: SurfaceName, seed: number): Point {
  const { start, x, y } = surfaces[name];
  const random = new Random(hash(seed, surfaceNames.indexOf(name)));
  const moved = (at: number, [low, high]: readonly [number, number]) => at + JITTER * (high - low) * random.normal();
  return [moved(start[0], x), moved(start[1], y)];
}

/**
 * Every optimizer at every rate from every start on every surface, a few milliseconds at a time.
 *
 * @param breathe gives the thread up; throws where the race was called off
 * @param told hears how far it is, 0 to 1
 */
export async function raceOnSurfaces(
  { rates, seeds, steps }: Plan,
  breathe: () => Promise<void>,
  told: (done: number) => void,
): Promise<Results> {
  const results: Results = { ravine: [], saddle: [], rosenbrock: [], beale: [] };
  const courses = surfaceNames.flatMap((surface) =>
    entrants.flatMap(({ kind }) => rates.map((rate) => ({ surface, kind, rate }))),
  );
  let since = performance.now();
  for (const [i, { surface, kind, rate }] of courses.entries()) {
    for (let seed = 1; seed <= seeds; seed++) {
      results[surface].push({ optimizer: kind, rate, seed, loss: lossOf(surface, kind, rate, seed, steps) });
    }
    if (performance.now() - since > SLICE) {
      told((i + 1) / courses.length);
      await breathe();
      since = performance.now();
    }
  }
  return results;
}

function lossOf(name: SurfaceName, kind: OptimizerName, rate: number, seed: number, steps: number): number {
  const { value, diverged } = descend(surfaces[name], startOf(name, seed), defaults(kind), rate, steps);
  return diverged ? Infinity : value[value.length - 1];
}
