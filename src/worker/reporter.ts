/** Tells the page of a run: about 30 messages a second at most while it trains, one at once when its state changes. */
import type { Progress, RunState, Look } from '../contract/protocol';
import { Looker, noLook, nothingSeen, type Seen, wantsAnything } from './look';
import { Meter } from './pace';
import { buffersOf, type Row, toColumns } from './rows';
import { copyOf, type Kept } from './snapshots';
import type { Trainer } from './trainer';

const MESSAGE_EVERY = 33;
const CHECKPOINT_EVERY = 900;
/** What is looked at is read back from a device no oftener than this. */
const READBACK_EVERY = 100;
/** Looking takes at most about a quarter of the thread's time. */
const LOOK_SHARE = 3;

export class Reporter {
  #trainer: Trainer | null = null;
  #looker: Looker | null = null;
  #look: Look = noLook;
  #rows: Row[] = [];
  #changed = false;
  #sentAt = -Infinity;
  #lookAt = -Infinity;
  #checkpointAt = -Infinity;
  #checkpoint: Kept | null = null;
  readonly #meter = new Meter();

  constructor(
    private readonly id: number,
    /** Asked for as late as can be: it may change while what is looked at is computed. */
    private readonly state: () => RunState,
    private readonly now: () => number,
    private readonly post: (progress: Progress, transfer: Transferable[]) => void,
  ) {}

  attach(trainer: Trainer): void {
    this.#trainer = trainer;
    this.#looker = new Looker(trainer.spec.model, trainer.data);
  }

  /** From now on messages carry this; the next one does at once. */
  look(look: Look): void {
    this.#look = look;
    this.#lookAt = -Infinity;
  }

  row(row: Row): void {
    this.#rows.push(row);
  }

  /** Drops what was not sent yet of the rows from this step on. */
  forget(step: number): void {
    this.#rows = this.#rows.filter((row) => row.step < step);
  }

  /** The knobs' log has changed. */
  changes(): void {
    this.#changed = true;
  }

  /** The steps a second are counted from here. */
  restart(): void {
    this.#meter.reset();
  }

  /** Between slices: says something where a message is due, or where the next slice is far off. */
  async report(nextSlice: number): Promise<void> {
    const now = this.now();
    const due = this.#sentAt + MESSAGE_EVERY;
    if (now < due && nextSlice <= due) return;
    this.#send(now >= this.#lookAt ? await this.#see() : nothingSeen, now - this.#checkpointAt >= CHECKPOINT_EVERY);
  }

  /** At rest: says everything, with what is looked at as it now is. */
  async reportAll(): Promise<void> {
    this.#send(await this.#see(), true);
  }

  /** At once, and without asking the network anything. */
  tell(): void {
    this.#send(nothingSeen, true);
  }

  async #see(): Promise<Seen> {
    const trainer = this.#trainer;
    if (!trainer || !this.#looker || !wantsAnything(this.#look)) return nothingSeen;
    const start = this.now();
    const { checkpoint } = await trainer.snapshot();
    const seen = await this.#looker.see(this.#look, checkpoint.weights, (x, n) => trainer.predict(x, n), trainer.spec.backend);
    const end = this.now();
    this.#lookAt = Math.max(start + (trainer.info?.readback ? READBACK_EVERY : 0), end + LOOK_SHARE * (end - start));
    return seen;
  }

  #send(seen: Seen, withCheckpoint: boolean): void {
    const state = this.state();
    const now = this.now();
    const trainer = this.#trainer;
    const step = trainer?.step ?? 0;
    const running = state.kind === 'running' || state.kind === 'resumed';
    const rows = this.#rows.length > 0 ? toColumns(this.#rows) : null;
    const kept = trainer && withCheckpoint && trainer.held !== this.#checkpoint ? trainer.held : null;
    const progress: Progress = {
      type: 'progress',
      run: this.id,
      state,
      step,
      epoch: trainer?.epoch ?? 0,
      rows,
      stepsPerSecond: running ? this.#meter.rate(now, step) : 0,
      ...seen,
      backend: trainer?.info ?? null,
      checkpoint: kept && copyOf(kept.checkpoint),
    };
    if (this.#changed && trainer) progress.changes = trainer.log.changes;
    this.#rows = [];
    this.#changed = false;
    this.#sentAt = now;
    if (kept) {
      this.#checkpoint = kept;
      this.#checkpointAt = now;
    }
    this.post(progress, buffersIn(progress));
  }
}

/** All memory that a message carries: it is given away with it. */
function buffersIn({ rows, weights, grid, unitGrid, outputs, checkpoint }: Progress): ArrayBuffer[] {
  const arrays = [weights, grid, unitGrid, outputs, checkpoint?.weights, ...(checkpoint?.slots ?? [])];
  const buffers = arrays.filter((array) => array !== null && array !== undefined).map((array) => array.buffer as ArrayBuffer);
  return rows ? [...buffers, ...buffersOf(rows)] : buffers;
}
