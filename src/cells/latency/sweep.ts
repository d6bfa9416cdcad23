/** One sweep after another of the network that another cell has published. */
import { crossing } from '../../charts/crossover';
import { isGpu } from '../../charts/series';
import type { EngineClient } from '../../contract/client';
import type { SweepPoint } from '../../contract/measurement';
import type { BackendName, RunSpec } from '../../contract/model';
import { Job } from '../job';
import type { Source } from '../source';
import type { LatencyBody } from './schema';

/** Untimed calls at each point; its shape's very first call is kept apart besides. */
const warmup = 10;
const processor: BackendName[] = ['plain', 'cpu', 'wasm'];
const gpu: BackendName[] = ['webgl', 'webgpu'];

export class Sweep {
  readonly job: Job;
  points: readonly SweepPoint[] = [];
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
  ) {
    this.job = new Job(changed);
  }

  /**
   * From which batch size on a GPU backend is faster than every other: only once a sweep has come to its end.
   * 'never' where it is not, null where it cannot be said: not measured, or only one of the two sides.
   */
  get crossover(): number | 'never' | null {
    const sides = new Set(this.points.map(({ backend }) => isGpu(backend.name)));
    if (!this.#whole || sides.size < 2) return null;
    return crossing(this.points, processor, gpu) ?? 'never';
  }

  async run({ model, weights, spec }: Source, { backends, batchSizes, repeats }: LatencyBody): Promise<void> {
    Object.assign(this, { points: [], missing: [], spec });
    this.#whole = false;
    // A copy: the run goes on meanwhile, and its arrays are not ours.
    const ask = { model, weights: weights.slice(), data: spec.data, backends, batchSizes, repeats, warmup };
    const points = await this.job.run(
      'sweep',
      (options) => this.engine().ask('sweep', ask, options),
      ({ point }) => {
        if (point) this.points = [...this.points, point];
      },
    );
    // Figures of a hidden tab are none.
    if (this.job.failed?.report.code === 'hidden') this.points = [];
    if (points) {
      this.points = points;
      this.sweeps += 1;
      this.#whole = true;
      await this.#explain(backends.filter((name) => !points.some(({ backend }) => backend.name === name)));
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
