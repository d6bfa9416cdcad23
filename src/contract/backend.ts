/**
 * The one interface of every backend: builds a network, trains it step by step, predicts with it.
 * One suite (test/engine/backends) holds every implementation to it. No logic.
 */
import type { BackendName, Knobs, ModelSpec, OptimizerSpec } from './model';

/** What ran, in words the page can show. */
export interface BackendInfo {
  name: BackendName;
  /** E.g. 'SIMD, 4 threads' or 'WebGL 2'. */
  variant: string;
  /** Renderer or adapter string of a GPU backend. */
  renderer?: string;
  /** True where a GPU backend runs on a software renderer (SwiftShader, llvmpipe, …). */
  software: boolean;
  /** True where results must be read back from a device before they can be used. */
  readback: boolean;
}

/**
 * Everything a network and its optimizer remember, on the host.
 * Layout of `weights`, and of each slot: for each layer its kernel, [inputs × units] row-major by input,
 * then its bias, [units]. See src/engine/layout.ts.
 */
export interface Snapshot {
  /** Optimizer steps done so far. */
  step: number;
  weights: Float32Array;
  /** Optimizer state, one array of weights.length each: none for SGD, v for momentum, a for AdaGrad and RMSProp, m then v for Adam. */
  slots: Float32Array[];
}

/** A snapshot of a run: also where its data order stands. */
export interface Checkpoint extends Snapshot {
  /** Passes over the train split completed. */
  epoch: number;
  /** Examples of the present epoch already taken. */
  position: number;
}

/** Examples as one backend takes them: x is n × inputs, y is n × outputs (labels one-hot, 0/1 for one output, or any number to be predicted). */
export interface Examples {
  n: number;
  x: Float32Array;
  y: Float32Array;
}

export type SplitName = 'train' | 'test';

export interface Evaluation {
  /** Mean data loss, without penalty. */
  loss: number;
  /** Share of examples whose class is right, 0 to 1. Says nothing where the targets are no classes. */
  accuracy: number;
}

/** One step unfused, for looking at: nothing is changed. */
export interface Inspection {
  /** Data loss of the batch, without penalty. */
  loss: number;
  /** The penalty beside it. */
  penalty: number;
  /** Gradient of loss and penalty, in the layout of weights. */
  gradient: Float32Array;
  /** Milliseconds of each part, measured once around it with its result in hand. Repeat for a median. */
  ms: { forward: number; backward: number; update: number };
}

/** A network built on a backend. All arrays passed in are copied or uploaded; none is kept. */
export interface Network {
  /** Gives the examples for training and testing. Must be called before train, evaluate and inspect. */
  bind(train: Examples, test: Examples): void;
  /**
   * One optimizer step for each batch of row numbers of the train split, in order.
   * Resolves once the weights are really updated (a GPU's queue has drained), with the data loss of the last batch.
   */
  train(batches: readonly Uint32Array[], knobs: Knobs): Promise<number>;
  /** Loss and accuracy over a whole split. */
  evaluate(split: SplitName): Promise<Evaluation>;
  /** One step on this batch, unfused and timed by part; weights and optimizer state stay as they were. */
  inspect(batch: Uint32Array, knobs: Knobs): Promise<Inspection>;
  /** Outputs, n × outputs, with the result in hand. The whole of x is one batch: it is never split. */
  predict(x: Float32Array, n: number): Promise<Float32Array>;
  /**
   * The same without a promise and without a new array, where the arithmetic is done in this thread: the outputs stand in `outputs` when it
   * returns. For a network of a few units the promise would cost more than the network.
   */
  predictInto?(x: Float32Array, n: number, outputs: Float32Array): void;
  /** Uploads x once, then gives a function that runs the forward pass on it; `sync` waits for the last result to be readable. Dispose it after. */
  forward(x: Float32Array, n: number): { run(): void; sync(): Promise<void>; dispose(): void };
  /** Activations of every layer for one example, concatenated layer by layer (inputs not included). */
  activations(x: Float32Array): Promise<Float32Array>;
  snapshot(): Promise<Snapshot>;
  restore(snapshot: Snapshot): void;
  /** Bytes the network really holds now (weights and optimizer state and bound data), as the backend counts them. */
  memory(): NetworkMemory;
  dispose(): void;
}

export interface NetworkMemory {
  bytes: number;
  /** How they were counted, in words. */
  how: string;
}

/** A way of doing the arithmetic. Made once a worker; builds many networks. */
export interface Backend {
  readonly name: BackendName;
  /** Loads what is needed and makes sure it works. Throws an EngineError with code 'backend-missing' where the browser lacks it. */
  ready(): Promise<BackendInfo>;
  /** Makes this backend the current one for what follows (TF.js's is global). Called before each slice. */
  activate(): Promise<void>;
  /** @throws EngineError 'bad-model' where the spec breaks a rule */
  build(model: ModelSpec, optimizer: OptimizerSpec, start: Snapshot): Network;
  /** Settles (with a reason) when the device is lost; never settles otherwise. */
  readonly lost: Promise<string>;
  /** After a loss: forgets the device, so that ready() makes a new one. */
  reset(): Promise<void>;
  /** For tests: loses the device on purpose, where there is one that can be lost. */
  lose?(): void;
  /** Live tensors, where the backend counts them (tf.memory().numTensors), else 0. */
  tensors(): number;
}
