/**
 * The share of the peak that our code has while no other program needs its core. On a shared machine that changes within hundredths of a
 * second, and a loop of multiply-adds loses less by it than a whole training step. So the two take turns of a millisecond or two, and a
 * turn counts where the loop, right before and right after, was about as fast as ever. What ours did has no say in that. Pure.
 */
import { spread, type Spread } from './statistics';

/** Ours, and the peak's loop right before and right after it: all as GFLOP/s, or ours in steps/s where it has just been measured. */
export interface Turn {
  before: number;
  ours: number;
  after: number;
}

/** As fast as ever: this much of the best slice of the whole run. */
const UNDISTURBED = 0.95;
/** Fewer turns have no median worth naming. */
const ENOUGH = 5;

export interface Undisturbed {
  /** Ours by the mean of what the loop did before and after. */
  share: Spread;
  /** Turns that count, of how many. */
  turns: number;
  of: number;
}

/**
 * Null where too few turns were undisturbed.
 *
 * @param best the peak's best slice of the whole run: in one page it may never have been alone
 */
export function undisturbed(all: readonly Turn[], best: number): Undisturbed | null {
  const counted = all.filter(({ before, after }) => Math.min(before, after) >= UNDISTURBED * best);
  if (counted.length < ENOUGH) return null;
  const share = spread(counted.map(({ before, ours, after }) => (2 * ours) / (before + after)));
  return { share, turns: counted.length, of: all.length };
}
