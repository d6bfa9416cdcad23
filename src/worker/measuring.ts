/** The requests that measure. Each has the worker to itself, so every run stands still meanwhile. */
import type { Dataset } from '../contract/dataset';
import type { InferenceReport, Measurement, SkippedPoint, StepCost, SweepPoint, SweepResult } from '../contract/measurement';
import type { BackendName, DataSpec, ModelSpec, OptimizerSpec } from '../contract/model';
import type { MeasureAsk, SweepAsk } from '../contract/protocol';
import { memoryCost } from '../engine/cost';
import { EngineError, toReport } from '../engine/errors';
import { slotCount } from '../engine/optimizers';
import { Random } from '../engine/random';
import { validateModel, validateSnapshot } from '../engine/validate';
import type { Clock } from '../measure/clock';
import {
  type Bench,
  measureLatency,
  measureQueued,
  measureTrainingStep,
  toReport as toInferenceReport,
} from '../measure/inference';
import { measureParts } from '../measure/step-cost';
import type { Instruments } from '../measure/timing';
import type { Devices } from './devices';
import { fillRows, toExamples } from './examples';
import type { Job } from './job';
import type { Trainer } from './trainer';

export interface MeasuringParts {
  devices: Devices;
  loadDataset(data: DataSpec): Promise<Dataset>;
  clock: Clock;
  yield(): Promise<void>;
  date(): string;
  crossOriginIsolated: boolean;
}

/** Milliseconds that each operation may be sampled for; a slow one is sampled five times even so. */
const budget = { latency: 6000, queued: 3000, trainingStep: 6000, sweepPoint: 2000, stepCost: 1500 } as const;
const stepCostPlan = { warmup: 5, repeats: 50, budget: budget.stepCost } as const;
/** A point of a sweep at which one call would take longer than this many milliseconds is left out, and said to be. */
const LONGEST_CALL = 2000;
const LARGEST_BATCH = 65_536;
/** Any will do: the interval must only come out the same for the same samples. */
const BOOTSTRAP_SEED = 1;

export class Measuring {
  constructor(private readonly parts: MeasuringParts) {}

