import { expect, test } from 'vitest';
import { play, slopeAt } from '../../../src/cells/online/problem';

const setting = { c: 3, beta2: 0.1, learningRate: 0.5, steps: 3000 };
const ends = (changed: Partial<typeof setting> = {}) =>
  Object.fromEntries(play({ ...setting, ...changed }).map(({ name, x }) => [name, x[x.length - 1]]));

test('one slope of three is C, two are −1', () => {
  expect([1, 2, 3, 4, 5, 6].map((step) => slopeAt(step, 3))).toEqual([3, -1, -1, 3, -1, -1]);
});

test('Adam goes to the worst point, AMSGrad and SGD to the best (Reddi, Kale and Kumar 2018, theorem 1)', () => {
  expect(ends().Adam).toBeGreaterThan(0.99);
  expect(ends().AMSGrad).toBeLessThan(-0.98);
  expect(ends().SGD).toBeLessThan(-0.95);
  expect(ends({ c: 10, beta2: 1 / 101 }).Adam).toBeGreaterThan(0.99);
});

test('with a longer memory Adam is saved on this very problem', () => {
  expect(ends({ beta2: 0.999 }).Adam).toBeLessThan(-0.95);
});

test('x never leaves its bounds, and the regret is that of the path', () => {
  for (const { x, regret } of play(setting)) {
    expect(x).toHaveLength(3001);
    expect(x.every((one) => one >= -1 && one <= 1)).toBe(true);
    const total = x.slice(0, -1).reduce((sum, one, i) => sum + slopeAt(i + 1, 3) * (one + 1), 0);
    expect(regret).toBeCloseTo(total / 3000, 9);
  }
});
