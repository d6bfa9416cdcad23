/**
 * The messages between the page and the worker: one each way for a knob, no acknowledgements, no polling.
 * The page posts at most one `set` a frame and run; the worker posts `progress` about 30 times a second.
 * No logic.
 */
import type { BackendInfo, Checkpoint, Inspection } from './backend';
import type { Dataset } from './dataset';
import type { ErrorReport } from './errors';
import type { InferenceReport, StepCost, SweepPoint, SweepResult } from './measurement';
import type { BackendName, DataSpec, Knobs, ModelSpec, RunSpec } from './model';

export type RunId = number;
export type PredictorId = number;
export type RequestId = number;

/** Steps a second the run is held to; Infinity is as fast as it can. */
export type Pace = number;

/** When a run stops by itself: at whichever comes first. */
export interface StopCondition {
  epochs?: number;
  testLossBelow?: number;
  accuracyAbove?: number;
}

/**
 * What somebody looks at now; progress carries just this. Grids and unit responses are only for plane data.
 * A grid is `grid` × `grid` points over the plane from -2 to 2, row 0 at the top (x2 = 2), the network's output for each
 * (n × outputs), or one unit's activation.
 */
export interface Look {
  weights: boolean;
  /** Points along a side of the output grid; 0 for none. */
  grid: number;
  /** A unit whose own response to the plane is wanted as a second grid of the same side: layer 0 is the first hidden layer. */
  unit: { layer: number; unit: number } | null;
  /** Outputs for every example (train and test), for confusion matrices and misclassified examples. */
  outputs: boolean;
}

/** Rows added since the last message, as columns of one length. Evaluated at the end of epochs that are due, on Step and on pause. */
export interface Rows {
  step: Float64Array;
  /** Fractional: step / steps an epoch, counted as batches were really taken. */
  epoch: Float64Array;
  trainLoss: Float64Array;
  testLoss: Float64Array;
  trainAccuracy: Float64Array;
  testAccuracy: Float64Array;
  learningRate: Float64Array;
  /** Milliseconds of training since the run began, evaluation and waiting excluded. */
  ms: Float64Array;
}

export type RunState =
  | { kind: 'loading' }
  | { kind: 'paused' }
  | { kind: 'running' }
  /** The stop condition was met; `why` says which. */
  | { kind: 'stopped'; why: string }
  /** The loss or a weight is no longer finite; `goodStep` is the last good snapshot's step, null if there is none. */
  | { kind: 'diverged'; step: number; goodStep: number | null }
  /** Training goes on after a lost context: `step` had been reached, `from` is the snapshot's step from which it goes on. Like 'running' until the next change. */
  | { kind: 'resumed'; step: number; from: number; why: string }
  | { kind: 'failed'; error: ErrorReport; goodStep: number | null };

export interface Progress {
  type: 'progress';
  run: RunId;
  state: RunState;
  step: number;
  epoch: number;
  rows: Rows | null;
  /** All of the spec's changes as they stand now, in messages before which they have changed. */
  changes?: RunSpec['changes'];
  stepsPerSecond: number;
  weights: Float32Array | null;
  grid: Float32Array | null;
  /** What computed the grid. */
  gridBy: BackendName | null;
  unitGrid: Float32Array | null;
  /** All examples' outputs, n × outputs, in row order. */
  outputs: Float32Array | null;
  backend: BackendInfo | null;
  /** The run's whole state, at most once a second: what a new worker can go on from. */
  checkpoint: Checkpoint | null;
}

