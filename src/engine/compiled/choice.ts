/**
 * Whether one thread or two are quicker at present, found by trying the other now and then. Where all processors are busy, one that waits
 * for another that does not run is slower than one alone.
 */

export type Way = 'alone' | 'both';

/** The other way is tried for two calls from the 1st, 4th, 8th, 16th … on since the better way last changed, and later from one of so many on. */
const TRIED_EVERY = 64;

const begins = (n: number) => n % TRIED_EVERY === 0 || (n < TRIED_EVERY && n !== 2 && (n & (n - 1)) === 0);

export class Choice {
  /** Milliseconds for each unit of work, of late. */
  readonly #pace: Record<Way, number> = { alone: NaN, both: NaN };
  #calls = 0;
  #last: Way | null = null;

  get better(): Way {
    return this.#pace.both > this.#pace.alone ? 'alone' : 'both';
  }

  /** The way to do the next call: the better one, or the other as a trial. */
  next(): Way {
    const n = ++this.#calls;
    if (!begins(n) && !begins(n - 1)) return this.better;
    return this.better === 'both' ? 'alone' : 'both';
  }

  /** The first call after a change of ways tells nothing: a thread may have had to be woken for it, or its cache to be filled. */
  took(way: Way, ms: number, units: number): void {
    const changed = way !== this.#last;
    this.#last = way;
    if (changed) return;
    const known = this.better;
    const before = this.#pace[way];
    const now = ms / units;
    // What is known of the other way is old: its last trial alone counts.
    this.#pace[way] = way === known && !Number.isNaN(before) ? (before + now) / 2 : now;
    // One slow moment is enough for a change, and soon found out.
    if (this.better !== known) this.#calls = 0;
  }
}
