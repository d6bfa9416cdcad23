/**
 * The examples of a network on TF.js. Batches are gathered on the host and uploaded: measured on all four backends, that is faster than
 * uploading row numbers and running TF.js's gather. Whole splits stay on the device once they have been evaluated.
 */
import { keep, tensor, type Tensor } from '@tensorflow/tfjs-core';
import type { Examples, SplitName } from '../../contract/backend';
import type { ModelSpec } from '../../contract/model';
import { EngineError } from '../errors';
import { outputCount } from '../layout';

export class BoundData {
  readonly #splits: Record<SplitName, Examples>;
  readonly #onDevice = new Map<SplitName, Tensor>();

  /** @throws EngineError 'bad-data' where the examples do not fit the network */
  constructor(
    readonly model: ModelSpec,
    train: Examples,
    test: Examples,
  ) {
    this.#splits = { train: copied(model, train), test: copied(model, test) };
  }

  get(split: SplitName): Examples {
    return this.#splits[split];
  }

  /** All of a split's inputs, [1, n, inputs]. */
  inputs(split: SplitName): Tensor {
    let inputs = this.#onDevice.get(split);
    if (!inputs) {
      const { n, x } = this.#splits[split];
      inputs = keep(tensor(x, [1, n, this.model.inputs]));
      this.#onDevice.set(split, inputs);
    }
    return inputs;
  }

  /** Rows of the train split, [1, rows, inputs] and [1, rows, outputs]. */
  batch(rows: Uint32Array): { x: Tensor; y: Tensor } {
    const { inputs } = this.model;
    return {
      x: tensor(gathered(this.#splits.train.x, rows, inputs), [1, rows.length, inputs]),
      y: tensor(this.targets(rows), [1, rows.length, outputCount(this.model)]),
    };
  }

  /** Their targets on the host. */
  targets(rows: Uint32Array): Float32Array {
    return gathered(this.#splits.train.y, rows, outputCount(this.model));
  }

  get tensors(): Tensor[] {
    return [...this.#onDevice.values()];
  }

  dispose(): void {
    for (const inputs of this.tensors) inputs.dispose();
    this.#onDevice.clear();
  }
}

/** TF.js's cpu backend computes on the very array it is given: no caller may still write to it. */
function copied(model: ModelSpec, { n, x, y }: Examples): Examples {
  if (x.length !== n * model.inputs || y.length !== n * outputCount(model))
    throw new EngineError(
      'bad-data',
      `${n} examples of ${x.length} inputs and ${y.length} targets in all do not fit a network of ${model.inputs} inputs and ${outputCount(model)} outputs.`,
      'Choose a network that fits the data.',
    );
  return { n, x: x.slice(), y: y.slice() };
}

function gathered(from: Float32Array, rows: Uint32Array, width: number): Float32Array {
  const to = new Float32Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) for (let j = 0; j < width; j++) to[i * width + j] = from[rows[i] * width + j];
  return to;
}
