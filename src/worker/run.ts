/** One run as the page sees it: its state, what it is to do next, and what is done when something goes wrong. */
import type { Checkpoint } from '../contract/backend';
import type { Dataset } from '../contract/dataset';
import type { DataSpec, Knobs, RunSpec } from '../contract/model';
import type { Command, Progress, RunState } from '../contract/protocol';
import { toReport } from '../engine/errors';
import { Course } from './course';
import type { Devices } from './devices';
import { Past } from './past';
import { Reporter } from './reporter';
import { Rescue } from './rescue';
import type { Row } from './rows';
import type { Runnable, Schedule } from './schedule';
import { copyOf, type Kept } from './snapshots';
import { Trainer } from './trainer';

export interface RunParts {
  devices: Devices;
  schedule: Schedule;
  loadDataset(data: DataSpec): Promise<Dataset>;
  now(): number;
  post(progress: Progress, transfer: Transferable[]): void;
}

/** Milliseconds that a run trains before another, or a message, has its turn. */
const SLICE = 10;

export class Run implements Runnable {
  #state: RunState = { kind: 'loading' };
  #trainer: Trainer | null = null;
  #lastRow: Row | null = null;
  /** Knobs turned while a step was under way; they hold from the next one on. */
  #turned: Partial<Knobs> = {};
  #disposed = false;
  #lookAsked = false;
  readonly #course = new Course();
  readonly #past: Past;
  readonly #reporter: Reporter;
  readonly #rescue = new Rescue({
    isFailed: () => this.#state.kind === 'failed',
    failed: (error) => this.#fail(error),
    resumed: (trainer, step, why) => this.#resumed(trainer, step, why),
  });

  constructor(
    id: number,
    private readonly spec: RunSpec,
    from: Checkpoint | null,
    private readonly parts: RunParts,
  ) {
    this.#past = new Past(parts.now);
    this.#reporter = new Reporter(id, () => this.#state, parts.now, parts.post);
    this.#reporter.tell();
    parts.schedule.add(this);
    void parts.schedule.exclusive(() => this.#load(from));
  }

  due(): number {
    return this.#active ? this.#course.due() : Infinity;
  }

  async slice(): Promise<void> {
    const trainer = this.#trainer;
    if (!trainer || !this.#active) return;
    const end = this.parts.now() + SLICE;
    await this.#rescue.attempt(trainer, async () => {
      while (this.#active && this.parts.now() < end && (await this.#advance(trainer, end)));
      if (this.#active) await this.#goOn(trainer);
    });
  }

  /** Settings hold from the next step on. Values that cannot be are left out. */
  set({ knobs, pace, look, stop }: Omit<Extract<Command, { type: 'set' }>, 'type' | 'run'>): void {
    this.#course.set({ pace, stop }, this.parts.now());
    if (knobs) this.#turned = { ...this.#turned, ...knobs };
    if (knobs && !this.#rescue.busy && this.#trainer && this.#turn(this.#trainer) && !this.#active) this.#reporter.tell();
    if (look) this.#lookAt(look);
    this.parts.schedule.wake();
  }

  play(): void {
    if (this.#ended) return;
    this.#course.endless();
    if (!this.#trainer) return;
    const why = this.#lastRow && this.#course.whyStopped(this.#lastRow);
    if (why) this.#course.rest();
    this.#state = why ? { kind: 'stopped', why } : { kind: 'running' };
    this.#reporter.restart();
    this.#reporter.tell();
    this.parts.schedule.wake();
  }

  pause(): void {
    this.#course.rest();
    this.#task(async (trainer) => {
      // Whatever was asked for since then is newer.
      if (!this.#course.rests || this.#ended || this.#state.kind === 'stopped') return;
      if (this.#state.kind !== 'paused' || this.#lastRow?.step !== trainer.step) await this.#settle(trainer, { kind: 'paused' });
    });
  }

  /** One more step, or on to the end of the present epoch; then pauses. */
  step(unit: 'step' | 'epoch'): void {
    this.#task(async (trainer) => {
      if (this.#ended) return;
      this.#course.further(unit, trainer);
    });
  }

  /** Sets one weight by hand. */
  edit(index: number, value: number): void {
    this.#task(async (trainer) => {
      const { checkpoint, ms } = await trainer.snapshot();
      if (this.#ended || !(index in checkpoint.weights) || !Number.isFinite(value)) return;
      const edited = copyOf(checkpoint);
      edited.weights[index] = value;
      await this.#continueFrom(trainer, { checkpoint: edited, ms });
    });
  }

  /** Back to the last snapshot kept at or before this step (or the first there is), and pauses. */
  rewind(step: number): void {
    this.#course.rest();
    this.#task(async (trainer) => {
      const to = this.#past.at(trainer, step);
      if (this.#state.kind === 'failed') return;
      this.#turn(trainer);
      trainer.log.rewind(to.checkpoint.step, trainer.knobs);
      this.#reporter.changes();
      this.#state = { kind: 'paused' };
      await this.#continueFrom(trainer, to);
    });
  }

  dispose(): void {
    this.#disposed = true;
    this.#course.rest();
    this.parts.schedule.remove(this);
    void this.parts.schedule.exclusive(async () => this.#trainer?.dispose());
  }

  /**
   * For requests about this run: does the work with its network ready.
   * @throws what the work throws; where a context was lost, the run itself has been put back to its last snapshot
   */
  async use<T>(work: (trainer: Trainer) => Promise<T>): Promise<T> {
    const trainer = this.#trainer;
    if (!trainer || this.#disposed) throw new Error('This run has no network.');
    return this.#rescue.use(trainer, () => work(trainer));
  }

  /** The kept snapshot nearest at or before this step, or else the first. */
  keptAt(step: number): Checkpoint | null {
    return this.#trainer && this.#past.at(this.#trainer, step).checkpoint;
  }

  get #active(): boolean {
    return !this.#course.rests && this.#trainer !== null && !this.#ended;
  }

  /** Nothing but going back or starting over helps. */
  get #ended(): boolean {
    return this.#disposed || this.#state.kind === 'failed' || this.#state.kind === 'diverged';
  }

  async #load(from: Checkpoint | null): Promise<void> {
    if (this.#disposed) return;
    try {
      const data = await this.parts.loadDataset(this.spec.data);
      const trainer = new Trainer(this.spec, data, from, this.parts.devices, this.parts.now);
      this.#trainer = trainer;
      await trainer.ready();
      this.#reporter.attach(trainer);
      this.#turn(trainer);
      await this.#settle(trainer, { kind: this.#course.rests ? 'paused' : 'running' });
    } catch (error) {
      this.#fail(error);
    }
  }

  /** A stretch of steps and what falls due after it. @returns false where it is enough for this slice */
  async #advance(trainer: Trainer, end: number): Promise<boolean> {
    const start = this.parts.now();
    const most = this.#course.steps(trainer, start, end);
    if (most < 1) return false;
    this.#turn(trainer);
    const { steps, loss } = await trainer.take(most, (epoch) => this.#course.stopsAt(epoch));
    this.#course.took(steps, this.parts.now() - start, this.parts.now());
    if (!Number.isFinite(loss)) this.#diverge(trainer);
    else if (this.#course.reached(trainer)) await this.#settle(trainer, { kind: 'paused' });
    else if (trainer.atEpochEnd && this.#course.stopsAt(trainer.epochs)) await this.#endEpoch(trainer);
    return true;
  }

  async #endEpoch(trainer: Trainer): Promise<void> {
    const row = await this.#row(trainer);
    const why = row && this.#course.whyStopped(row);
    if (why) await this.#settle(trainer, { kind: 'stopped', why });
  }

  /** At the end of a slice: what is due by time rather than by step. */
  async #goOn(trainer: Trainer): Promise<void> {
    if (this.#state.kind !== 'running' && this.#state.kind !== 'resumed') this.#state = { kind: 'running' };
    if (this.#past.holdIsDue && !(await this.#hold(trainer))) return;
    await this.#reporter.report(this.#course.due());
  }

  /** Evaluates here unless that is done, takes a snapshot, rests, and says so. */
  async #settle(trainer: Trainer, state: RunState): Promise<void> {
    if (state.kind !== 'running') this.#course.rest();
    const { goal } = this.#course;
    if (this.#lastRow?.step !== trainer.step && !(await this.#row(trainer))) return;
    if (!(await this.#hold(trainer))) return;
    // Whatever was asked for meanwhile is newer.
    if (this.#course.goal === goal) this.#state = state;
    await this.#reporter.reportAll();
  }

  /** @returns null where the loss is not finite: the run has then diverged */
  async #row(trainer: Trainer): Promise<Row | null> {
    const row = await trainer.evaluate();
    if (!Number.isFinite(row.trainLoss) || !Number.isFinite(row.testLoss)) {
      this.#diverge(trainer);
      return null;
    }
    this.#lastRow = row;
    this.#reporter.row(row);
    if (await this.#past.keepRow(trainer)) return row;
    this.#diverge(trainer);
    return null;
  }

  /** @returns false where a weight is not finite: the run has then diverged */
  async #hold(trainer: Trainer): Promise<boolean> {
    if (await this.#past.hold(trainer)) {
      this.#rescue.held();
      return true;
    }
    this.#diverge(trainer);
    return false;
  }

  #diverge(trainer: Trainer): void {
    this.#course.rest();
    this.#state = { kind: 'diverged', step: trainer.step, goodStep: trainer.held.checkpoint.step };
    this.#reporter.tell();
  }

  /** Goes on from weights put there by hand or by going back: their row and snapshot replace what stood at their step. */
  async #continueFrom(trainer: Trainer, kept: Kept): Promise<void> {
    trainer.goBack(kept);
    this.#reporter.forget(trainer.step);
    this.#lastRow = null;
    if (!(await this.#row(trainer))) return;
    if (await this.#past.keep(trainer)) await this.#reporter.reportAll();
    else this.#diverge(trainer);
  }

  /** Takes down what was turned. @returns whether anything changed */
  #turn(trainer: Trainer): boolean {
    const turned = this.#turned;
    this.#turned = {};
    if (!trainer.log.record(trainer.step, turned)) return false;
    this.#reporter.changes();
    return true;
  }

  #lookAt(look: NonNullable<Extract<Command, { type: 'set' }>['look']>): void {
    this.#reporter.look(look);
    if (this.#active || this.#lookAsked) return;
    this.#lookAsked = true;
    this.#task(async () => {
      this.#lookAsked = false;
      if (!this.#ended) await this.#reporter.reportAll();
    });
  }

  /** Work between two slices, with the network ready; once more from the last snapshot where the context was lost in it. */
  #task(work: (trainer: Trainer) => Promise<void>): void {
    void this.parts.schedule.exclusive(async () => {
      const trainer = this.#trainer;
      if (!trainer || this.#disposed) return;
      const lost = await this.#rescue.attempt(trainer, () => work(trainer));
      if (lost) await this.#rescue.attempt(trainer, () => work(trainer));
    });
  }

  /** Back at the last snapshot, after a lost context. */
  #resumed(trainer: Trainer, step: number, why: string): void {
    this.#reporter.forget(trainer.step + 1);
    this.#lastRow = null;
    if (this.#state.kind !== 'running' && this.#state.kind !== 'resumed') return;
    this.#state = { kind: 'resumed', step, from: trainer.step, why };
    this.#reporter.tell();
  }

  #fail(error: unknown): void {
    this.#course.rest();
    this.#state = { kind: 'failed', error: toReport(error), goodStep: this.#trainer?.held.checkpoint.step ?? null };
    this.#reporter.tell();
  }
}
