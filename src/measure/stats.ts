/** What is said of samples: percentiles by nearest rank, medians, and how sure a ratio of medians is. */
import type { Ratio } from '../contract/measurement';

/** Samples from which on a p99 is given: below, its rank rests on fewer than five samples. */
const SAMPLES_FOR_P99 = 500;

/**
 * The nearest-rank percentile: the ⌈p·n⌉-th smallest sample (the smallest for p = 0), always one that was really taken.
 * @param p from 0 to 1
 * @throws RangeError without samples, or for p outside 0..1
 */
export function percentile(samples: readonly number[], p: number): number {
  if (samples.length === 0) throw new RangeError('There is no percentile of no samples.');
  if (!(p >= 0 && p <= 1)) throw new RangeError(`There is no percentile ${p}: p runs from 0 to 1.`);
  // 0.07 · 100 is 7.000000000000001 in floating point, and its rank is still 7.
  const rank = Math.ceil(p * samples.length * (1 - Number.EPSILON));
  return Float64Array.from(samples).sort()[Math.max(rank, 1) - 1];
}

/** The middle sample, or the mean of the two in the middle. @throws RangeError without samples */
export function median(samples: readonly number[]): number {
  if (samples.length === 0) throw new RangeError('There is no median of no samples.');
  return middle(Float64Array.from(samples).sort());
}

/** The 99th percentile, or null where there are too few samples to know it. */
export function p99(samples: readonly number[]): number | null {
  return samples.length >= SAMPLES_FOR_P99 ? percentile(samples, 0.99) : null;
}

/**
 * median(above) / median(below) with its 95% interval by the percentile bootstrap (Efron 1979): both sides drawn again
 * with replacement, `resamples` times.
 * @param uniform a seeded source of numbers in [0, 1)
 */
export function ratioOfMedians(
  above: readonly number[],
  below: readonly number[],
  uniform: () => number,
  resamples = 1000,
): Ratio {
  const drawnAbove = new Float64Array(above.length);
  const drawnBelow = new Float64Array(below.length);
  const ratios = Array.from({ length: resamples }, () => {
    draw(above, drawnAbove, uniform);
    draw(below, drawnBelow, uniform);
    return middle(drawnAbove.sort()) / middle(drawnBelow.sort());
  });
  return {
    value: median(above) / median(below),
    low: percentile(ratios, 0.025),
    high: percentile(ratios, 0.975),
  };
}

function middle(sorted: Float64Array): number {
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

function draw(from: readonly number[], into: Float64Array, uniform: () => number): void {
  for (let i = 0; i < into.length; i++) into[i] = from[Math.floor(uniform() * from.length)];
}
