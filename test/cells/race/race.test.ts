/** Medians, ranges and standings; and that the race is fair: the same starts, the same seeds, the same grid. */
import { describe, expect, test } from 'vitest';
import { entriesOf, outcomeOf } from '../../../src/cells/race/on-network';
import { surfaceNames } from '../../../src/cells/race/kept';
import { raceOnSurfaces, startOf } from '../../../src/cells/race/on-surfaces';
import { atTheEdge, entrants, linesOf, type Outcome, overlap, spread, standings } from '../../../src/cells/race/outcomes';
import { surfaces } from '../../../src/engine/surfaces';
import { spec } from '../../worker/harness';

const outcome = (optimizer: Outcome['optimizer'], rate: number, losses: number[]): Outcome[] =>
  losses.map((loss, i) => ({ optimizer, rate, seed: i + 1, loss }));

describe('outcomes', () => {
  test('an even number’s median is the mean of the two in the middle; half diverged is diverged', () => {
    expect(spread([3, 1, 2])).toEqual({ median: 2, low: 1, high: 3 });
    expect(spread([4, 1, 2, 3])).toEqual({ median: 2.5, low: 1, high: 4 });
    expect(spread([1, 2, Infinity, Infinity]).median).toBe(Infinity);
    expect(spread([1, 2, 3, Infinity])).toEqual({ median: 2.5, low: 1, high: Infinity });
  });

  test('lines come in the order of the lesson with rates rising, standings by the lowest median', () => {
    const lines = linesOf([
      ...outcome('adam', 0.1, [0.3, 0.2, Infinity]),
      ...outcome('adam', 0.01, [0.5, 0.6, 0.7]),
      ...outcome('sgd', 0.1, [0.1, 0.2, 0.3]),
    ]);
    expect(lines.map(({ label, colour }) => [label, colour])).toEqual([
      ['SGD', 0],
      ['Adam', 5],
    ]);
    expect(lines[1].points.map(({ rate, diverged, runs }) => [rate, diverged, runs])).toEqual([
      [0.01, 0, 3],
      [0.1, 1, 3],
    ]);
    const all = standings(lines);
    expect(all.map(({ label, rate, median }) => [label, rate, median])).toEqual([
      ['SGD', 0.1, 0.2],
      ['Adam', 0.1, 0.3],
    ]);
    expect(overlap(all[0], all[1])).toBe(true);
    expect(atTheEdge(all, [0.01, 0.1, 1])).toEqual([]);
    expect(atTheEdge(all, [0.01, 0.1])).toHaveLength(2);
  });
});

describe('on surfaces', () => {
  test('every optimizer starts from the same places, near the surface’s own start, unlike for every seed', () => {
    for (const name of surfaceNames) {
      expect(startOf(name, 3)).toEqual(startOf(name, 3));
      expect(startOf(name, 3)).not.toEqual(startOf(name, 4));
      const { start, x } = surfaces[name];
      expect(Math.abs(startOf(name, 1)[0] - start[0])).toBeLessThan(0.3 * (x[1] - x[0]));
    }
  });

  test('all of them run at every rate from every start, and the thread is given up meanwhile', async () => {
    let breaths = 0;
    const told: number[] = [];
    const results = await raceOnSurfaces(
      { rates: [0.01, 0.1], seeds: 3, steps: 2000 },
      async () => void breaths++,
      (done) => told.push(done),
    );
    for (const name of surfaceNames) expect(results[name]).toHaveLength(entrants.length * 2 * 3);
    expect(breaths).toBeGreaterThan(2);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    // Past 2/λ = 0.02 SGD leaves the ravine.
    const lost = results.ravine.filter(({ optimizer, rate }) => optimizer === 'sgd' && rate === 0.1);
    expect(lost.every(({ loss }) => loss === Infinity)).toBe(true);
  });

  test('what the lesson says: AdaGrad is first on the ravine and among the last on Rosenbrock', async () => {
    const plan = { rates: [0.001, 0.004, 0.016, 0.06, 0.25, 1], seeds: 10, steps: 300 };
    const results = await raceOnSurfaces(
      plan,
      async () => {},
      () => {},
    );
    const order = (name: (typeof surfaceNames)[number]) => standings(linesOf(results[name])).map(({ label }) => label);
    expect(order('ravine')[0]).toBe('AdaGrad');
    expect(order('rosenbrock').indexOf('AdaGrad')).toBeGreaterThan(4);
    expect(new Set(surfaceNames.map((name) => order(name).join())).size).toBe(4);
  });
});

describe('on a network', () => {
  const entries = entriesOf(spec({ changes: [{ step: 5, knobs: { learningRate: 9 } }] }), [0.01, 0.1], 10);

  test('every optimizer at every rate with every seed; weights and minibatches depend on the seed alone', () => {
    expect(entries).toHaveLength(7 * 2 * 10);
    expect(new Set(entries.map((one) => `${one.optimizer} ${one.rate} ${one.seed}`)).size).toBe(140);
    for (const one of entries) {
      expect(one.spec).toMatchObject({
        seed: one.seed,
        backend: 'compiled',
        changes: [],
        data: spec().data,
        model: spec().model,
      });
      expect(one.spec.optimizer.kind).toBe(one.optimizer);
      expect(one.spec.knobs).toEqual({ ...spec().knobs, learningRate: one.rate });
    }
  });

  test('a trial that diverged counts as infinitely bad', () => {
    const columns = { step: new Float64Array(1), trainLoss: Float64Array.of(0.3), testLoss: Float64Array.of(0.4) };
    const trial = { index: 0, ...columns, testAccuracy: new Float64Array(1), diverged: false, weights: new Float32Array() };
    expect(outcomeOf(entries[0], trial, 'testLoss').loss).toBe(0.4);
    expect(outcomeOf(entries[0], trial, 'trainLoss').loss).toBe(0.3);
    expect(outcomeOf(entries[0], { ...trial, diverged: true }, 'testLoss').loss).toBe(Infinity);
  });
});