/** Page to worker, without answer. */
export type Command =
  /** `from`: start at this snapshot instead of fresh weights (after a worker died, or weights edited). */
  | { type: 'create'; run: RunId; spec: RunSpec; from: Checkpoint | null }
  | { type: 'set'; run: RunId; knobs?: Partial<Knobs>; pace?: Pace; look?: Look; stop?: StopCondition }
  | { type: 'play'; run: RunId }
  | { type: 'pause'; run: RunId }
  | { type: 'step'; run: RunId; unit: 'step' | 'epoch' }
  /** One weight (index into Snapshot.weights) set by hand. */
  | { type: 'edit'; run: RunId; index: number; value: number }
  /** Puts the run back to the last snapshot kept at or before this step, and pauses. */
  | { type: 'rewind'; run: RunId; step: number }
  | { type: 'dispose'; run: RunId }
  | { type: 'dispose-predictor'; predictor: PredictorId }
  | { type: 'cancel'; request: RequestId }
  /** The tab's visibility: a measurement taken while hidden is thrown away. */
  | { type: 'visibility'; hidden: boolean };

/** Page to worker, answered once by `reply` or `error` with the same request id. */
export interface Requests {
  /** Every backend this browser can run, and why not for the others. */
  backends: { ask: Record<never, never>; answer: { name: BackendName; info: BackendInfo | null; error: ErrorReport | null }[] };
  dataset: { ask: { data: DataSpec }; answer: Dataset };
  /** A copy of the run's present state, or of its kept snapshot nearest at or before `step`; with the grid for plane data. */
  snapshot: {
    ask: { run: RunId; step: number | null; grid: number };
    answer: { snapshot: Checkpoint; grid: Float32Array | null };
  };
  inspect: { ask: { run: RunId }; answer: Inspection };
  cost: { ask: { run: RunId }; answer: StepCost };
  /** Locks weights into a predictor on a backend. */
  freeze: {
    ask: { model: ModelSpec; weights: Float32Array; backend: BackendName };
    answer: { predictor: PredictorId; backend: BackendInfo };
  };
  predict: { ask: { predictor: PredictorId; x: Float32Array; n: number }; answer: Float32Array };
  /** The network's answer over the plane, as one call on the predictor's backend; `features` as in DataSpec. */
  predictGrid: { ask: { predictor: PredictorId; grid: number; features: string[] }; answer: { grid: Float32Array; ms: number } };
  /** The way of one example through the network: every layer's activations. */
  activations: { ask: { predictor: PredictorId; x: Float32Array }; answer: Float32Array };
  /** Times a predictor; with `optimizer` and `knobs`' batch also a training step on the same backend, batch and weights. */
  measure: { ask: MeasureAsk; answer: InferenceReport };
  sweep: { ask: SweepAsk; answer: SweepResult };
  /** For tests and the soak script: live tensors of each backend that has been used. */
  tensors: { ask: Record<never, never>; answer: { backend: BackendName; tensors: number }[] };
  /** For tests: loses the WebGL context on purpose, by WEBGL_lose_context. */
  loseContext: { ask: { backend: BackendName }; answer: true };
}

export interface MeasureAsk {
  model: ModelSpec;
  weights: Float32Array;
  backend: BackendName;
  batchSize: number;
  /** Timed samples; warm-up comes before them. */
  repeats: number;
  warmup: number;
  /** With these a training step is timed as well. */
  training: { spec: RunSpec } | null;
  /** Where inputs come from: rows of this data, repeated to fill the batch. */
  data: DataSpec;
}

export interface SweepAsk {
  model: ModelSpec;
  weights: Float32Array;
  data: DataSpec;
  backends: BackendName[];
  batchSizes: number[];
  repeats: number;
  warmup: number;
}

export type RequestName = keyof Requests;

export type Request = {
  [K in RequestName]: { type: 'request'; request: RequestId; name: K; ask: Requests[K]['ask'] };
}[RequestName];

export type ToWorker = Command | Request;

/** How far a long request has come, 0 to 1, and in words; sweep points arrive as they are measured. */
export interface RequestProgress {
  type: 'request-progress';
  request: RequestId;
  done: number;
  doing: string;
  point: SweepPoint | null;
}

export type FromWorker =
  | Progress
  | RequestProgress
  | { type: 'reply'; request: RequestId; answer: unknown }
  | { type: 'error'; request: RequestId; error: ErrorReport };
