/** Thins a long line to what a chart can show, keeping its peaks and its gaps. */

/** More points than this on one line cannot be told apart at the width of a cell. */
const POINT_LIMIT = 500;

/**
 * Picks at most `limit` points of a line: the least and the greatest value of each of equally long stretches, with the
 * first and the last point. A stretch that holds a value which is not finite keeps one of those too, so that the line
 * still breaks there.
 * @param values the line's y values, in order of x
 * @param limit at least 5
 * @returns indices into `values`, ascending; all of them where there are no more than `limit`
 */
export function decimate(values: ArrayLike<number>, limit = POINT_LIMIT): number[] {
  const n = values.length;
  if (n <= limit) return Array.from({ length: n }, (_, i) => i);
  let whole = true;
  for (let i = 0; whole && i < n; i++) whole = Number.isFinite(values[i]);
  const stretches = Math.max(1, Math.floor((limit - 2) / (whole ? 2 : 3)));
  const kept = [0];
  for (let s = 0; s < stretches; s++) {
    const from = 1 + Math.floor((s * (n - 2)) / stretches);
    const to = 1 + Math.floor(((s + 1) * (n - 2)) / stretches);
    keepExtremes(values, from, to, kept);
  }
  kept.push(n - 1);
  return kept;
}

/** Adds the indices of the least, the greatest and the first value that is not finite in [from, to): each once, ascending. */
function keepExtremes(values: ArrayLike<number>, from: number, to: number, kept: number[]): void {
  let least = -1;
  let greatest = -1;
  let gap = -1;
  for (let i = from; i < to; i++) {
    const value = values[i];
    if (!Number.isFinite(value)) {
      if (gap < 0) gap = i;
      continue;
    }
    if (least < 0 || value < values[least]) least = i;
    if (greatest < 0 || value > values[greatest]) greatest = i;
  }
  const first = Math.min(least, greatest);
  const second = Math.max(least, greatest);
  for (const i of gap < first ? [gap, first, second] : gap < second ? [first, gap, second] : [first, second, gap]) {
    if (i > kept[kept.length - 1]) kept.push(i);
  }
}
