/** One training run of a cell and what the reader has set for it: starts it, replaces it, and knows its state. */
import { metas } from '../../../datasets/metas';
import type { EngineClient, TrainRun } from '../../contract/client';
import type { DatasetMeta } from '../../contract/dataset';
import type { BackendName, Knobs, ModelSpec } from '../../contract/model';
import type { Look, Pace, RunState, StopCondition } from '../../contract/protocol';
import type { Drawing } from '../../draw/boundary-shader';
import { predictedClasses } from './predictions';
import { modelOf, runSpec, type Settings } from './settings';

export interface Substitution {
  wanted: BackendName;
  used: BackendName;
  why: string;
}

/** How long a press of Train or Pause is believed before the worker has answered. */
const patience = 1000;

export class Training {
  run: TrainRun | null = null;
  /** The last lost context this run came back from. */
  resumed: Extract<RunState, { kind: 'resumed' }> | null = null;
  substituted: Substitution | null = null;
  /** What draws its plane; null until something has. */
  drawing: Drawing | null = null;
  pace: Pace = Infinity;
  stop: StopCondition = {};
  #look: Look = { weights: false, grid: 0, unit: null, outputs: false };
  #asked: { play: boolean; at: number } | null = null;
  #held = false;
  #predicted: { from: Float32Array; classes: Uint8Array } | null = null;
  #unsubscribe = () => {};

  constructor(
    readonly engine: () => EngineClient,
    public settings: Settings,
    readonly changed: () => void,
  ) {}

  get meta(): DatasetMeta {
    return metas[this.settings.data.dataset];
  }

  get model(): ModelSpec {
    return modelOf(this.settings, this.meta);
  }

  get state(): RunState {
    return this.run?.latest.state ?? { kind: 'loading' };
  }

  get step(): number {
    return this.run?.latest.step ?? 0;
  }

  get epoch(): number {
    return this.run?.latest.epoch ?? 0;
  }

  /** Newest value of a column of the history, or null before the first evaluation. */
  newest(column: 'trainLoss' | 'testLoss' | 'trainAccuracy' | 'testAccuracy'): number | null {
    const history = this.run?.history;
    return history?.length ? history.columns[column][history.length - 1] : null;
  }

  /** The class now predicted for each example, where outputs are looked at. */
  get predicted(): Uint8Array | null {
    const from = this.run?.latest.outputs;
    if (!from) return null;
    if (this.#predicted?.from !== from) this.#predicted = { from, classes: predictedClasses(from, this.outputs) };
    return this.#predicted.classes;
  }

  /** Units of the output layer. */
  get outputs(): number {
    return this.model.layers[this.model.layers.length - 1].units;
  }

  /** Whether a shader draws its plane from the weights, so that few points of it need to be computed. */
  get shaded(): boolean {
    return this.drawing?.by === 'shader';
  }

  get playing(): boolean {
    return this.#asked?.play ?? (this.#held || this.#running);
  }

  get #running(): boolean {
    return this.state.kind === 'running' || this.state.kind === 'resumed';
  }

  /** Starts over with fresh weights from the seed, paused. */
  start(): void {
    this.end();
    const run = this.engine().start(runSpec(this.settings, this.meta));
    this.run = run;
    run.look(this.#look);
    run.pace(this.pace);
    run.stopWhen(this.stop);
    this.#unsubscribe = run.subscribe(() => this.#heard());
    this.changed();
  }

  end(): void {
    this.#unsubscribe();
    this.run?.stop();
    this.run = null;
    this.resumed = null;
    this.substituted = null;
    this.#held = false;
    this.#asked = null;
  }

  play(): void {
    this.#ask(true);
    this.run?.play();
  }

  pause(): void {
    if (this.playing) this.#ask(false);
    this.#held = false;
    this.run?.pause();
  }

  /** Waits for another run, without having been paused by the reader. */
  hold(): void {
    if (this.#held || !this.#running) return;
    this.#held = true;
    this.run?.pause();
  }

  release(): void {
    if (!this.#held) return;
    this.#held = false;
    this.play();
  }

  look(look: Look): void {
    this.#look = look;
    this.run?.look(look);
  }

  setPace(pace: Pace): void {
    this.pace = pace;
    this.run?.pace(pace);
  }

  stopWhen(stop: StopCondition): void {
    this.stop = stop;
    this.run?.stopWhen(stop);
  }

  tune(knobs: Partial<Knobs>): void {
    this.settings = { ...this.settings, knobs: { ...this.settings.knobs, ...knobs } };
    this.run?.set(knobs);
    this.changed();
  }

  rewind(step: number): void {
    this.#ask(false);
    this.run?.rewind(step);
  }

  #ask(play: boolean): void {
    this.#asked = { play, at: performance.now() };
    setTimeout(() => this.#heard(), patience);
    this.changed();
  }

  #heard(): void {
    const { state } = this;
    if (state.kind === 'resumed') this.resumed = state;
    if (this.#asked && state.kind !== 'loading') {
      const late = performance.now() - this.#asked.at >= patience;
      if (late || this.#asked.play === this.#running || state.kind === 'diverged' || state.kind === 'failed') this.#asked = null;
    }
    if (state.kind === 'failed' && state.error.code === 'backend-missing' && this.#substitute(state.error.message)) return;
    this.changed();
  }

  /** A backend that this browser lacks gives way to one that every browser has. */
  #substitute(why: string): boolean {
    const wanted = this.settings.backend;
    if (wanted === 'plain') return false;
    const used = wanted === 'cpu' ? 'plain' : 'cpu';
    this.settings = { ...this.settings, backend: used };
    this.start();
    this.substituted = { wanted: this.substituted?.wanted ?? wanted, used, why };
    return true;
  }
}
