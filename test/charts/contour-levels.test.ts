import { expect, test } from 'vitest';
import { contourLevels } from '../../src/charts/contour-levels';

test('levels rise from above the lowest value, more of them near it', () => {
  const values = Array.from({ length: 1001 }, (_, i) => i);
  const levels = contourLevels(values, 9);
  expect(levels).toHaveLength(9);
  expect(levels[0]).toBeGreaterThan(0);
  expect(levels.at(-1)).toBeLessThan(1000);
  const gaps = levels.slice(1).map((level, i) => level - levels[i]);
  expect(gaps).toEqual(gaps.toSorted((a, b) => a - b));
});

test('a flat surface has none, and what is no number counts for nothing', () => {
  expect(contourLevels([2, 2, 2], 5)).toEqual([]);
  expect(contourLevels([], 5)).toEqual([]);
  expect(contourLevels([NaN, Infinity, 1, 2, 3, 4], 3).every(Number.isFinite)).toBe(true);
});
