/** What the browser's clock can tell apart: 5 µs in a cross-origin isolated page, 100 µs or more elsewhere. */

export interface Clock {
  /** Milliseconds, as performance.now(). */
  now(): number;
  /** Smallest step of `now` seen, milliseconds. */
  resolution: number;
}

/** A timing is at least this many times as long as the clock's resolution, so that rounding is at most 2% of it. */
const TICKS_PER_TIMING = 50;

const STEPS_SEEN = 20;
/** Some clocks tick every 16 ms or more: then the steps seen in this time have to do. */
const LONGEST_LOOK = 100;

/** Watches `now` step a few times. Milliseconds, rounded to the nanosecond; takes 2 ms at most at 100 µs a tick. */
export function resolutionOf(now: () => number): number {
  const start = now();
  let smallest = Infinity;
  let last = start;
  for (let steps = 0; steps < STEPS_SEEN && (last - start < LONGEST_LOOK || smallest === Infinity);) {
    const next = now();
    if (next <= last) continue;
    smallest = Math.min(smallest, next - last);
    last = next;
    steps++;
  }
  return Math.max(Math.round(smallest * 1e6), 1) / 1e6;
}

/** The shortest timing that this clock can be trusted with, milliseconds. */
export function shortestTiming(clock: Clock): number {
  return TICKS_PER_TIMING * clock.resolution;
}
