/**
 * A network on one of TF.js's backends. Its weights are one vector on the device, in the layout of a Snapshot, and so is each slot of
 * its optimizer: an update is then a dozen kernels for all layers together, instead of as many for every kernel and bias.
 */
import { dispose, keep, scalar, tensor, tidy, type Tensor, type TensorContainer } from '@tensorflow/tfjs-core';
import type { Evaluation, Examples, Inspection, Network, NetworkMemory, Snapshot, SplitName } from '../../contract/backend';
import type { Knobs, ModelSpec, OptimizerSpec } from '../../contract/model';
import { EngineError } from '../errors';
import { layoutOf, outputCount } from '../layout';
import { countRight, dataLoss, penalty } from '../losses';
import { validateSnapshot } from '../validate';
import type { Activated } from './tfjs-activations';
import { BoundData } from './tfjs-data';
import type { Host } from './tfjs-host';
import * as op from './tfjs-ops';
import { update, type OptimizerState } from './tfjs-optimizers';
import { Passes, type LayerTensors } from './tfjs-passes';

export class TfjsNetwork implements Network {
  readonly #passes: Passes;
  readonly #outputs: number;
  #state: OptimizerState;
  #step: number;
  /** The weights cut into layers, made when inference first wants them. */
  #layers: LayerTensors[] | null = null;
  #data: BoundData | null = null;
  #disposed = false;

  constructor(
    readonly host: Host,
    readonly model: ModelSpec,
    readonly optimizer: OptimizerSpec,
    start: Snapshot,
  ) {
    validateSnapshot(model, optimizer, start);
    this.#passes = new Passes(model, host.taste);
    this.#outputs = outputCount(model);
    this.#state = host.use(() => uploaded(start));
    this.#step = start.step;
  }

  bind(train: Examples, test: Examples): void {
    const data = new BoundData(this.model, train, test);
    this.#data?.dispose();
    this.#data = data;
  }

  async train(batches: readonly Uint32Array[], knobs: Knobs): Promise<number> {
    const data = this.#bound();
    const rate = this.#use(() => scalar(knobs.learningRate));
    let score: Tensor | undefined;
    try {
      for (const [i, rows] of batches.entries()) score = this.#trainOn(data, rows, knobs, rate, i === batches.length - 1);
    } finally {
      rate.dispose();
    }
    if (!score) return NaN;
    const rows = batches[batches.length - 1];
    return this.#lossOf((await this.#taken(score)).subarray(1), data.targets(rows), rows.length);
  }

  /** One step. Where asked for, what the batch's loss is computed from, after one of the new weights: once that is read, the update is done. */
  #trainOn(data: BoundData, rows: Uint32Array, knobs: Knobs, rate: Tensor, scored: boolean): Tensor | undefined {
    const { state, score } = this.#tidy(() => {
      const { x, y } = data.batch(rows);
      const { weights } = this.#state;
      const layers = this.#passes.split(weights);
      const passes = this.#passes.forward(layers, x);
      const gradient = this.#passes.gradient(weights, layers, passes, x, y, knobs);
      const state = this.#updated(gradient, knobs, rate);
      return { state, score: scored ? op.concat([op.slice(state.weights, 0, 1), this.#scored(passes)].map(op.row)) : undefined };
    });
    this.#replace(state);
    this.#step++;
    return score;
  }

