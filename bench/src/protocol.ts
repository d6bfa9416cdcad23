/** What the page asks of a contender's worker, and what it answers. No logic. */
import type { Entry } from './line-up';
import type { NetworkId } from './networks';
import type { Turn } from './undisturbed';

export type Task = { kind: 'train' } | { kind: 'infer'; n: number } | { kind: 'grid'; side: number };

/** The peak's loop takes its turn among the contenders, from a worker of its own. */
export type Opened = Pick<Entry, 'variant'> & { module: Entry['module'] | 'peak' };

export interface Asks {
  /** Loads the library. */
  open: {
    ask: { entry: Opened; network: NetworkId };
    answer: { detail: string; does: Task['kind'][]; trainsOtherwise: string | null };
  };
  /**
   * Makes ready, checks, and picks the fastest way, or takes `only` this one. Slower than `hopeless` (steps or calls a second), no other way
   * is tried. `rejected` says which ways were wrong, and how; `rate` is that of a moment.
   */
  prepare: {
    ask: { task: Task; ms: number; only: string | null; hopeless: number };
    answer: { call: string; rejected: string[]; rate: number };
  };
  /** One slice of this length: steps, calls or GFLOP a second. */
  slice: { ask: { ms: number }; answer: number };
  /** What is prepared and the peak's loop in turn, for so many milliseconds. */
  between: { ask: { ms: number }; answer: Turn[] };
  release: { ask: null; answer: null };
}

export type Ask = { [K in keyof Asks]: { kind: K; body: Asks[K]['ask'] } }[keyof Asks];
export type Answer = { value: Asks[keyof Asks]['answer'] } | { reason: string };
