/** What a cell has measured: the cost of a training step, inference at one batch size, and the sweep over many. */
import type { EngineClient, TrainRun } from '../../contract/client';
import type { InferenceReport, StepCost } from '../../contract/measurement';
import type { BackendName, ModelSpec } from '../../contract/model';
import { Job } from '../job';
import { Sweep } from '../sweep';

/** Untimed calls before the timed ones. */
export const warmup = 20;
/** Timed calls at each point of a sweep: enough for a median, and soon done. */
const sweepRepeats = 15;
const sweepWarmup = 3;

/** Locked weights, and the run whose step is compared with them. */
export interface Measured {
  model: ModelSpec;
  weights: Float32Array;
  run: TrainRun;
}

export class Measuring {
  readonly job: Job;
  readonly sweep: Sweep;
  batchSize = 32;
  repeats = 200;
  batchSizes: readonly number[] = [1, 4, 16, 64, 256, 1024, 4096];
  cost: StepCost | null = null;
  /** Every report so far, the newest last. */
  reports: InferenceReport[] = [];
  /** How often Measure has come to its end. */
  measured = 0;

  constructor(
    readonly engine: () => EngineClient,
    readonly changed: () => void,
  ) {
    this.job = new Job(changed);
    this.sweep = new Sweep(engine, changed, this.job);
  }

  get newest(): InferenceReport | null {
    return this.reports.at(-1) ?? null;
  }

  set(settings: { batchSize?: number; repeats?: number }): void {
    Object.assign(this, settings);
    this.changed();
  }

  /** Another network: what was measured of the old one no longer stands beside it. */
  forget(): void {
    this.job.drop();
    this.sweep.forget();
    Object.assign(this, { cost: null, reports: [] });
  }

  async measureStep(run: TrainRun): Promise<void> {
    const cost = await this.job.run('cost', (options) => this.engine().ask('cost', { run: run.id }, options));
    if (!cost) return;
    this.cost = cost;
    this.changed();
  }

  async measure({ model, weights, run }: Measured, backend: BackendName): Promise<void> {
    const { batchSize, repeats } = this;
    const { knobs, data } = run.spec;
    const training = { spec: { ...run.spec, backend, knobs: { ...knobs, batchSize } } };
    const report = await this.job.run('measure', (options) =>
      this.engine().ask('measure', { model, weights, backend, batchSize, repeats, warmup, training, data }, options),
    );
    if (!report) return;
    this.reports = [...this.reports, report];
    this.measured++;
    this.changed();
  }

  async sweepOver({ model, weights, run }: Measured, backends: BackendName[]): Promise<void> {
    const { batchSizes } = this;
    const plan = { backends, batchSizes, repeats: sweepRepeats, warmup: sweepWarmup };
    await this.sweep.run({ model, weights, spec: run.spec }, plan);
  }
}
