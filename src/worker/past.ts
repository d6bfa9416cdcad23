/** What a run keeps of its past on the host: the snapshot to go on from after a loss, and those that a reader can go back to. */
import { type Kept, Snapshots } from './snapshots';
import type { Trainer } from './trainer';

/** A snapshot is taken this often, so that no more is ever lost. Milliseconds. */
const HOLD_EVERY = 900;
/** Where each has to be read back from a device, snapshots to go back to are no closer than this. Milliseconds. */
const READBACK_EVERY = 100;
/** Bytes of snapshots to go back to. */
const BUDGET = 8 * 2 ** 20;

export class Past {
  #heldAt = -Infinity;
  #keptAt = -Infinity;
  readonly #snapshots = new Snapshots(BUDGET);

  constructor(private readonly now: () => number) {}

  get holdIsDue(): boolean {
    return this.now() - this.#heldAt >= HOLD_EVERY;
  }

  /** @returns false where a weight is not finite: the snapshot held before stays */
  async hold(trainer: Trainer): Promise<boolean> {
    if (!(await trainer.hold())) return false;
    this.#heldAt = this.now();
    return true;
  }

  /** To be called once a row: keeps a snapshot of it where there is room. @returns as `hold` */
  async keepRow(trainer: Trainer): Promise<boolean> {
    const now = this.now();
    const early = trainer.info?.readback && now - this.#keptAt < READBACK_EVERY;
    if (!this.#snapshots.wanted() || early) return true;
    this.#keptAt = now;
    return this.keep(trainer);
  }

  /** Keeps a snapshot of the present step in place of any of the same or a later one. @returns as `hold` */
  async keep(trainer: Trainer): Promise<boolean> {
    if (!(await this.hold(trainer))) return false;
    this.#snapshots.keep(trainer.held);
    return true;
  }

  /** The nearest one at or before this step, or else the first there is. */
  at({ held }: Trainer, step: number): Kept {
    const kept = this.#snapshots.at(step);
    const heldStep = held.checkpoint.step;
    if (heldStep <= step && heldStep >= (kept?.checkpoint.step ?? 0)) return held;
    return kept ?? this.#snapshots.first ?? held;
  }
}