  /** Latency, throughput and, where asked for, a training step of one backend at one batch size. */
  async measure(ask: MeasureAsk, job: Job): Promise<InferenceReport> {
    const { backend, batchSize, training } = ask;
    const optimizer = training?.spec.optimizer ?? { kind: 'sgd' };
    const data = await this.#data(ask, [batchSize]);
    return this.#onBench(ask, backend, optimizer, job, async (bench) => {
      const examples = toExamples(data, ask.model, fillRows(data, batchSize));
      const plan = (milliseconds: number) => ({ warmup: ask.warmup, repeats: ask.repeats, budget: milliseconds });
      const share = training ? 1 / 3 : 1 / 2;
      const instruments = (part: number, doing: string) =>
        this.#instruments(job, (done) => job.tell(share * (part + done), doing));
      const latency = await measureLatency(bench, examples.x, batchSize, plan(budget.latency), instruments(0, 'latency'));
      const queued = await measureQueued(bench, examples.x, batchSize, plan(budget.queued), instruments(1, 'throughput'));
      const step =
        training &&
        (await measureTrainingStep(
          bench,
          examples,
          training.spec.knobs,
          plan(budget.trainingStep),
          instruments(2, 'training step'),
        ));
      return toInferenceReport(latency, queued, step, this.#uniform());
    });
  }

  /** Latency of every batch size on every backend that this browser has, the smallest batches first; what would take too long is left out. */
  async sweep(ask: SweepAsk, job: Job): Promise<SweepResult> {
    const sizes = [...ask.batchSizes].sort((a, b) => a - b);
    const data = await this.#data(ask, sizes);
    const points: SweepPoint[] = [];
    const skipped: SkippedPoint[] = [];
    let missing: unknown = null;
    for (const [i, backend] of ask.backends.entries()) {
      try {
        await this.#onBench(ask, backend, { kind: 'sgd' }, job, async (bench) => {
          let last: SweepPoint | null = null;
          for (const [j, batchSize] of sizes.entries()) {
            const expected = last ? (last.latency.median * batchSize) / last.batchSize : 0;
            if (expected > LONGEST_CALL) {
              skipped.push({ backend: bench.backend, batchSize, expected });
              continue;
            }
            const done = (share: number) => (i + (j + share) / sizes.length) / ask.backends.length;
            const doing = `${backend}, batch of ${batchSize}`;
            const latency = await this.#sweepPoint(ask, bench, data, batchSize, job, (share) => job.tell(done(share), doing));
            last = { backend: bench.backend, batchSize, latency };
            points.push(last);
            job.tell(done(1), doing, { point: last });
          }
        });
      } catch (error) {
        if (toReport(error).code !== 'backend-missing') throw error;
        missing = error;
      }
    }
    if (points.length === 0 && missing) throw missing;
    return { points, skipped };
  }

  /** What one step of this run costs, on its own backend and batch. The run stays as it is. */
  async cost(trainer: Trainer, job: Job): Promise<StepCost> {
    const { model, optimizer } = trainer.spec;
    const batch = trainer.wholeBatch();
    return ending(job, () =>
      trainer.lend(async (network, backend) => ({
        ...(await measureParts(
          { network, backend, model },
          batch,
          trainer.knobs,
          stepCostPlan,
          this.#instruments(job, (done) => job.tell(done, 'training step')),
        )),
        memory: { ...memoryCost(model, optimizer, batch.length), measured: network.memory() },
      })),
    );
  }

  #sweepPoint(
    ask: SweepAsk,
    bench: Bench,
    data: Dataset,
    batchSize: number,
    job: Job,
    progress: (done: number) => void,
  ): Promise<Measurement> {
    const { x } = toExamples(data, ask.model, fillRows(data, batchSize));
    const plan = { warmup: ask.warmup, repeats: ask.repeats, budget: budget.sweepPoint };
    return measureLatency(bench, x, batchSize, plan, this.#instruments(job, progress));
  }

  async #onBench<T>(
    { model, weights }: { model: ModelSpec; weights: Float32Array },
    name: BackendName,
    optimizer: OptimizerSpec,
    job: Job,
    work: (bench: Bench) => Promise<T>,
  ): Promise<T> {
    validateModel(model, optimizer);
    const slots = Array.from({ length: slotCount(optimizer.kind) }, () => new Float32Array(weights.length));
    validateSnapshot(model, optimizer, { step: 0, weights, slots });
    const device = await this.parts.devices.acquire(name);
    const network = device.build(model, optimizer, { step: 0, weights, slots });
    try {
      return await ending(job, () => device.guard(() => work({ network, backend: device.info, model })));
    } finally {
      device.free(network);
    }
  }

  async #data(ask: { data: DataSpec }, batchSizes: number[]): Promise<Dataset> {
    const wrong = batchSizes.find((size) => !(Number.isInteger(size) && size >= 1 && size <= LARGEST_BATCH));
    if (wrong !== undefined)
      throw new EngineError('bad-data', `A batch of ${wrong} cannot be.`, `Choose a whole number from 1 to ${LARGEST_BATCH}.`);
    return this.parts.loadDataset(ask.data);
  }

  #instruments(job: Job, progress: (done: number) => void): Instruments {
    const { clock, date, crossOriginIsolated } = this.parts;
    return {
      clock,
      breathe: async () => {
        await this.parts.yield();
        job.check();
      },
      progress,
      date,
      crossOriginIsolated,
    };
  }

  #uniform(): () => number {
    const random = new Random(BOOTSTRAP_SEED);
    return () => random.uniform();
  }
}

/** Where a context is lost, the work that waits for it is left behind; should it ever be woken, the ended job stops it. */
async function ending<T>(job: Job, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    job.end(toReport(error));
    throw error;
  }
}
