/** What the harness asks of every library: ways of training a network and of asking it, which it checks first and then times. No logic. */
import type { ActivationName } from '../../src/contract/model';
import type { BenchNetwork } from './networks';

/** One call by which a library can do the work. Where there are several, the fastest one that passes the check is timed. */
export interface Way<T> {
  /** As in code: 'optimizer.minimize()'. */
  call: string;
  make(): T | Promise<T>;
}

interface Timed {
  /** How many units make one optimizer step or one call: 1, or the number of examples where the library takes one at a time. */
  units: number;
  /** Does this many units; once it returns or resolves, weights or outputs are really there. */
  run(units: number): void | Promise<void>;
  dispose?(): void;
}

export interface Trainer extends Timed {
  /** Units from one update of the weights to the next, where that is not `units`. */
  unitsPerUpdate?: number;
  /** Whether it trains under squared error where the network's loss is another; its outputs here are then those that the error is taken of. */
  squaredError?: boolean;
  /** The outputs for n examples by the weights as they are now; where examples are single calls and slow, for the first of them. */
  outputs(x: Float32Array, n: number): Float32Array | Promise<Float32Array>;
}

export interface Predictor extends Timed {
  /** Whether each example is a call of its own. */
  single?: true;
  /** The outputs for the first of the inputs, n × outputs; for the first of its examples where they are single calls. */
  outputs(): Float32Array | Promise<Float32Array>;
}

/** Puts a picture of what a network says over the plane on a canvas: a unit is a whole picture. */
export interface Drawer extends Timed {
  /** What stands on the canvas after drawing: side × side × RGBA from the top left. */
  pixels(): Promise<Uint8ClampedArray>;
}

/** A library, ready, with the network's starting weights. */
export interface Contender {
  /** What runs, in words: a version, threads, a renderer. */
  detail: string;
  /** Where its steps are not those of the network as described (another loss, one update an example, …). Without it, three steps must give the reference's outputs. */
  trainsOtherwise?: string;
  /** Where it cannot have the network's own output activation. */
  output?: ActivationName;
  /** Left out where it cannot train. */
  trainers?: Way<Trainer>[];
  predictors?(inputs: Float32Array[], n: number): Way<Predictor>[];
  /** Instead of predictors where it draws the grid. */
  drawers?(side: number): Way<Drawer>[];
}

export interface ContenderModule {
  create(network: BenchNetwork, variant: string): Promise<Contender>;
}
