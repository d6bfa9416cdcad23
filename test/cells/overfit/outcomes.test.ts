import { expect, test } from 'vitest';
import { comparison, final, lowest, median, seriesOf, specOf, type Outcome } from '../../../src/cells/overfit/outcomes';
import type { SplitLosses } from '../../../src/contract/protocol';

const curve = (validation: number[], diverged = false): SplitLosses => ({
  step: validation.map((_, i) => 10 * i),
  train: validation.map((_, i) => 1 / (i + 1)),
  validation,
  test: validation.map((one) => one + 0.1),
  diverged,
});
const outcome = (examples: number, l2: number, ...last: number[]): Outcome => ({
  examples,
  l2,
  curves: last.map((one) => curve([0.7, 0.5, one])),
});

test('medians over seeds, of odd and even numbers of them', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(median([])).toBeNaN();
  const three = outcome(20, 0, 1, 3, 2);
  expect(final(three, 'validation')).toBe(2);
  expect(final(three, 'test')).toBeCloseTo(2.1, 12);
  expect(lowest(three)).toEqual({ step: 10, loss: 0.5 });
});

test('a chart’s lines have the range of all seeds, up to where the shortest ended', () => {
  const [, validation] = seriesOf({ examples: 20, l2: 0, curves: [curve([1, 2, 9]), curve([3, 0], true), curve([2, 1, 5])] });
  expect(validation).toMatchObject({ x: [0, 10], y: [2, 1], low: [1, 0], high: [3, 2] });
});

test('what is published: rise and baseline of the first setting, the best of each cure', () => {
  const body = { examples: [20, 60, 200], l2: [0, 0.01, 0.1] };
  expect(comparison([], body)).toEqual({ runs: 0, rise: null, baseline: null, byData: null, byPenalty: null });
  const all = [outcome(20, 0, 1.5), outcome(60, 0, 0.9), outcome(200, 0, 0.3), outcome(20, 0.1, 0.4), outcome(200, 0.1, 0.2)];
  expect(comparison(all, body)).toEqual({ runs: 5, rise: 3, baseline: 1.5, byData: 0.3, byPenalty: 0.4 });
});

test('each seed draws its own points and weights; the penalty is a knob', () => {
  const body = {
    data: 'moons',
    noise: 0.3,
    layers: [4],
    learningRate: 0.01,
    examples: [20],
    l2: [0],
    steps: 10,
    every: 5,
    seeds: 2,
  };
  const spec = specOf(body, { examples: 20, l2: 0.03 }, 2);
  expect(spec).toMatchObject({
    seed: 2,
    data: { seed: 2, dataset: 'moons', noise: 0.3 },
    knobs: { l2: 0.03, learningRate: 0.01 },
  });
  expect(spec.model.layers).toEqual([
    { units: 4, activation: 'tanh' },
    { units: 1, activation: 'sigmoid' },
  ]);
});
