/** What is made of the slices: medians, their intervals, ratios, and the order of the slices. Pure. */
import { median } from '../../src/measure/stats';

export interface Spread {
  median: number;
  low: number;
  high: number;
}

/** The interval's coverage is at least this. */
const COVERAGE = 0.9;

/**
 * The median and an interval around it that needs no distribution: from the k-th smallest to the k-th largest sample, k as large as leaves
 * the true median inside with at least 90%, by the binomial distribution. For 5 to 7 samples that is the smallest and the largest (94 to
 * 98%). @throws RangeError without samples
 */
export function spread(samples: readonly number[]): Spread {
  const sorted = samples.toSorted((a, b) => a - b);
  const n = sorted.length;
  // Chance that fewer than k of n samples lie below the median: the sum of C(n, i) / 2ⁿ for i < k.
  let k = 1;
  let term = 2 ** -n;
  let outside = term;
  while (k <= n / 2) {
    term *= (n - k + 1) / k;
    if (1 - 2 * (outside + term) < COVERAGE) break;
    outside += term;
    k++;
  }
  return { median: median(sorted), low: sorted[k - 1], high: sorted[n - k] };
}

/** The order of round `round`: each starts one further on, so that none is always first or always after the same pause. */
export function rotated<T>(all: readonly T[], round: number): T[] {
  const first = all.length ? round % all.length : 0;
  return [...all.slice(first), ...all.slice(0, first)];
}

/** What a row is held against: its slices in the order of the rounds, and how many threads worked at them. */
export interface Runner {
  ours: boolean;
  threads: number;
  rates: readonly number[];
}

/** The fastest peer by the median of its slices, of those that use at most so many threads; null where there is none. */
export function bestPeer<T extends Runner>(all: readonly T[], threads = Infinity): T | null {
  let best: T | null = null;
  for (const one of all) if (!one.ours && one.threads <= threads && (!best || median(one.rates) > median(best.rates))) best = one;
  return best;
}

/**
 * How many times as fast as the other: round by round one rate by the other's of the same round, since what slows a machine down for a
 * moment slows both down. Their median, and its interval.
 */
export function pairedRatio(rates: readonly number[], others: readonly number[]): Spread {
  return spread(rates.slice(0, others.length).map((rate, round) => rate / others[round]));
}
