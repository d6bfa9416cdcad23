/** An engine that does what a test tells it: keeps what it was asked, answers as told, and trains nothing. */
import type { BackendInfo, Checkpoint } from '../../../src/contract/backend';
import type { AskOptions, EngineClient, History, Predictor, TrainRun } from '../../../src/contract/client';
import type { Dataset } from '../../../src/contract/dataset';
import type { ErrorReport } from '../../../src/contract/errors';
import type { InferenceReport, Measurement, MeasuredOperation, StepCost } from '../../../src/contract/measurement';
import type { BackendName, DataSpec, RunSpec } from '../../../src/contract/model';
import type { Progress, RequestName, Requests, Rows } from '../../../src/contract/protocol';
import { metas } from '../../../datasets/metas';

export function fakeBackend(name: BackendName, software = false): BackendInfo {
  return { name, variant: '', software, readback: name.startsWith('webg'), ...(software ? { renderer: 'SwiftShader' } : {}) };
}

export function fakeMeasurement(operation: MeasuredOperation, median: number, backend: BackendName = 'cpu'): Measurement {
  const samples = Array.from({ length: 30 }, (_, i) => median * (1 + 0.01 * (i - 15)));
  return {
    operation,
    backend: fakeBackend(backend),
    batchSize: 32,
    model: '2 → 8 → 8 → 1',
    firstCall: 10 * median,
    warmup: 20,
    samples,
    callsPerSample: 1,
    sync: 'each',
    clockResolution: 0.005,
    median,
    p95: 1.2 * median,
    p99: null,
    at: '2026-11-22T12:00:00.000Z',
    crossOriginIsolated: true,
  };
}

export const fakeReport: InferenceReport = {
  latency: fakeMeasurement('inference', 0.4),
  queued: fakeMeasurement('inference', 0.2),
  throughput: 160_000,
  trainingStep: fakeMeasurement('training step', 1.6),
  ratio: { value: 4, low: 3.8, high: 4.2 },
};

export const fakeCost: StepCost = {
  forward: fakeMeasurement('forward', 0.0021),
  backward: fakeMeasurement('backward', 0.0043),
  update: fakeMeasurement('update', 0.0012),
  memory: {
    weights: 420,
    activations: 2432,
    gradients: 420,
    optimizer: 840,
    inference: 2468,
    measured: { bytes: 9000, how: 'tf.memory()' },
  },
};

/** Eight examples, half of them held out. */
export function fakeDataset(data: DataSpec): Dataset {
  const meta = metas[data.dataset];
  const n = 8;
  const width = meta.kind === 'plane' ? 2 : meta.features.length;
  const raw = Float32Array.from({ length: n * width }, (_, i) => ((i * 7) % 10) / 10);
  return {
    spec: data,
    features: data.features,
    classes: meta.classes,
    x: raw.slice(),
    labels: Uint8Array.from({ length: n }, (_, i) => i % meta.classes.length),
    raw,
    rawWidth: width,
    train: Uint32Array.of(0, 1, 2, 3),
    test: Uint32Array.of(4, 5, 6, 7),
    notes: [],
  };
}

const columns = ['step', 'epoch', 'trainLoss', 'testLoss', 'trainAccuracy', 'testAccuracy', 'learningRate', 'ms'] as const;

export class FakeHistory implements History {
  version = 0;
  length = 0;
  columns = Object.fromEntries(columns.map((name) => [name, new Float64Array(1000)])) as unknown as Rows;

  add(row: Partial<Record<keyof Rows, number>>): void {
    for (const name of columns) this.columns[name][this.length] = row[name] ?? 0;
    this.length++;
    this.version++;
  }
}

export class FakeRun implements TrainRun {
  readonly history = new FakeHistory();
  /** Every call, as name and arguments. */
  readonly calls: unknown[][] = [];
  latest: Progress;
  #listeners = new Set<() => void>();

  constructor(
    readonly id: number,
    public spec: RunSpec,
    readonly engine: FakeEngine,
  ) {
    this.latest = {
      type: 'progress',
      run: id,
      state: { kind: 'paused' },
      step: 0,
      epoch: 0,
      rows: null,
      stepsPerSecond: 0,
      weights: null,
      grid: null,
      gridBy: null,
      unitGrid: null,
      outputs: null,
      backend: null,
      checkpoint: null,
    };
  }

