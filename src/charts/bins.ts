/** Bins of a latency histogram: where most samples are, with the long tail counted apart. */

interface Bin {
  from: number;
  to: number;
  count: number;
}

export interface Histogram {
  /** Of one width, from the least sample on; empty bins included. */
  bins: Bin[];
  /** Samples beyond the last bin, and the greatest of all. */
  beyond: number;
  greatest: number;
}

/**
 * Counts samples in bins of a round width. A single stall can be a hundred times the median, so where the greatest
 * sample lies further from the median than three times as far as the 95th percentile, the bins end at that distance.
 * @param samples finite, in any order
 * @param most bins at most
 */
export function histogram(samples: readonly number[], most = 48): Histogram {
  const sorted = samples.filter(Number.isFinite).sort((a, b) => a - b);
  if (sorted.length === 0) return { bins: [], beyond: 0, greatest: NaN };
  const at = (share: number): number => sorted[Math.ceil(share * (sorted.length - 1))];
  const least = sorted[0];
  const greatest = sorted[sorted.length - 1];
  const reach = at(0.5) + 3 * (at(0.95) - at(0.5));
  const end = reach > least && reach < greatest ? reach : greatest;
  const wanted = Math.min(most, Math.max(8, Math.ceil(2 * Math.sqrt(sorted.length))));
  // finer than half a percent of a call's time is noise
  const width = roundWidth(Math.max((end - least) / wanted, Math.abs(end) / 200) || 1);
  const first = Math.floor(least / width);
  const length = Math.floor(end / width) - first + 1;
  const bins = Array.from({ length }, (_, i): Bin => ({ from: (first + i) * width, to: (first + i + 1) * width, count: 0 }));
  let beyond = 0;
  for (const sample of sorted) {
    const bin = Math.max(0, Math.floor(sample / width) - first);
    if (bin < bins.length) bins[bin].count++;
    else beyond++;
  }
  return { bins, beyond, greatest };
}

/** The next of 1, 2, 2.5, 5 × 10^k at or above a width. */
function roundWidth(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width));
  return ([1, 2, 2.5, 5, 10].find((step) => step * power >= width * (1 - 1e-9)) ?? 10) * power;
}
