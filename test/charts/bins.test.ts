import fc from 'fast-check';
import { expect, test } from 'vitest';
import { histogram } from '../../src/charts/bins';

test('every sample is counted once, in the bin that holds it', () => {
  const latency = fc.double({ min: 1e-4, max: 1e4, noNaN: true });
  fc.assert(
    fc.property(fc.array(latency, { minLength: 1, maxLength: 400 }), (samples) => {
      const { bins, beyond, greatest } = histogram(samples);
      expect(bins.reduce((sum, bin) => sum + bin.count, 0) + beyond).toBe(samples.length);
      expect(bins.length).toBeLessThanOrEqual(50);
      expect(greatest).toBe(Math.max(...samples));
      for (const { from, to, count } of bins) {
        const held = samples.filter((sample) => sample >= from * (1 + 1e-9) && sample < to * (1 - 1e-9)).length;
        expect(count).toBeGreaterThanOrEqual(held);
      }
    }),
    { seed: 6 },
  );
});

test('equal samples and no samples', () => {
  expect(histogram([0.4, 0.4, 0.4]).bins.filter((bin) => bin.count > 0)).toHaveLength(1);
  expect(histogram([]).bins).toEqual([]);
  expect(histogram([NaN]).bins).toEqual([]);
});

test('a single stall does not flatten the rest', () => {
  const samples = [...Array.from({ length: 199 }, (_, i) => 0.3 + (i % 40) / 400), 90];
  const { bins, beyond, greatest } = histogram(samples);
  expect([beyond, greatest]).toEqual([1, 90]);
  expect(bins.filter((bin) => bin.count > 0).length).toBeGreaterThan(5);
});