  /** As if this had arrived from the worker. */
  hear(progress: Partial<Progress>, row?: Partial<Record<keyof Rows, number>>): void {
    if (row) this.history.add(row);
    this.latest = { ...this.latest, ...progress };
    for (const listener of this.#listeners) listener();
  }

  called(name: string): unknown[][] {
    return this.calls.filter(([called]) => called === name).map(([, ...rest]) => rest);
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  set(...rest: unknown[]): void {
    this.calls.push(['set', ...rest]);
  }
  pace(...rest: unknown[]): void {
    this.calls.push(['pace', ...rest]);
  }
  look(...rest: unknown[]): void {
    this.calls.push(['look', ...rest]);
  }
  stopWhen(...rest: unknown[]): void {
    this.calls.push(['stopWhen', ...rest]);
  }
  play(): void {
    this.calls.push(['play']);
    this.hear({ state: { kind: 'running' } });
  }
  pause(): void {
    this.calls.push(['pause']);
    if (this.latest.state.kind === 'running') this.hear({ state: { kind: 'paused' } });
  }
  step(...rest: unknown[]): void {
    this.calls.push(['step', ...rest]);
    this.hear({ step: this.latest.step + 1 });
  }
  edit(...rest: unknown[]): void {
    this.calls.push(['edit', ...rest]);
  }
  rewind(step: number): void {
    this.calls.push(['rewind', step]);
    this.hear({ state: { kind: 'paused' }, step });
  }
  freeze(backend: BackendName): Promise<Predictor> {
    this.calls.push(['freeze', backend]);
    return this.engine.freeze(this.spec.model, new Float32Array(105), backend);
  }
  recover(): void {
    this.calls.push(['recover']);
    this.hear({ state: { kind: 'paused' } });
  }
  stop(): void {
    this.calls.push(['stop']);
  }
}

type Answers = { [K in RequestName]?: (ask: Requests[K]['ask'], options: AskOptions) => Promise<Requests[K]['answer']> };

export class FakeEngine implements EngineClient {
  readonly runs: FakeRun[] = [];
  readonly asked: { name: RequestName; ask: unknown }[] = [];
  readonly disposed: BackendName[] = [];
  /** Backends that this browser lacks. */
  readonly missing = new Set<BackendName>();
  answers: Answers = {
    dataset: async ({ data }) => fakeDataset(data),
    backends: async () =>
      (['plain', 'cpu', 'wasm', 'webgl'] as const).map((name) => ({ name, info: fakeBackend(name), error: null })),
    cost: async () => fakeCost,
    measure: async () => fakeReport,
    snapshot: async () => {
      throw new Error('There is no snapshot.');
    },
  };

  /** The newest run. */
  get run(): FakeRun {
    return this.runs[this.runs.length - 1];
  }

  /** What each run was started with. */
  readonly starts: { from?: Checkpoint; rows?: Rows }[] = [];

  start(spec: RunSpec, from?: Checkpoint, rows?: Rows): TrainRun {
    this.starts.push({ from, rows });
    this.runs.push(new FakeRun(this.runs.length + 1, spec, this));
    return this.run;
  }

  async freeze(model: RunSpec['model'], weights: Float32Array, backend: BackendName): Promise<Predictor> {
    if (this.missing.has(backend)) throw fault('backend-missing', 'It is switched off.');
    const units = model.layers[model.layers.length - 1].units;
    return {
      backend: fakeBackend(backend),
      model,
      weights,
      predict: async (_x, n) => new Float32Array(n * units).fill(1 / units),
      predictGrid: async (grid) => ({ grid: new Float32Array(grid * grid * units), ms: 1 }),
      activations: async () => new Float32Array(model.layers.reduce((sum, layer) => sum + layer.units, 0)),
      dispose: () => this.disposed.push(backend),
    };
  }

  async ask<K extends RequestName>(name: K, ask: Requests[K]['ask'], options: AskOptions = {}): Promise<Requests[K]['answer']> {
    this.asked.push({ name, ask });
    const answer = this.answers[name];
    if (!answer) throw new Error(`This engine was not told what to answer to ${name}.`);
    return answer(ask, options);
  }

  close(): void {}
}

/** An answer that never comes by itself, and ends as the real one does when it is cancelled. */
export function endless<T>(told: (options: AskOptions) => void = () => {}): (ask: unknown, options: AskOptions) => Promise<T> {
  return (_ask, options) =>
    new Promise((_resolve, reject) => {
      told(options);
      options.signal?.addEventListener('abort', () => reject(fault('cancelled', 'It was cancelled.')));
    });
}

export function fault(code: ErrorReport['code'], message: string): Error & ErrorReport {
  return Object.assign(new Error(message), { code, hint: 'Try again.' });
}
