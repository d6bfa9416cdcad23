/**
 * Whether one thread or two are quicker at present, found by trying the other now and then. Where all processors are busy, one that waits
 * for another that does not run is slower than one alone.
 */

export type Way = 'alone' | 'both';

/** The other way is tried at the 1st, 2nd, 4th, 8th … call since the better way last changed, and later at one of so many. */
const TRIED_EVERY = 32;

export class Choice {
  /** Milliseconds for each unit of work, of late. */
  readonly #pace: Record<Way, number> = { alone: NaN, both: NaN };
  #calls = 0;

  get better(): Way {
    return this.#pace.both > this.#pace.alone ? 'alone' : 'both';
  }

  /** The way to do the next call: the better one, or the other as a trial. */
  next(): Way {
    const n = ++this.#calls;
    const trial = n % TRIED_EVERY === 0 || (n < TRIED_EVERY && (n & (n - 1)) === 0);
    if (!trial) return this.better;
    return this.better === 'both' ? 'alone' : 'both';
  }

  took(way: Way, ms: number, units: number): void {
    const known = this.better;
    const before = this.#pace[way];
    const now = ms / units;
    // What is known of the other way is old: its last trial alone counts.
    this.#pace[way] = way === known && !Number.isNaN(before) ? (before + now) / 2 : now;
    // One slow moment is enough for a change, and soon found out.
    if (this.better !== known) this.#calls = 0;
  }
}
