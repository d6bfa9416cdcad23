/** The network with its weights locked: which backends there are, the predictor on one of them, and what it says. */
import { planeFeatures } from '../../../datasets/features';
import { metas } from '../../../datasets/metas';
import type { BackendInfo } from '../../contract/backend';
import type { EngineClient, Predictor, TrainRun } from '../../contract/client';
import type { Dataset } from '../../contract/dataset';
import type { ErrorReport } from '../../contract/errors';
import type { BackendName } from '../../contract/model';
import type { Requests } from '../../contract/protocol';
import { reportOf } from '../faults';
import { newest } from './newest';
import { predictedClasses } from './predictions';
import type { Substitution } from './training';

export type BackendChoice = Requests['backends']['answer'][number];

/** One example's way through the network: what went in, every layer's activations, and the outputs. */
export interface Passage {
  inputs: Float32Array;
  outputs: Float32Array;
  activations: Float32Array;
}

/** Points along a side of the plane that the locked network answers in one call. */
export const gridSide = 256;

/** Where the wanted backend is missing, the first of these that is there is used. */
const substitutes: readonly BackendName[] = ['wasm', 'cpu', 'plain'];

export class Inference {
  backends: BackendChoice[] | null = null;
  predictor: Predictor | null = null;
  substituted: Substitution | null = null;
  /** The device was lost and the weights have been uploaded anew. */
  revived: string | null = null;
  error: ErrorReport | null = null;
  grid: Float32Array | null = null;
  /** The class predicted for each example, for a confusion matrix. */
  predicted: Uint8Array | null = null;
  placed: [number, number] | null = null;
  passage: Passage | null = null;
  #frozen: { run: TrainRun; dataset: Dataset } | null = null;
  /** Grows with each freeze and thaw, so that late answers of an old one are dropped. */
  #turn = 0;
  readonly #follow = newest((x: Float32Array) => this.#pass(x));

  constructor(
    readonly engine: () => EngineClient,
    public wanted: BackendName,
    readonly changed: () => void,
  ) {}

  /** From the moment the weights are to be locked until `thaw`. */
  get locked(): boolean {
    return this.#frozen !== null;
  }

  get used(): BackendInfo | null {
    return this.predictor?.backend ?? null;
  }

  get weights(): Float32Array | null {
    return this.predictor?.weights ?? null;
  }

  /** Asks once which backends there are; makes the worker try them all. */
  async survey(): Promise<BackendChoice[]> {
    this.backends ??= await this.engine().ask('backends', {});
    this.changed();
    return this.backends;
  }

  /** Locks the run's present weights on the wanted backend, or on a substitute that is named. */
  async freeze(run: TrainRun, dataset: Dataset): Promise<void> {
    this.#frozen = { run, dataset };
    await this.#build();
  }

  /** The same weights on another backend. */
  async use(backend: BackendName): Promise<void> {
    this.wanted = backend;
    await this.#build();
  }

  /** Back to training: the predictor and all it said are let go. */
  thaw(): void {
    this.#turn++;
    this.#frozen = null;
    this.predictor?.dispose();
    Object.assign(this, { predictor: null, substituted: null, revived: null, error: null });
    Object.assign(this, { grid: null, predicted: null, placed: null, passage: null });
  }

  /** A point of the plane, sent through the network with its features. */
  place(point: [number, number]): void {
    if (!this.#frozen) return;
    this.placed = point;
    const { features } = this.#frozen.dataset;
    const x = new Float32Array(features.length);
    planeFeatures(features)(point[0], point[1], x, 0);
    this.#follow(x);
    this.changed();
  }

  /** One example as the network takes it, such as a drawing of 64 pixels. */
  show(x: Float32Array): void {
    this.#follow(x);
  }

  async #build(): Promise<void> {
    if (!this.#frozen) return;
    const turn = ++this.#turn;
    const { run } = this.#frozen;
    const { predictor: old } = this;
    try {
      const name = await this.#available();
      const predictor = old ? await this.engine().freeze(old.model, old.weights, name) : await run.freeze(name);
      if (turn !== this.#turn) return predictor.dispose();
      old?.dispose();
      this.predictor = predictor;
      this.error = null;
      this.changed();
      await this.#answer(turn, predictor);
    } catch (error) {
      if (turn === this.#turn) this.error = reportOf(error);
    }
    this.changed();
  }

  /** The backend to use, with `substituted` set where it is not the wanted one. */
  async #available(): Promise<BackendName> {
    const backends = await this.survey();
    const wanted = backends.find(({ name }) => name === this.wanted);
    this.substituted = null;
    if (!wanted?.error) return this.wanted;
    const used = substitutes.find((name) => backends.some((backend) => backend.name === name && backend.info)) ?? 'plain';
    this.substituted = { wanted: this.wanted, used, why: wanted.error.message };
    return used;
  }

  /** What the page shows of the locked network before anybody asks: the plane, or every example. */
  async #answer(turn: number, predictor: Predictor): Promise<void> {
    const dataset = this.#frozen?.dataset;
    if (!dataset) return;
    const plane = metas[dataset.spec.dataset].kind === 'plane';
    const grid = plane ? (await predictor.predictGrid(gridSide, dataset.features)).grid : null;
    const outputs = plane ? null : await predictor.predict(dataset.x, dataset.labels.length);
    if (turn !== this.#turn) return;
    this.grid = grid;
    this.predicted = outputs && predictedClasses(outputs, outputs.length / dataset.labels.length);
  }

  async #pass(x: Float32Array): Promise<void> {
    const { predictor } = this;
    const turn = this.#turn;
    if (!predictor) return;
    try {
      const [outputs, activations] = await Promise.all([predictor.predict(x, 1), predictor.activations(x)]);
      if (turn === this.#turn) this.passage = { inputs: x, outputs, activations };
    } catch (error) {
      if (turn === this.#turn) await this.revive(reportOf(error));
    }
    this.changed();
  }

  /** A lost device is not the reader's fault: the weights are on the host still and go up again, and the page says so. */
  async revive(report: ErrorReport): Promise<void> {
    if (report.code !== 'context-lost') {
      this.error = report;
      return;
    }
    await this.#build();
    this.revived = report.message;
    this.changed();
  }
}
