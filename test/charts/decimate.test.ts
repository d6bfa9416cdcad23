import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimate } from '../../src/charts/decimate';

const value = fc.oneof(
  { weight: 8, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  fc.constantFrom(NaN, Infinity, -Infinity),
);
const line = fc.array(value, { minLength: 1, maxLength: 3000 });

test('a short line is kept whole', () => {
  expect(decimate([3, NaN, 1])).toEqual([0, 1, 2]);
  expect(decimate([])).toEqual([]);
});

test('a long line keeps to its limit, its order, its ends, its peaks and that it has gaps', () => {
  fc.assert(
    fc.property(line, fc.integer({ min: 5, max: 500 }), (values, limit) => {
      const kept = decimate(values, limit);
      expect(kept.length).toBeLessThanOrEqual(Math.max(limit, 0));
      expect(kept.every((i, k) => k === 0 || i > kept[k - 1])).toBe(true);
      expect(kept[0]).toBe(0);
      expect(kept.at(-1)).toBe(values.length - 1);
      const finite = values.filter(Number.isFinite);
      const shown = kept.map((i) => values[i]).filter(Number.isFinite);
      expect(Math.max(...shown)).toBe(Math.max(...finite));
      expect(Math.min(...shown)).toBe(Math.min(...finite));
      expect(kept.some((i) => !Number.isFinite(values[i]))).toBe(values.some((v) => !Number.isFinite(v)));
    }),
    { seed: 1 },
  );
});

test('one spike among ten thousand values is not lost', () => {
  const values = Float64Array.from({ length: 10_000 }, (_, i) => (i === 7_123 ? 50 : Math.exp(-i / 1000)));
  const kept = decimate(values);
  expect(kept.length).toBeLessThanOrEqual(500);
  expect(kept).toContain(7_123);
});
