/** What a cell has measured: the cost of a training step, inference at one batch size, and the sweep over many. */
import { crossing } from '../../charts/crossover';
import type { EngineClient, TrainRun } from '../../contract/client';
import type { InferenceReport, StepCost, SweepPoint } from '../../contract/measurement';
import type { BackendName, ModelSpec } from '../../contract/model';
import { Job } from '../job';

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
  batchSize = 32;
  repeats = 200;
  batchSizes: readonly number[] = [1, 4, 16, 64, 256, 1024, 4096];
  cost: StepCost | null = null;
  /** Every report so far, the newest last. */
  reports: InferenceReport[] = [];
  points: readonly SweepPoint[] = [];
  /** How often Measure and the sweep have come to their end. */
  measured = 0;
  sweeps = 0;

  constructor(
    readonly engine: () => EngineClient,
    readonly changed: () => void,
  ) {
    this.job = new Job(changed);
  }

  get newest(): InferenceReport | null {
    return this.reports.at(-1) ?? null;
  }

  /** From which batch size on a GPU backend is faster than every backend without one; null where it never is. */
  get crossover(): number | null {
    return crossing(this.points, ['plain', 'cpu', 'wasm'], ['webgl', 'webgpu']);
  }

  set(settings: { batchSize?: number; repeats?: number }): void {
    Object.assign(this, settings);
    this.changed();
  }

  /** Another network: what was measured of the old one no longer stands beside it. */
  forget(): void {
    this.job.drop();
    Object.assign(this, { cost: null, reports: [], points: [] });
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

  async sweep({ model, weights, run }: Measured, backends: BackendName[]): Promise<void> {
    this.points = [];
    const batchSizes = [...this.batchSizes];
    const points = await this.job.run(
      'sweep',
      (options) =>
        this.engine().ask(
          'sweep',
          { model, weights, data: run.spec.data, backends, batchSizes, repeats: sweepRepeats, warmup: sweepWarmup },
          options,
        ),
      ({ point }) => {
        if (point) this.points = [...this.points, point];
      },
    );
    if (!points) return;
    this.points = points;
    this.sweeps++;
    this.changed();
  }
}
