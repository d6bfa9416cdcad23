/** Numbers about classes: counts of actual against predicted ones, and probabilities in words. Pure. */

/** counts[actual][predicted] over the given rows. */
export function confusionCounts(classes: number, labels: Uint8Array, predicted: Uint8Array, rows: Uint32Array): number[][] {
  const counts = Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0));
  for (const row of rows) {
    const line = counts[labels[row]];
    if (line && predicted[row] < classes) line[predicted[row]]++;
  }
  return counts;
}

/** Examples on the diagonal, and all of them. */
export function rightOf(counts: readonly (readonly number[])[]): { right: number; all: number } {
  let right = 0;
  let all = 0;
  counts.forEach((line, actual) => {
    right += line[actual];
    for (const count of line) all += count;
  });
  return { right, all };
}

/** One probability a class: a single output is the probability of the second of two. */
export function perClass(values: ArrayLike<number>): number[] {
  return values.length === 1 ? [1 - values[0], values[0]] : Array.from(values);
}

/** As a percentage with one decimal: what would round to 0.0 or 100.0 without being it is '< 0.1%' or '> 99.9%'. */
export function percent(p: number): string {
  if (Number.isNaN(p)) return 'not a number';
  if (p > 0 && p < 0.0005) return '< 0.1%';
  if (p < 1 && p > 0.9995) return '> 99.9%';
  return `${(100 * p).toFixed(1)}%`;
}
