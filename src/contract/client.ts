/** What the page holds of the worker: an engine, its runs and its predictors. Implemented in src/worker/client.ts. No logic. */
import type { BackendInfo, Checkpoint } from './backend';
import type { Look, Pace, Progress, RequestName, RequestProgress, Requests, Rows, RunId, StopCondition } from './protocol';
import type { BackendName, Knobs, ModelSpec, RunSpec } from './model';

/**
 * Append-only columns of a run; `version` grows with each append. Never copied: read `columns` up to `length`.
 * Steps rise strictly: after a rewind, an edit or a lost context, rows from the step gone back to on give way to the new ones.
 */
export interface History {
  readonly version: number;
  readonly length: number;
  readonly columns: Readonly<Rows>;
}

export interface AskOptions {
  /** Aborting sends `cancel`; the promise rejects with code 'cancelled'. */
  signal?: AbortSignal;
  onProgress?: (progress: RequestProgress) => void;
}

/** The handle of one training run. Late messages of an old run never reach it. */
export interface TrainRun {
  readonly id: RunId;
  /** The spec as it stands now, with the changes made since the start: enough to repeat the run. */
  readonly spec: RunSpec;
  readonly history: History;
  /** The newest progress; weights, grids and outputs are kept from the last message that had them. */
  readonly latest: Progress;
  /** Calls back at most once an animation frame, when something has arrived. Returns how to stop listening. */
  subscribe(listener: () => void): () => void;
  /** The newest value wins; at most one message a frame. */
  set(knobs: Partial<Knobs>): void;
  pace(stepsPerSecond: Pace): void;
  look(look: Look): void;
  stopWhen(condition: StopCondition): void;
  play(): void;
  pause(): void;
  step(unit: 'step' | 'epoch'): void;
  edit(index: number, value: number): void;
  rewind(step: number): void;
  /** Locks the present weights. */
  freeze(backend: BackendName): Promise<Predictor>;
  /** Starts over in a new worker state from the last checkpoint (after 'failed'); the same handle goes on. */
  recover(): void;
  /** Ends the run and frees what it holds. */
  stop(): void;
}

/** Frozen weights: forward pass only. */
export interface Predictor {
  readonly backend: BackendInfo;
  readonly model: ModelSpec;
  readonly weights: Float32Array;
  predict(x: Float32Array, n: number): Promise<Float32Array>;
  predictGrid(grid: number, features: string[]): Promise<{ grid: Float32Array; ms: number }>;
  activations(x: Float32Array): Promise<Float32Array>;
  dispose(): void;
}

export interface EngineClient {
  /** Starts a run, paused. `from` continues from a checkpoint; `rows` are those until then, where they are known. */
  start(spec: RunSpec, from?: Checkpoint, rows?: Rows): TrainRun;
  freeze(model: ModelSpec, weights: Float32Array, backend: BackendName): Promise<Predictor>;
  ask<K extends RequestName>(name: K, ask: Requests[K]['ask'], options?: AskOptions): Promise<Requests[K]['answer']>;
  close(): void;
}
