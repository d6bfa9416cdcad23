/** Ticks of logarithmic axes: round values, as many as fit, so that no two labels touch. */

/**
 * Powers of `base` within [low, high], or every second, third, … of them where they would stand closer than `spacing`.
 * Falls back on both ends where the range holds fewer than two.
 * @param low above 0
 * @param pixels the axis's length
 * @param spacing the least distance between two ticks, pixels
 */
export function powerTicks(low: number, high: number, base: number, pixels: number, spacing: number): number[] {
  const first = Math.ceil(Math.log(low) / Math.log(base) - 1e-9);
  const last = Math.floor(Math.log(high) / Math.log(base) + 1e-9);
  if (last - first < 1) return low === high ? [low] : [low, high];
  const perPower = (pixels * Math.log(base)) / Math.log(high / low);
  const every = Math.max(1, Math.ceil(spacing / perPower));
  const ticks = [];
  for (let power = first; power <= last; power += every) ticks.push(Number((base ** power).toPrecision(12)));
  return ticks;
}

/**
 * Ticks of a decimal log axis: powers of ten, with 2 and 5 between them where the range is short.
 * @param pixels the axis's length
 */
export function decadeTicks(low: number, high: number, pixels: number, spacing: number): number[] {
  if (Math.log10(high / low) >= 2) return powerTicks(low, high, 10, pixels, spacing);
  const ticks = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    for (const step of [1, 2, 5]) {
      const value = Number((step * 10 ** power).toPrecision(12));
      if (value >= low && value <= high) ticks.push(value);
    }
  }
  return ticks.length > 1 ? ticks : [Number(low.toPrecision(3)), Number(high.toPrecision(3))];
}

/** A log axis's range over these values: a little room on both sides, never of length nought, and finite. */
export function logRange(values: Iterable<number>): [number, number] {
  let low = Infinity;
  let high = 0;
  for (const value of values) {
    if (!(value > 0) || !Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (high === 0) return [0.1, 1];
  const [below, above] = low === high ? [low / 2, high * 2] : [low / 1.15, high * 1.15];
  return [Math.max(Number.MIN_VALUE, below), Math.min(Number.MAX_VALUE, above)];
}
