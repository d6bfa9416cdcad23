/**
 * Many small runs one after the other, for the experiments that need more than one seed. Each takes its turn in slices like
 * any run's, so a live run, a message or a request never waits for the whole of them.
 */
import type { Dataset } from '../contract/dataset';
import type { DataSpec, RunSpec } from '../contract/model';
import type { Requests, Trial } from '../contract/protocol';
import { EngineError } from '../engine/errors';
import type { Devices } from './devices';
import type { Job } from './job';
import { Pacer } from './pace';
import type { Row } from './rows';
import type { Schedule } from './schedule';
import { Trainer } from './trainer';

export interface TrialsParts {
  devices: Devices;
  schedule: Schedule;
  loadDataset(data: DataSpec): Promise<Dataset>;
  now(): number;
}

/** Milliseconds of training before another has its turn. */
const SLICE = 10;

export class Trials {
  constructor(private readonly parts: TrialsParts) {}

  /** @throws EngineError 'bad-data' where the steps cannot be; 'cancelled' where the job was ended */
  async run({ specs, steps, every }: Requests['trials']['ask'], job: Job): Promise<Trial[]> {
    for (const count of [steps, every])
      if (!(Number.isInteger(count) && count >= 1))
        throw new EngineError('bad-data', `${count} steps cannot be.`, 'Ask for a whole number of steps, at least 1.');
    const load = this.#loader();
    const trials: Trial[] = [];
    for (const [index, spec] of specs.entries()) {
      const tell = (share: number, trial?: Trial) =>
        job.tell((index + share) / specs.length, `trial ${index + 1} of ${specs.length}`, trial && { trial });
      const one = new OneTrial(new Trainer(spec, await load(spec.data), null, this.parts.devices, this.parts.now), steps, every);
      while (!(await this.parts.schedule.exclusive(() => this.#slice(one, job)))) tell(one.share);
      const trial = one.result(index);
      trials.push(trial);
      tell(1, trial);
    }
    return trials;
  }

  /** @returns whether the trial has come to its end; it is freed then, and where it fails or is cancelled */
  async #slice(one: OneTrial, job: Job): Promise<boolean> {
    try {
      job.check();
      const ended = await one.slice(this.parts.now, SLICE);
      if (ended) one.dispose();
      return ended;
    } catch (error) {
      one.dispose();
      throw error;
    }
  }

  /** Trials mostly share their data: it is made once. */
  #loader(): (data: RunSpec['data']) => Promise<Dataset> {
    const loaded = new Map<string, Promise<Dataset>>();
    return (data) => {
      const key = JSON.stringify(data);
      const known = loaded.get(key) ?? this.parts.loadDataset(data);
      loaded.set(key, known);
      return known;
    };
  }
}

class OneTrial {
  readonly #rows: Row[] = [];
  readonly #pacer = new Pacer();
  #diverged = false;
  #weights: Float32Array = new Float32Array();

  constructor(
    private readonly trainer: Trainer,
    private readonly steps: number,
    private readonly every: number,
  ) {}

  /** How much of it is done, 0 to 1. */
  get share(): number {
    return this.trainer.step / this.steps;
  }

  /** @returns whether it has come to its end */
  async slice(now: () => number, milliseconds: number): Promise<boolean> {
    const { trainer } = this;
    const end = now() + milliseconds;
    await trainer.ready();
    if (trainer.step === 0 && this.#rows.length === 0) await this.#evaluate();
    while (!this.#diverged && trainer.step < this.steps && now() < end) await this.#advance(now, end);
    if (!this.#diverged && trainer.step < this.steps) return false;
    this.#weights = (await trainer.snapshot()).checkpoint.weights;
    return true;
  }

  result(index: number): Trial {
    const column = (name: keyof Row) => Float64Array.from(this.#rows, (row) => row[name]);
    return {
      index,
      step: column('step'),
      trainLoss: column('trainLoss'),
      testLoss: column('testLoss'),
      testAccuracy: column('testAccuracy'),
      diverged: this.#diverged,
      weights: this.#weights,
    };
  }

  dispose(): void {
    this.trainer.dispose();
  }

  async #advance(now: () => number, end: number): Promise<void> {
    const { trainer } = this;
    const start = now();
    const toRow = Math.min(this.steps - trainer.step, this.every - (trainer.step % this.every));
    const { steps, loss } = await trainer.take(Math.min(toRow, this.#pacer.fit(start, end)), () => false);
    this.#pacer.took(steps, now() - start, now());
    if (!Number.isFinite(loss)) this.#diverged = true;
    else if (steps === toRow) await this.#evaluate();
  }

  async #evaluate(): Promise<void> {
    const row = await this.trainer.evaluate();
    if (Number.isFinite(row.trainLoss) && Number.isFinite(row.testLoss)) this.#rows.push(row);
    else this.#diverged = true;
  }
}
