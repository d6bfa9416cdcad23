/** Counts of actual against predicted classes. Pure. */

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
