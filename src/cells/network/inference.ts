/** The network with its weights locked: which backends there are, the predictor on one of them, and what it says. */
import { planeFeatures } from '../../../datasets/features';
import { metaOf } from '../../../datasets/metas';
import { planeInputs, tablePlane } from '../../../datasets/table-plane';
import type { BackendInfo } from '../../contract/backend';
import type { EngineClient, Predictor, TrainRun } from '../../contract/client';
import type { Dataset } from '../../contract/dataset';
import type { ErrorReport } from '../../contract/errors';
import type { BackendName } from '../../contract/model';
import type { Requests } from '../../contract/protocol';
import { reportOf } from '../faults';
import { lockedSide } from './drawn-by';
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
  /** Outputs for each example; null of a plane. */
  answers: Float32Array | null = null;
  /** The class predicted for each example, for a confusion matrix. */
  predicted: Uint8Array | null = null;
  placed: [number, number] | null = null;
  passage: Passage | null = null;
  #asking: Promise<BackendChoice[]> | null = null;
  /** The example last put in: a new predictor answers it again. */
  #shown: Float32Array | null = null;
  #frozen: { run: TrainRun; dataset: Dataset } | null = null;
  /** Grows with each freeze and thaw, so that late answers of an old one are dropped. */
  #turn = 0;
  /** Points along a side of the plane that the locked network answers in one call. */
  #side: number = lockedSide;
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

  /** Asks once which backends there are, and so makes the worker try them all; none where it could not be asked. */
  async survey(): Promise<readonly BackendChoice[]> {
    this.#asking ??= this.engine().ask('backends', {});
    try {
      this.backends = await this.#asking;
    } catch (error) {
      this.#asking = null;
      this.error = reportOf(error);
    }
    this.changed();
    return this.backends ?? [];
  }

  /** Locks the run's present weights on the wanted backend, or on a substitute that is named. */
  async freeze(run: TrainRun, dataset: Dataset): Promise<void> {
    this.#frozen = { run, dataset };
    await this.#build();
  }

  /** So many points along a side from now on; answered anew where the network is locked already. */
  drawFrom(side: number): void {
    if (side === this.#side) return;
    this.#side = side;
    if (this.predictor) void this.#answerAgain(this.#turn, this.predictor);
  }

  /** The same weights on another backend. */
  async use(backend: BackendName): Promise<void> {
    this.wanted = backend;
    await this.#build();
  }

  /** After what went wrong: the same weights, on the wanted backend. */
  again(): Promise<void> {
    this.error = null;
    return this.#build();
  }

  /** Back to training: the predictor and all it said are let go. */
  thaw(): void {
    this.#turn++;
    this.#frozen = null;
    this.#shown = null;
    this.predictor?.dispose();
    Object.assign(this, { predictor: null, substituted: null, revived: null, error: null });
    Object.assign(this, { grid: null, answers: null, predicted: null, placed: null, passage: null });
  }

  /** A point of the plane, sent through the network with its features. */
  place(point: [number, number]): void {
    if (!this.#frozen) return;
    this.placed = point;
    const { features } = this.#frozen.dataset;
    const x = new Float32Array(features.length);
    planeFeatures(features)(point[0], point[1], x, 0);
    this.show(x);
    this.changed();
  }

  /** One example as the network takes it, such as a drawing of 64 pixels. */
  show(x: Float32Array): void {
    this.#shown = x;
    this.#follow(x);
  }

  async #build(): Promise<void> {
    if (!this.#frozen) return;
    const turn = ++this.#turn;
    const { run } = this.#frozen;
    const { predictor: old } = this;
    const build = (name: BackendName) => (old ? this.engine().freeze(old.model, old.weights, name) : run.freeze(name));
    try {
      const predictor = await this.#orSubstitute(build);
      if (turn !== this.#turn) return predictor.dispose();
      old?.dispose();
      this.predictor = predictor;
      this.error = null;
      this.changed();
      if (this.#shown) this.#follow(this.#shown);
      await this.#answer(turn, predictor);
      // Trying every backend takes its time: the chosen one answers first.
      await this.survey();
    } catch (error) {
      if (turn === this.#turn) this.error = reportOf(error);
    }
    this.changed();
  }

  /** On the wanted backend; where it is missing, on the best that is there, which `substituted` then names. */
  async #orSubstitute(build: (name: BackendName) => Promise<Predictor>): Promise<Predictor> {
    const { wanted } = this;
    this.substituted = null;
    try {
      return await build(wanted);
    } catch (error) {
      const { code, message } = reportOf(error);
      if (code !== 'backend-missing') throw error;
      const backends = await this.survey();
      const used = substitutes.find((name) => backends.some((backend) => backend.name === name && backend.info)) ?? 'plain';
      const predictor = await build(used);
      this.substituted = { wanted, used, why: message };
      return predictor;
    }
  }

  /** What the page shows of the locked network before anybody asks: the plane, or every example. */
  async #answer(turn: number, predictor: Predictor): Promise<void> {
    const dataset = this.#frozen?.dataset;
    if (!dataset) return;
    const plane = metaOf(dataset.spec.dataset, dataset.spec.table).kind === 'plane';
    const table = tablePlane(dataset);
    const grid = plane
      ? (await predictor.predictGrid(this.#side, dataset.features)).grid
      : table && (await predictor.predict(planeInputs(table, this.#side), this.#side ** 2));
    const outputs = plane ? null : await predictor.predict(dataset.x, dataset.labels.length);
    if (turn !== this.#turn) return;
    this.grid = grid;
    this.answers = outputs;
    this.predicted = outputs && predictedClasses(outputs, outputs.length / dataset.labels.length);
  }

  async #answerAgain(turn: number, predictor: Predictor): Promise<void> {
    try {
      await this.#answer(turn, predictor);
    } catch (error) {
      if (turn === this.#turn) await this.revive(reportOf(error));
    }
    this.changed();
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
