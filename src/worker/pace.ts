/** How many steps to take at once, so that a slice lasts about as long as it should and a held-back run keeps its speed. */
import type { Pace } from '../contract/protocol';

/** A run held to a speed it cannot keep does not make up for more than this, in milliseconds. */
const MOST_BEHIND = 100;
/** Steps of a fast but held-back run are taken together this often, rather than one in a slice of its own. */
const PACED_EVERY = 10;

export class Pacer {
  #pace: Pace = Infinity;
  #next = 0;
  #last = -Infinity;
  #msPerStep = Infinity;
  #most = 1;

  /** Takes hold at once, even where the next step was far off. */
  set(pace: Pace, now: number): void {
    if (!(pace > 0)) return;
    this.#next = this.#pace === Infinity ? now : Math.min(this.#next, now + 1000 / pace);
    this.#pace = pace;
  }

  /** When the next step may be taken. */
  due(): number {
    return this.#pace === Infinity ? -Infinity : Math.max(this.#next, this.#last + PACED_EVERY);
  }

  /** Steps to take now so as to be done by `end`; 0 where the pace allows none. */
  steps(now: number, end: number): number {
    const fit = this.fit(now, end);
    if (this.#pace === Infinity) return fit;
    this.#next = Math.max(this.#next, now - MOST_BEHIND);
    return Math.min(fit, Math.max(0, Math.floor(((now - this.#next) * this.#pace) / 1000) + 1));
  }

  /** Steps that fit in between at any pace, at least 1. */
  fit(now: number, end: number): number {
    return Math.max(1, Math.min(this.#most, Math.floor((end - now) / this.#msPerStep)));
  }

  took(steps: number, ms: number, now: number): void {
    const each = ms / steps;
    this.#msPerStep = this.#msPerStep === Infinity ? each : 0.7 * this.#msPerStep + 0.3 * each;
    // Code warms up and batch sizes change: more is dared only step by step.
    this.#most = 2 * steps;
    this.#last = now;
    if (this.#pace !== Infinity) this.#next += (1000 * steps) / this.#pace;
  }
}

/** Steps a second over the last second or so, waiting and evaluating included: what a reader sees. */
export class Meter {
  #marks: { at: number; step: number }[] = [];

  reset(): void {
    this.#marks = [];
  }

  rate(now: number, step: number): number {
    this.#marks.push({ at: now, step });
    while (this.#marks.length > 2 && now - this.#marks[1].at > 1000) this.#marks.shift();
    const [first] = this.#marks;
    return now > first.at ? Math.max(0, (1000 * (step - first.step)) / (now - first.at)) : 0;
  }
}
