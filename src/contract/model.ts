/**
 * What a network is, as plain JSON that both threads speak: layers, loss, optimizer, knobs. No logic.
 * The conventions of the numbers (initialisation, epsilons, slopes) stand in src/engine/conventions.ts.
 */
import type { OwnTable } from './table';

export type ActivationName =
  'identity' | 'sigmoid' | 'tanh' | 'relu' | 'leakyRelu' | 'elu' | 'gelu' | 'silu' | 'softplus' | 'softmax';

export type LossName = 'meanSquaredError' | 'binaryCrossEntropy' | 'categoricalCrossEntropy';

/** One dense layer. `softmax` may stand only in the last layer. */
export interface LayerSpec {
  /** 1 to 512. */
  units: number;
  activation: ActivationName;
}

/** A dense network: `inputs` numbers in, then each layer in turn; the last layer is the output. */
export interface ModelSpec {
  inputs: number;
  /** 1 to 10 layers: 0 to 9 hidden ones and the output. */
  layers: LayerSpec[];
  /** binaryCrossEntropy needs a sigmoid output of 1 unit, categoricalCrossEntropy a softmax output. */
  loss: LossName;
}

/** An optimizer with every hyper-parameter explicit, but for the learning rate, which is a knob. */
export type OptimizerSpec =
  | { kind: 'sgd' }
  | { kind: 'momentum'; momentum: number }
  | { kind: 'nesterov'; momentum: number }
  | { kind: 'adagrad'; epsilon: number }
  | { kind: 'rmsprop'; rho: number; epsilon: number }
  | { kind: 'adam'; beta1: number; beta2: number; epsilon: number }
  | { kind: 'adamw'; beta1: number; beta2: number; epsilon: number; weightDecay: number };

export type OptimizerName = OptimizerSpec['kind'];

/** What may change in mid-run without starting over, and changes the arithmetic from the next step on. */
export interface Knobs {
  learningRate: number;
  /** Examples a step, at least 1; a batch larger than the data takes all of the data. */
  batchSize: number;
  /** Penalty added to the data loss: l1·Σ|w| + l2/2·Σw² over kernels, never biases. Its gradient is l1·sign(w) + l2·w. */
  l1: number;
  l2: number;
}

/** Which backend runs it, and in which of its variants ('' where it has one only). */
export type BackendName = 'plain' | 'compiled' | 'cpu' | 'wasm' | 'webgl' | 'webgpu';

/** All that is needed to repeat a run bit for bit on the same device. */
export interface RunSpec {
  model: ModelSpec;
  optimizer: OptimizerSpec;
  data: DataSpec;
  /** Seeds initial weights and shuffling. The data has a seed of its own, in `data`. */
  seed: number;
  backend: BackendName;
  knobs: Knobs;
  /** Knobs changed since the start, in order of step; they hold from that step on (the first step is 0). */
  changes: { step: number; knobs: Partial<Knobs> }[];
}

/** Which examples: a dataset's folder name and its knobs. */
export interface DataSpec {
  /** Folder name in datasets/. */
  dataset: string;
  seed: number;
  /** Standard deviation of Gaussian jitter, in units of the plane (which runs from -2 to 2); 0 for real data. */
  noise: number;
  /** How many examples to generate; real data always gives all it has. */
  samples: number;
  /** Share of the examples that train, 0.1 to 0.9; the rest test. */
  trainShare: number;
  /** Input features, in order. Two-dimensional data: any of PlaneFeature. Real data: its own columns (all of them if empty). */
  features: string[];
  /** The reader's own points, where the dataset is 'points'; those it begins with where there are none. */
  points?: OwnPoint[];
  /** The reader's own table, where the dataset is 'table'. */
  table?: OwnTable;
}

/** A point that the reader has drawn: x1 and x2 from -2 to 2, and its class. */
export type OwnPoint = [x1: number, x2: number, label: 0 | 1];

/** Features of a point (x1, x2) of the plane. */
export type PlaneFeature = 'x1' | 'x2' | 'x1^2' | 'x2^2' | 'x1*x2' | 'sin(pi*x1)' | 'sin(pi*x2)';
