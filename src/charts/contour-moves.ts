/** Where the start goes when a reader moves it: to round places, and never out of the drawing. Pure. */

type Range = readonly [low: number, high: number];

/** Shares of the range: an arrow key goes to the next multiple of the first, a pointer to the nearest of the second. Both reach 0. */
const KEY_STEP = 1 / 40;
const POINTER_STEP = 1 / 200;

/** The round place nearest to a share of the range. */
export function nearest(share: number, [low, high]: Range): number {
  const unit = POINTER_STEP * (high - low);
  return Math.round((low + share * (high - low)) / unit) * unit;
}

/** The `far`th round place above the value, or below it; the value itself for direction 0. */
export function next(value: number, [low, high]: Range, direction: number, far: number): number {
  const unit = KEY_STEP * (high - low);
  if (direction === 0) return value;
  const on = direction > 0 ? Math.floor(value / unit + 1e-6) + far : Math.ceil(value / unit - 1e-6) - far;
  return on * unit;
}

/** Within the range, without the digits that floating-point numbers add. */
export function held(value: number, [low, high]: Range): number {
  return Number(Math.max(low, Math.min(high, value)).toPrecision(6));
}

/** Which way an arrow key goes. */
export function wayOf(key: string): readonly [number, number] | undefined {
  const ways: Record<string, readonly [number, number]> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowDown: [0, -1],
    ArrowUp: [0, 1],
  };
  return ways[key];
}