  async evaluate(split: SplitName): Promise<Evaluation> {
    const data = this.#bound();
    const result = this.#tidy(() => {
      const { z, a } = last(this.#passes.forward(this.#inference(), data.inputs(split)));
      return op.concat([op.row(z), op.row(a)]);
    });
    const values = await this.#taken(result);
    const { n, y } = data.get(split);
    const logits = values.subarray(0, n * this.#outputs);
    const outputs = values.subarray(n * this.#outputs);
    return {
      loss: dataLoss(this.model.loss, logits, outputs, y, n, this.#outputs),
      accuracy: countRight(outputs, y, n, this.#outputs) / n,
    };
  }

  async inspect(rows: Uint32Array, knobs: Knobs): Promise<Inspection> {
    const data = this.#bound();
    const held: TensorContainer[] = [];
    const part = async <T extends TensorContainer>(work: () => T, result: (made: T) => Tensor) => {
      const start = performance.now();
      const made = this.#tidy(work);
      held.push(made);
      await this.host.settle(result(made));
      return { made, ms: performance.now() - start };
    };
    try {
      const { weights } = this.#state;
      const forward = await part(
        () => {
          const { x, y } = data.batch(rows);
          const layers = this.#passes.split(weights);
          const passes = this.#passes.forward(layers, x);
          return { x, y, layers, passes, score: op.flat(this.#scored(passes)) };
        },
        ({ score }) => score,
      );
      const { x, y, layers, passes, score } = forward.made;
      const backward = await part(
        () => this.#passes.gradient(weights, layers, passes, x, y, knobs),
        (gradient) => gradient,
      );
      const update = await part(
        () => this.#updated(backward.made, knobs, scalar(knobs.learningRate)),
        (state) => state.weights,
      );
      return {
        loss: this.#lossOf(await this.host.read(score), data.targets(rows), rows.length),
        penalty: penalty(layoutOf(this.model), (await this.snapshot()).weights, knobs),
        gradient: (await this.host.read(backward.made)).slice(),
        ms: { forward: forward.ms, backward: backward.ms, update: update.ms },
      };
    } finally {
      dispose(held);
    }
  }

  async predict(x: Float32Array, n: number): Promise<Float32Array> {
    return (await this.#taken(this.#tidy(() => this.#output(this.#input(x, n))))).slice();
  }

  forward(x: Float32Array, n: number): ReturnType<Network['forward']> {
    const input = this.#use(() => this.#input(x.slice(), n));
    let result: Tensor | null = null;
    return {
      run: () => {
        const next = this.#tidy(() => this.#output(input));
        result?.dispose();
        result = next;
      },
      // The whole output is read: then the answer is in hand, as it is after predict.
      sync: async () => {
        if (result) await this.host.read(result);
      },
      dispose: () => {
        input.dispose();
        result?.dispose();
      },
    };
  }

  async activations(x: Float32Array): Promise<Float32Array> {
    const result = this.#tidy(() => {
      const passes = this.#passes.forward(this.#inference(), this.#input(x, 1));
      return op.concat(passes.map(({ a }) => op.row(a)));
    });
    return (await this.#taken(result)).slice();
  }

  async snapshot(): Promise<Snapshot> {
    const { weights, slots } = this.#state;
    const step = this.#step;
    // A copy is read, and one number more makes sure that it is one: TF.js takes a tensor that is read off a GPU.
    const values = await this.#taken(this.#tidy(() => op.concat([weights, ...slots, tensor([0])].map(op.row))));
    const part = (i: number) => values.slice(i * weights.size, (i + 1) * weights.size);
    return { step, weights: part(0), slots: slots.map((_, i) => part(i + 1)) };
  }

  restore(snapshot: Snapshot): void {
    validateSnapshot(this.model, this.optimizer, snapshot);
    this.#replace(this.#use(() => uploaded(snapshot)));
    this.#step = snapshot.step;
  }

  memory(): NetworkMemory {
    const layers = this.#layers?.flatMap(({ kernel, bias }) => [kernel, bias]) ?? [];
    const tensors = [
      this.#state.weights,
      ...this.#state.slots,
      ...layers,
      ...this.#passes.tensors,
      ...(this.#data?.tensors ?? []),
    ];
    const bytes = tensors.reduce((sum, { size }) => sum + 4 * size, 0);
    return {
      bytes,
      how: 'the sizes of its tensors, 4 bytes a number: weights, optimizer state, constants, and the data that was evaluated',
    };
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#dropLayers();
    dispose(this.#state);
    this.#passes.dispose();
    this.#data?.dispose();
    this.host.forget(this);
  }

  #use<T>(work: () => T): T {
    if (this.#disposed)
      throw new EngineError('internal', 'This network has been disposed of.', 'Build a new one from a snapshot.');
    return this.host.use(work);
  }

  #tidy<T extends TensorContainer>(work: () => T): T {
    return this.#use(() => tidy(work));
  }

  #bound(): BoundData {
    if (!this.#data)
      throw new EngineError('internal', 'This network has no data yet.', 'Call bind before training or evaluating.');
    return this.#data;
  }

  #input(x: Float32Array, n: number): Tensor {
    return tensor(x, [1, n, this.model.inputs]);
  }

  /** Layers of the present weights, kept until the weights change. */
  #inference(): LayerTensors[] {
    this.#layers ??= this.#passes
      .split(this.#state.weights)
      .map(({ kernel, bias }) => ({ kernel: keep(kernel), bias: keep(bias) }));
    return this.#layers;
  }

  #output(input: Tensor): Tensor {
    return last(this.#passes.forward(this.#inference(), input)).a;
  }

  #updated(gradient: Tensor, { learningRate }: Knobs, rate: Tensor): OptimizerState {
    return update(
      this.optimizer,
      this.#state,
      gradient,
      { tensor: rate, value: learningRate },
      this.#step + 1,
      this.#passes.constants,
    );
  }

  #replace(state: OptimizerState): void {
    this.#dropLayers();
    dispose(this.#state);
    this.#state = state;
  }

  #dropLayers(): void {
    if (this.#layers) dispose(this.#layers);
    this.#layers = null;
  }

  /** What the loss is computed from: mean squared error from the outputs, the cross-entropies from the logits. */
  #scored(passes: Activated[]): Tensor {
    const { z, a } = last(passes);
    return this.model.loss === 'meanSquaredError' ? a : z;
  }

  #lossOf(scored: Float32Array, targets: Float32Array, n: number): number {
    return dataLoss(this.model.loss, scored, scored, targets, n, this.#outputs);
  }

  /** Reads a tensor and disposes of it. */
  async #taken(result: Tensor): Promise<Float32Array> {
    try {
      return await this.host.read(result);
    } finally {
      result.dispose();
    }
  }
}

function last(passes: readonly Activated[]): Activated {
  return passes[passes.length - 1];
}

/** Copies: TF.js's cpu backend computes on the very array it is given. */
function uploaded({ weights, slots }: Snapshot): OptimizerState {
  return { weights: tensor(weights.slice()), slots: slots.map((slot) => tensor(slot.slice())) };
}
