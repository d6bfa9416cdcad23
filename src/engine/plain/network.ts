/** A network on the plain backend: its weights, its optimizer's state and its data, and what can be asked of them. */
import type { Evaluation, Examples, Inspection, Network, NetworkMemory, Snapshot, SplitName } from '../../contract/backend';
import type { Knobs, ModelSpec, OptimizerSpec } from '../../contract/model';
import { EngineError } from '../errors';
import { layoutOf, outputCount } from '../layout';
import { countRight, dataLoss, penalty } from '../losses';
import { validateSnapshot } from '../validate';
import { ForwardPass, layerActivations } from './inference';
import { TrainingPass } from './training';
import { applyUpdate } from './update';

export class PlainNetwork implements Network {
  readonly #weights: Float32Array;
  readonly #slots: Float32Array[];
  readonly #gradient: Float32Array;
  readonly #inference: ForwardPass;
  #training: TrainingPass;
  #data: Record<SplitName, Examples> | null = null;
  #step: number;

  constructor(
    readonly model: ModelSpec,
    readonly optimizer: OptimizerSpec,
    start: Snapshot,
  ) {
    validateSnapshot(model, optimizer, start);
    this.#weights = start.weights.slice();
    this.#slots = start.slots.map((slot) => slot.slice());
    this.#step = start.step;
    this.#gradient = new Float32Array(start.weights.length);
    this.#inference = new ForwardPass(model);
    this.#training = new TrainingPass(model, 0);
  }

  bind(train: Examples, test: Examples): void {
    this.#data = { train: this.#copied(train), test: this.#copied(test) };
  }

  async train(batches: readonly Uint32Array[], knobs: Knobs): Promise<number> {
    const { train } = this.#bound();
    for (const batch of batches) this.#makeRoom(batch.length);
    for (const batch of batches) {
      this.#training.gather(train, batch);
      this.#training.forward(this.#weights);
      this.#training.backward(this.#weights, this.#gradient, knobs);
      this.#step++;
      applyUpdate(this.optimizer, this.#weights, this.#slots, this.#gradient, knobs.learningRate, this.#step);
    }
    return this.#training.loss();
  }

  async evaluate(split: SplitName): Promise<Evaluation> {
    const { n, x, y } = this.#bound()[split];
    const units = outputCount(this.model);
    let loss = 0;
    let right = 0;
    this.#inference.blocks(this.#weights, x, n, this.model.layers.length - 1, (outputs, first, count) => {
      const targets = y.subarray(first * units, (first + count) * units);
      loss += count * dataLoss(this.model.loss, this.#inference.logits, outputs, targets, count, units);
      right += countRight(outputs, targets, count, units);
    });
    return { loss: loss / n, accuracy: right / n };
  }

  async inspect(batch: Uint32Array, knobs: Knobs): Promise<Inspection> {
    this.#makeRoom(batch.length);
    const pass = this.#training;
    pass.gather(this.#bound().train, batch);
    const forward = time(() => pass.forward(this.#weights));
    const backward = time(() => pass.backward(this.#weights, this.#gradient, knobs));
    const weights = this.#weights.slice();
    const slots = this.#slots.map((slot) => slot.slice());
    const update = time(() => applyUpdate(this.optimizer, weights, slots, this.#gradient, knobs.learningRate, this.#step + 1));
    return {
      loss: pass.loss(),
      penalty: penalty(layoutOf(this.model), this.#weights, knobs),
      gradient: this.#gradient.slice(),
      ms: { forward, backward, update },
    };
  }

  async predict(x: Float32Array, n: number): Promise<Float32Array> {
    const outputs = new Float32Array(n * outputCount(this.model));
    this.#inference.predict(this.#weights, x, n, outputs);
    return outputs;
  }

  predictInto(x: Float32Array, n: number, outputs: Float32Array): void {
    this.#inference.predict(this.#weights, x, n, outputs);
  }

  forward(x: Float32Array, n: number): ReturnType<Network['forward']> {
    const inputs = x.slice();
    const outputs = new Float32Array(n * outputCount(this.model));
    return {
      run: () => this.#inference.predict(this.#weights, inputs, n, outputs),
      // The result stands in `outputs` as soon as run returns, and there is nothing to free.
      sync: async () => {},
      dispose: () => {},
    };
  }

  async activations(x: Float32Array): Promise<Float32Array> {
    return layerActivations(this.model, this.#weights, x);
  }

  async snapshot(): Promise<Snapshot> {
    return { step: this.#step, weights: this.#weights.slice(), slots: this.#slots.map((slot) => slot.slice()) };
  }

  restore(snapshot: Snapshot): void {
    validateSnapshot(this.model, this.optimizer, snapshot);
    this.#weights.set(snapshot.weights);
    for (const [i, slot] of this.#slots.entries()) slot.set(snapshot.slots[i]);
    this.#step = snapshot.step;
  }

  memory(): NetworkMemory {
    const parameters = (2 + this.#slots.length) * this.#weights.byteLength;
    const data = this.#data ? bytesOf(this.#data.train) + bytesOf(this.#data.test) : 0;
    const bytes = parameters + this.#training.bytes + this.#inference.bytes + data;
    return {
      bytes,
      how: 'the lengths of its typed arrays: weights, gradient, optimizer state, activations of the largest batch so far, both splits of the data',
    };
  }

  /** Nothing is held but ordinary memory: the garbage collector takes it. */
  dispose(): void {
    this.#data = null;
  }

  #bound(): Record<SplitName, Examples> {
    if (!this.#data)
      throw new EngineError('internal', 'This network has no data yet.', 'Call bind before training or evaluating.');
    return this.#data;
  }

  #copied({ n, x, y }: Examples): Examples {
    if (x.length !== n * this.model.inputs || y.length !== n * outputCount(this.model))
      throw new EngineError(
        'bad-data',
        `${n} examples of ${x.length} inputs and ${y.length} targets in all do not fit a network of ${this.model.inputs} inputs and ${outputCount(this.model)} outputs.`,
        'Choose a network that fits the data.',
      );
    return { n, x: x.slice(), y: y.slice() };
  }

  /** A larger batch than ever before gets larger arrays; otherwise the old ones serve again. */
  #makeRoom(batchSize: number): void {
    if (batchSize > this.#training.capacity) this.#training = new TrainingPass(this.model, batchSize);
  }
}

function bytesOf({ x, y }: Examples): number {
  return x.byteLength + y.byteLength;
}

/** Milliseconds of one call. */
function time(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}
