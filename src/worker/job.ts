/** One request under way: how it is ended before its time, and how the page hears how far it has come. */
import type { ErrorReport } from '../contract/errors';
import type { SweepPoint } from '../contract/measurement';
import type { ProbeLook, RequestProgress, Trial } from '../contract/protocol';
import { EngineError } from '../engine/errors';

/** Progress is told no oftener than this, in milliseconds. */
const TELL_EVERY = 33;

export class Job {
  #ended: EngineError | null = null;
  #toldAt = -Infinity;

  constructor(
    private readonly request: number,
    private readonly now: () => number,
    private readonly post: (progress: RequestProgress) => void,
  ) {}

  /** From now on `check` throws this. */
  end({ code, message, hint }: ErrorReport): void {
    this.#ended ??= new EngineError(code, message, hint);
  }

  /** To be called wherever the work can stop cleanly. @throws EngineError where it has been ended */
  check(): void {
    if (this.#ended) throw this.#ended;
  }

  /**
   * @param done 0 to 1
   * @param brought what has just been made: told at once
   */
  tell(
    done: number,
    doing: string,
    {
      point = null,
      trial = null,
      look = null,
    }: { point?: SweepPoint | null; trial?: Trial | null; look?: ProbeLook | null } = {},
  ): void {
    const now = this.now();
    if (!point && !trial && !look && now - this.#toldAt < TELL_EVERY) return;
    this.#toldAt = now;
    this.post({ type: 'request-progress', request: this.request, done, doing, point, trial, look });
  }
}

export const cancelledReport: ErrorReport = {
  code: 'cancelled',
  message: 'This was cancelled.',
  hint: 'Start it again when you like.',
};

export const hiddenReport: ErrorReport = {
  code: 'hidden',
  message: 'The tab was hidden while measuring, and a hidden tab is slowed down: the measurement was thrown away.',
  hint: 'Keep the tab in view and measure again.',
};
