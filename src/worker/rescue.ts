/**
 * Does a run's work with its network ready. Where the context is lost in it, the run is put back to its last snapshot and may go
 * on; where anything else goes wrong, or contexts are lost again and again, it has failed.
 */
import { toReport } from '../engine/errors';
import type { Trainer } from './trainer';

export interface RescueParts {
  isFailed(): boolean;
  failed(error: unknown): void;
  /** The trainer stands at its last snapshot again. */
  resumed(trainer: Trainer, step: number, why: string): void;
}

/** A context lost this often without a second of training between is not made anew any more. */
const MOST_LOSSES = 3;

export class Rescue {
  /** Whether work is under way. */
  busy = false;
  #losses = 0;

  constructor(private readonly parts: RescueParts) {}

  /** A new snapshot is held: what was lost before counts no more. */
  held(): void {
    this.#losses = 0;
  }

  /** @returns whether the context was lost, and the run put back to its last snapshot */
  async attempt(trainer: Trainer, work: () => Promise<void>): Promise<boolean> {
    this.busy = true;
    try {
      await this.#ready(trainer);
      await work();
      return false;
    } catch (error) {
      return this.#fault(trainer, error);
    } finally {
      this.busy = false;
    }
  }

  /** As `attempt`, for work that has an answer. @throws what the work throws */
  async use<T>(trainer: Trainer, work: () => Promise<T>): Promise<T> {
    await this.#ready(trainer);
    try {
      return await work();
    } catch (error) {
      if (toReport(error).code === 'context-lost') this.#fault(trainer, error);
      throw error;
    }
  }

  /** Where the context was lost since the last time, a new one takes its place. */
  async #ready(trainer: Trainer): Promise<void> {
    try {
      await trainer.ready();
    } catch (error) {
      if (toReport(error).code !== 'context-lost' || !this.#fault(trainer, error)) throw error;
      await trainer.ready();
    }
  }

  /** @returns whether it was a lost context, and the run could be put back to its last snapshot; otherwise it has failed */
  #fault(trainer: Trainer, error: unknown): boolean {
    const { code, message } = toReport(error);
    if (this.parts.isFailed()) return false;
    if (code !== 'context-lost' || this.#losses++ >= MOST_LOSSES) {
      this.parts.failed(error);
      return false;
    }
    const { step } = trainer;
    trainer.lose(message);
    this.parts.resumed(trainer, step, message);
    return true;
  }
}
