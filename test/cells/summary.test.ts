/** Medians, and Wilson's interval against values worked out elsewhere. */
import { expect, test } from 'vitest';
import { median, wilson } from '../../src/cells/summary';

test('the median is the middle, or the mean of the two in the middle', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(median([])).toBeNaN();
});

test.each([
  // R: prop.test(x, 20, correct = FALSE)$conf.int
  [0, 20, 0, 0.1611],
  [12, 20, 0.3866, 0.7812],
  [20, 20, 0.8389, 1],
])('Wilson of %i in %i', (successes, trials, low, high) => {
  const [from, to] = wilson(successes, trials);
  expect(from).toBeCloseTo(low, 3);
  expect(to).toBeCloseTo(high, 3);
});

test('of no trials nothing is known', () => expect(wilson(0, 0)).toEqual([0, 1]));
