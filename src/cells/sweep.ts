/** One sweep after another over batch sizes and backends: its points as they come, and what it came to. */
import { crossing } from '../charts/crossover';
import { backendLabel, isGpu } from '../charts/series';
import type { EngineClient } from '../contract/client';
import type { SkippedPoint, SweepPoint } from '../contract/measurement';
import type { BackendName, RunSpec } from '../contract/model';
import { count, duration } from '../ui/format';
import { Job } from './job';
import type { Source } from './source';

export interface SweepPlan {
  backends: readonly BackendName[];
  batchSizes: readonly number[];
  /** Samples at each point. */
  repeats: number;
  /** Untimed calls at each point; its shape's very first call is kept apart besides. */
  warmup: number;
}

const processor: BackendName[] = ['plain', 'compiled', 'cpu', 'wasm'];
const gpu: BackendName[] = ['webgl', 'webgpu'];

/** What a whole sweep has come to. */
export interface Swept {
  points: readonly SweepPoint[];
  skipped: readonly SkippedPoint[];
  missing: { name: BackendName; why: string }[];
  spec: RunSpec | null;
  sweeps: number;
}

export class Sweep {
  points: readonly SweepPoint[] = [];
  /** Points left out because one call would take too long. */
  skipped: readonly SkippedPoint[] = [];
  /** How often one has come to its end. */
  sweeps = 0;
  /** The spec that was measured last. */
  spec: RunSpec | null = null;
  /** Backends that were asked for and that this browser does not have, with the reason. */
  missing: { name: BackendName; why: string }[] = [];
  #whole = false;

  constructor(
    readonly engine: () => EngineClient,
    readonly changed: () => void,
    readonly job = new Job(changed),
  ) {}

  /**
   * From which batch size on a GPU backend is faster than every other: only once a sweep has come to its end.
   * 'never' where it is not, null where it cannot be said: not measured, or only one of the two sides.
   */
  get crossover(): number | 'never' | null {
    const sides = new Set(this.points.map(({ backend }) => isGpu(backend.name)));
    if (!this.#whole || sides.size < 2) return null;
    return crossing(this.points, processor, gpu) ?? 'never';
  }

  /** What was not measured, and why; empty where everything was. */
  get unmeasured(): string {
    const label = (name: BackendName) => backendLabel({ name, software: false });
    return [
      ...this.missing.map(({ name, why }) => `${label(name)} (${why})`),
      ...this.skipped.map(
        ({ backend, batchSize, expected }) =>
          `${label(backend.name)} at ${count(batchSize)} (a call would take about ${duration(expected)})`,
      ),
    ].join(', ');
  }

  /** Null unless what stands here is all of a sweep. */
  get swept(): Swept | null {
    const { points, skipped, missing, spec, sweeps } = this;
    return this.#whole ? { points, skipped, missing, spec, sweeps } : null;
  }

  /** As an earlier visit had left it; null: as if there had been none. */
  resume(swept: (Partial<Swept> & Pick<Swept, 'points'>) | null): void {
    this.forget();
    Object.assign(this, swept ?? { sweeps: 0, spec: null });
    this.#whole = swept !== null;
  }

  forget(): void {
    Object.assign(this, { points: [], skipped: [], missing: [] });
    this.#whole = false;
  }

  async run({ model, weights, spec }: Source, { backends, batchSizes, repeats, warmup }: SweepPlan): Promise<void> {
    this.forget();
    this.spec = spec;
    // A copy: the run goes on meanwhile, and its arrays are not ours.
    const network = { model, weights: weights.slice(), data: spec.data };
    const ask = { ...network, backends: [...backends], batchSizes: [...batchSizes], repeats, warmup };
    const result = await this.job.run(
      'sweep',
      (options) => this.engine().ask('sweep', ask, options),
      ({ point }) => {
        if (point) this.points = [...this.points, point];
      },
    );
    // Figures of a hidden tab are none.
    if (this.job.failed?.report.code === 'hidden') this.points = [];
    if (result) {
      Object.assign(this, result);
      this.sweeps += 1;
      this.#whole = true;
      await this.#explain(backends.filter((name) => !result.points.some(({ backend }) => backend.name === name)));
    }
    this.changed();
  }

  async #explain(names: BackendName[]): Promise<void> {
    if (names.length === 0) return;
    const all = await this.engine()
      .ask('backends', {})
      .catch(() => []);
    this.missing = names.map((name) => ({
      name,
      why: all.find((one) => one.name === name)?.error?.message ?? 'this browser lacks it',
    }));
  }
}
