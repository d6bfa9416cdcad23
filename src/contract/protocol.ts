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
import type { TableInfo } from './table';

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
 * What somebody looks at now; progress carries just this. Grids and unit responses are only for plane data, and for a table
 * of the reader's own that predicts a number from two others: then over these two's ranges (datasets/table-plane.ts).
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
  /** NaN where a number is predicted, as in `testAccuracy`. */
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
  /** Reads a CSV file; or finds one that was read before by its key, and answers null where it is not on this device. */
  table: { ask: { file: Blob | null; key: string; name: string }; answer: TableInfo | null };
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
  /**
   * Trains each spec from its own seed for `steps` steps, and evaluates it at step 0, every `every` steps and at the end. In
   * slices beside everything else in the worker; each trial also comes by RequestProgress.trial as it finishes.
   */
  trials: { ask: { specs: RunSpec[]; steps: number; every: number }; answer: Trial[] };
  /** A few steps of TF.js's own optimizers on one weight, with its defaults, on each of these backends; where one is missing, why. */
  tfjsOptimizers: { ask: TfjsOptimizersAsk; answer: TfjsOptimizersAnswer[] };
  /** Distance of batches' gradients from the full train split's, at these weights; batches are drawn with replacement. */
  gradientNoise: {
    ask: { model: ModelSpec; weights: Float32Array; data: DataSpec; batchSizes: number[]; draws: number; seed: number };
    answer: GradientNoise;
  };
  /** Train loss around these weights, along two random filter-normalised directions; `side` is odd. */
  landscape: {
    ask: { model: ModelSpec; weights: Float32Array; data: DataSpec; side: number; reach: number; seed: number };
    answer: Landscape;
  };
  /** Trains on `examples` of the data's train side; its test side is halved into validation and test. */
  threeSplits: { ask: { spec: RunSpec; examples: number; steps: number; every: number }; answer: SplitLosses };
  /**
   * Trains each spec side by side for `steps` steps, and looks inside at step 0, every `every` steps and at the end, until it
   * diverges. In slices like `trials`; each look also comes by RequestProgress.look as it is taken.
   */
  probe: { ask: { specs: RunSpec[]; steps: number; every: number }; answer: ProbeLook[] };
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

/** A run trained and evaluated without anybody at its knobs. Columns of one length, one row an evaluation. */
export interface Trial {
  /** Its spec's place in what was asked. */
  index: number;
  step: Float64Array;
  trainLoss: Float64Array;
  testLoss: Float64Array;
  testAccuracy: Float64Array;
  /** A loss was no longer finite: the trial ended there, and its last row is the last one that was. */
  diverged: boolean;
  /** As they were at its end, finite or not. */
  weights: Float32Array;
}

export interface TfjsOptimizersAsk {
  backends: BackendName[];
  /** The same at every step. */
  gradient: number;
  learningRate: number;
  steps: number;
}

export interface TfjsOptimizersAnswer {
  name: BackendName;
  info: BackendInfo | null;
  error: ErrorReport | null;
  /** The ε that TF.js uses on this backend where it is told none; null where the backend is missing. */
  epsilon: number | null;
  /** What each optimizer took off a weight that began at 0, by step. */
  taken: { optimizer: TfjsOptimizer; steps: number[] }[];
}

/** As `tf.train` has them: with its defaults, or told everything. */
export type TfjsOptimizer = 'sgd' | 'momentum' | 'adagrad' | 'rmsprop' | 'adam' | 'adam with ε = 1e-8';

export interface GradientNoise {
  /** Length of the full gradient. */
  norm: number;
  /** Root mean squared distance of single examples' gradients from the full one: exact, over all examples. */
  single: number;
  /** The same of batches, measured, with the ends of a 95% interval. */
  points: { batchSize: number; rms: number; low: number; high: number }[];
}

export interface Landscape {
  side: number;
  /** The slice runs from -reach to reach along both directions. */
  reach: number;
  /** side × side losses at the middles of equal cells, row by row from the lowest up. */
  values: Float64Array;
  /** Loss at the weights themselves. */
  centre: number;
}

/** Mean data losses of three splits, columns of one length. */
export interface SplitLosses {
  step: number[];
  train: number[];
  validation: number[];
  test: number[];
  /** A loss was no longer finite: the run ended there. */
  diverged: boolean;
}

/** What a run under `probe` looked like inside at one step, over its whole train split. */
export interface ProbeLook {
  /** Its spec's place in what was asked. */
  index: number;
  step: number;
  trainLoss: number;
  /** Of each layer's kernel, from the first hidden one to the output: √Σ(∂L/∂w)², the penalty's gradient included. */
  gradientNorm: Float64Array;
  /** One byte a hidden unit, layer after layer: 1 where its activation is at or below 0 on every example. */
  off: Uint8Array;
}

export type RequestName = keyof Requests;

export type Request = {
  [K in RequestName]: { type: 'request'; request: RequestId; name: K; ask: Requests[K]['ask'] };
}[RequestName];

export type ToWorker = Command | Request;

/** How far a long request has come, 0 to 1, and in words; sweep points, trials and looks arrive as they are made. */
export interface RequestProgress {
  type: 'request-progress';
  request: RequestId;
  done: number;
  doing: string;
  point: SweepPoint | null;
  trial: Trial | null;
  look: ProbeLook | null;
}

export type FromWorker =
  /** The worker holds this Web Lock for as long as it lives: whoever is given it next knows that the worker has ended. */
  | { type: 'alive'; lock: string }
  | Progress
  | RequestProgress
  | { type: 'reply'; request: RequestId; answer: unknown }
  | { type: 'error'; request: RequestId; error: ErrorReport };
