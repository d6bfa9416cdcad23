/** The one long request a cell has under way (a measurement, a sweep): its progress, its cancel, and how it ended. */
import type { AskOptions } from '../contract/client';
import type { ErrorReport } from '../contract/errors';
import type { RequestName, RequestProgress } from '../contract/protocol';
import { reportOf } from './faults';
import { Pulse } from './pulse';

export class Job {
  name: RequestName | null = null;
  /** 0 to 1. */
  done = 0;
  doing = '';
  /** How the last one failed, was cancelled or was thrown away. */
  failed: { name: RequestName; report: ErrorReport } | null = null;
  #abort: AbortController | null = null;
  /** Progress comes faster than anybody reads, and to show it costs work in every frame. */
  readonly #pulse = new Pulse(() => this.changed());

  /** @param changed told at once when the job begins and ends, and now and then of its progress in between */
  constructor(readonly changed: () => void) {}

  /** Resolves with null where it failed or was cancelled; the reason then stands in `failed`. */
  async run<T>(
    name: RequestName,
    ask: (options: AskOptions) => Promise<T>,
    heard: (progress: RequestProgress) => void = () => {},
  ): Promise<T | null> {
    this.cancel();
    const abort = new AbortController();
    this.#abort = abort;
    Object.assign(this, { name, done: 0, doing: '', failed: null });
    this.changed();
    const onProgress = (progress: RequestProgress) => {
      if (this.#abort !== abort) return;
      this.done = progress.done;
      this.doing = progress.doing;
      heard(progress);
      this.#pulse.soon();
    };
    try {
      return await ask({ signal: abort.signal, onProgress });
    } catch (error) {
      if (this.#abort === abort) this.failed = { name, report: reportOf(error) };
      return null;
    } finally {
      this.#pulse.stop();
      if (this.#abort === abort) {
        this.#abort = null;
        this.name = null;
      }
      this.changed();
    }
  }

  cancel(): void {
    this.#abort?.abort();
  }

  /** Cancels without a word, as when the reader goes on to something else. */
  drop(): void {
    const abort = this.#abort;
    this.#abort = null;
    this.name = null;
    this.failed = null;
    this.#pulse.stop();
    abort?.abort();
  }
}
