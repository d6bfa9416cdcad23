/** One training run of a cell and what the reader has set for it: starts it, replaces it, and knows its state. */
import { metaOf } from '../../../datasets/metas';
import type { EngineClient, TrainRun } from '../../contract/client';
import type { DatasetMeta } from '../../contract/dataset';
import type { BackendName, Knobs, ModelSpec, RunSpec } from '../../contract/model';
import type { Look, Pace, RunState, StopCondition } from '../../contract/protocol';
import type { Drawing } from '../../draw/boundary-shader';
import { predictedClasses } from './predictions';
import { knobsAt, type OpeningRun } from './opening';
import { modelOf, runSpec, settingsOf, type Settings } from './settings';

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
  /** How the next run begins where not afresh: as a link or the last visit has it. Set by `open`. */
  opening: OpeningRun | null = null;
  /** Weights were set by hand: the spec alone does not repeat this run. */
  edited = false;
  /** Changes of a repeated run that are still to come: as they come, the controls follow. */
  #coming: RunSpec['changes'] = [];
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
    return metaOf(this.settings.data.dataset, this.settings.data.table);
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
    const from = this.answers;
    if (!from) return null;
    if (this.#predicted?.from !== from) this.#predicted = { from, classes: predictedClasses(from, this.outputs) };
    return this.#predicted.classes;
  }

  /** The network's outputs for every example, where they are looked at. */
  get answers(): Float32Array | null {
    return this.run?.latest.outputs ?? null;
  }

  /** Units of the output layer. */
  get outputs(): number {
    return this.model.layers[this.model.layers.length - 1].units;
  }

  /** Whether a shader draws its plane from the weights, so that few points of it need to be computed. */
  get shaded(): boolean {
    return this.meta.kind === 'plane' && this.drawing?.by === 'shader';
  }

  get playing(): boolean {
    return this.#asked?.play ?? (this.#held || this.#running);
  }

  get #running(): boolean {
    return this.state.kind === 'running' || this.state.kind === 'resumed';
  }

  /** As a link or the last visit has it, to be started when the cell is first seen. */
  open(opening: OpeningRun): void {
    const knobs = knobsAt(firstKnobs(opening), opening.changes, opening.checkpoint?.step ?? 0);
    this.settings = { ...this.settings, knobs };
    this.opening = opening;
  }

  /** Starts over with fresh weights from the seed (or as `opening` has it), paused. */
  start(): void {
    this.end();
    const { opening } = this;
    const spec = runSpec(this.settings, this.meta);
    const from = opening?.checkpoint ?? undefined;
    const changes = opening?.changes ?? [];
    const run = this.engine().start(opening ? { ...spec, knobs: firstKnobs(opening), changes } : spec, from, opening?.rows);
    this.run = run;
    this.edited = opening?.edited ?? false;
    this.#coming = changes.filter(({ step }) => step > (from?.step ?? 0));
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

  /** One weight, by hand. */
  edit(index: number, value: number): void {
    this.edited = true;
    this.run?.edit(index, value);
    this.changed();
  }

  tune(knobs: Partial<Knobs>): void {
    // The reader's hand is newer than what was to come of the same knob.
    this.#coming = this.#coming.map(({ step, knobs: later }) => ({ step, knobs: without(later, knobs) }));
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
    this.#follow();
    if (state.kind === 'resumed') this.resumed = state;
    if (this.#asked && state.kind !== 'loading') {
      const late = performance.now() - this.#asked.at >= patience;
      if (late || this.#asked.play === this.#running || state.kind === 'diverged' || state.kind === 'failed') this.#asked = null;
    }
    if (state.kind === 'failed' && state.error.code === 'backend-missing' && this.#substitute(state.error.message)) return;
    this.changed();
  }

  /** The controls show the knobs of the step that a repeated run has come to. */
  #follow(): void {
    while (this.#coming.length > 0 && this.#coming[0].step <= this.step) {
      const [{ knobs }] = this.#coming.splice(0, 1);
      this.settings = { ...this.settings, knobs: { ...this.settings.knobs, ...knobs } };
    }
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

/** The knobs that a run began with; its changes came after. */
function firstKnobs({ body }: OpeningRun): Knobs {
  return settingsOf(body, metaOf(body.data, body.table)).knobs;
}

function without(knobs: Partial<Knobs>, taken: Partial<Knobs>): Partial<Knobs> {
  return Object.fromEntries(Object.entries(knobs).filter(([name]) => !(name in taken)));
}
