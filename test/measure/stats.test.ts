import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Random } from '../../src/engine/random';
import { median, p99, percentile, ratioOfMedians } from '../../src/measure/stats';

const samples = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 300 });
const seeded = (seed: number) => {
  const random = new Random(seed);
  return () => random.uniform();
};

describe('percentile', () => {
  test('is the nearest rank, as in the usual worked example', () => {
    const values = [15, 20, 35, 40, 50];
    expect([0, 0.05, 0.3, 0.4, 0.5, 1].map((p) => percentile(values, p))).toEqual([15, 15, 20, 20, 35, 50]);
  });

  test.each([
    [0.95, 100, 95],
    [0.95, 20, 19],
    [0.99, 500, 495],
    [0.07, 100, 7],
    [0.57, 100, 57],
  ])('%d of the numbers 1 to %d is %d', (p, n, rank) => {
    expect(
      percentile(
        Array.from({ length: n }, (_, i) => n - i),
        p,
      ),
    ).toBe(rank);
  });

  test('is a sample with at least the share p of samples at or below it, and less below it', () => {
    fc.assert(
      fc.property(samples, fc.double({ min: 0.001, max: 1, noNaN: true }), (values, p) => {
        const at = percentile(values, p);
        const atOrBelow = values.filter((value) => value <= at).length;
        const below = values.filter((value) => value < at).length;
        expect(values).toContain(at);
        expect(atOrBelow).toBeGreaterThanOrEqual(p * values.length - 1e-9);
        expect(below).toBeLessThan(p * values.length + 1e-9);
      }),
    );
  });

  test('does not depend on the order of samples, and leaves it', () => {
    const values = [3, 1, 2];
    expect(percentile(values, 0.5)).toBe(2);
    expect(values).toEqual([3, 1, 2]);
  });

  test('refuses no samples and shares that are none', () => {
    expect(() => percentile([], 0.5)).toThrow(RangeError);
    expect(() => percentile([1], 1.01)).toThrow(RangeError);
    expect(() => percentile([1], NaN)).toThrow(RangeError);
  });
});

test('the median is the middle, or the mean of the two in the middle', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([9, 1, 5, 7])).toBe(6);
  expect(() => median([])).toThrow(RangeError);
});

test('a p99 is given from 500 samples on', () => {
  const numbers = Array.from({ length: 500 }, (_, i) => i + 1);
  expect(p99(numbers)).toBe(495);
  expect(p99(numbers.slice(1))).toBeNull();
});

describe('ratio of medians', () => {
  const spread = (around: number, seed: number) => {
    const random = new Random(seed);
    return Array.from({ length: 200 }, () => around * Math.exp(0.1 * random.normal()));
  };

  test('holds the true ratio within its interval for about 95 of 100 draws', () => {
    let held = 0;
    for (let seed = 0; seed < 100; seed++) {
      const { low, high } = ratioOfMedians(spread(3, 2 * seed), spread(1, 2 * seed + 1), seeded(seed), 200);
      if (low <= 3 && 3 <= high) held++;
    }
    expect(held).toBeGreaterThanOrEqual(88);
    expect(held).toBeLessThanOrEqual(99);
  });

  test('lies within its interval, and comes out the same for the same seed', () => {
    const once = ratioOfMedians(spread(2, 1), spread(1, 2), seeded(5));
    expect(once.low).toBeLessThanOrEqual(once.value);
    expect(once.high).toBeGreaterThanOrEqual(once.value);
    expect(once.value).toBeCloseTo(2, 1);
    expect(ratioOfMedians(spread(2, 1), spread(1, 2), seeded(5))).toEqual(once);
  });

  test('of samples without spread is sure', () => {
    expect(ratioOfMedians([6, 6, 6], [2, 2], seeded(1))).toEqual({ value: 3, low: 3, high: 3 });
  });
});
