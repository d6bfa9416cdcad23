/** Units off over the looks of several seeds, counted on looks made by hand. */
import { expect, test } from 'vitest';
import { overSteps, tally } from '../../../src/cells/dying/count';

const look = (step: number, off: number[], trainLoss = 0.5) => ({
  index: 0,
  step,
  trainLoss,
  gradientNorm: new Float64Array(),
  off: Uint8Array.from(off),
});
const looks = [
  [look(0, [0, 0, 0, 0]), look(10, [1, 1, 0, 0]), look(20, [1, 0, 0, 0], 0.1)],
  [look(0, [0, 0, 0, 0]), look(10, [0, 1, 0, 0]), look(20, [1, 1, 1, 0], 0.3)],
];

test('the share of units off at each step, as median and range', () => {
  expect(overSteps(looks)).toEqual([
    { x: 0, median: 0, low: 0, high: 0 },
    { x: 10, median: 0.375, low: 0.25, high: 0.5 },
    { x: 20, median: 0.5, low: 0.25, high: 0.75 },
  ]);
});

test('only steps that every seed has reached', () => {
  expect(overSteps([looks[0], looks[1].slice(0, 1)])).toHaveLength(1);
});

test('units ever off, those of them that came back, and the losses', () => {
  expect(tally(looks)).toEqual({
    off: { median: 0.5, low: 0.25, high: 0.75 },
    ever: 5,
    back: 1,
    loss: { median: 0.2, most: 0.3 },
  });
});

test('a seed that diverged has an infinite loss; one not looked at yet leaves nothing to say', () => {
  expect(tally([[look(0, [0], NaN)]])?.loss.most).toBe(Infinity);
  expect(tally([looks[0], []])).toBeNull();
});
