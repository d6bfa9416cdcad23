import { expect, test } from 'vitest';
import { quarterOf, slopeOf } from '../../../src/cells/noise/findings';

const points = (of: (size: number) => number) =>
  [1, 2, 4, 8].map((batchSize) => ({ batchSize, rms: of(batchSize), low: 0, high: 9 }));

test('noise that falls by the rule has a slope of −½, and half of it is left at four times the batch', () => {
  const exact = points((size) => 3 / Math.sqrt(size));
  expect(slopeOf(exact)).toBeCloseTo(-0.5, 12);
  expect(quarterOf(exact)).toBeCloseTo(2, 12);
});

test('nothing is said of what has not been measured', () => {
  expect(slopeOf([])).toBe(null);
  expect(quarterOf([])).toBe(null);
  expect(slopeOf(points(() => 0))).toBe(null);
  expect(quarterOf(points(() => 1).filter(({ batchSize }) => batchSize !== 4))).toBe(null);
});
