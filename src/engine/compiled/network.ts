/** A network on the compiled backend: its memory, the functions written for its shape, and what can be asked of them. */
import type { Evaluation, Examples, Inspection, Network, NetworkMemory, Snapshot, SplitName } from '../../contract/backend';
import type { Knobs, ModelSpec, OptimizerSpec } from '../../contract/model';
import { EngineError } from '../errors';
import { layoutOf, outputCount } from '../layout';
import { countRight, dataLoss, penalty } from '../losses';
import { layerActivations } from '../plain/inference';
import { validateSnapshot } from '../validate';
import { grow, newMemory, newSharedMemory } from './allocation';
import { Functions } from './functions';
import { placesOf, type Places, type Room } from './memory';
import { copyIn, copyOut, pack, rowsAt, transpose, unpacked } from './packing';
import { describe, type Described, type Wanted } from './steps';
import type { SecondThread } from './second-thread';

export class CompiledNetwork implements Network {
  readonly #outputs: number;
  readonly #memory: WebAssembly.Memory;
  #floats: Float32Array;
  #words: Uint32Array;
  #room: Room = { train: 0, test: 0, capacity: 0, inspection: false };
  #places: Places;
  readonly #functions: Functions;
  /** The splits' targets, for losses and accuracies, which are computed in double precision. */
  #targets: Record<SplitName, Float32Array> | null = null;
  /** The outputs last asked for, as a part of the memory. */
  #answered: Float32Array = new Float32Array(0);
  #step: number;
  #disposed = false;

  /** @throws EngineError 'backend-missing' where it takes more memory than there is */
  constructor(
    readonly model: ModelSpec,
    readonly optimizer: OptimizerSpec,
    start: Snapshot,
    relaxed: boolean,
    second: SecondThread | null = null,
  ) {
    validateSnapshot(model, optimizer, start);
    this.#outputs = outputCount(model);
    this.#places = placesOf(model, optimizer, this.#room);
    const shared = second && !this.#places.small ? newSharedMemory(this.#places.bytes) : null;
    this.#memory = shared ?? newMemory(this.#places.bytes);
    this.#functions = new Functions(model, optimizer, relaxed, this.#memory, shared && second, this.#places);
    this.#floats = new Float32Array(this.#memory.buffer);
    this.#words = new Uint32Array(this.#memory.buffer);
    this.#step = start.step;
    this.#upload(start);
  }

  bind(train: Examples, test: Examples): void {
    for (const examples of [train, test]) this.#check(examples);
    this.#lay({ ...this.#room, train: train.n, test: test.n });
    const { data } = this.#places;
    for (const [split, { n, x, y }] of [['train', train] as const, ['test', test] as const]) {
      this.#floats.set(x, data[split].x / 4);
      for (let i = 0; i < n; i++)
        for (let j = 0; j < this.#outputs; j++)
          this.#floats[(data[split].y + i * this.#places.outputStride) / 4 + j] = y[i * this.#outputs + j];
    }
    this.#targets = { train: train.y.slice(), test: test.y.slice() };
  }

  async train(batches: readonly Uint32Array[], knobs: Knobs): Promise<number> {
    const { train: targets } = this.#bound();
    if (batches.length === 0) return NaN;
    const most = largest(batches);
    this.#makeRoom(most);
    for (let first = 0; first < batches.length;) first = this.#stretch(batches, first, most, knobs);
    return this.#batchLoss(batches[batches.length - 1], targets);
  }

  /** Takes some steps from the batch `first` on, by one thread or two. @returns the first batch that is left */
  #stretch(batches: readonly Uint32Array[], first: number, most: number, knobs: Knobs): number {
    const functions = this.#functions;
    const both = functions.together(6 * most);
    const choice = functions.choices.train;
    const way = both ? choice.next() : 'alone';
    const train = both && way === 'both' ? both.train : functions.train(knobs.batchSize);
    const start = both ? performance.now() : 0;
    const { from, to, left } = this.#describe({ batches, first, most: functions.stretch(6 * most) }, knobs);
    train(from, to);
    this.#step += left - first;
    if (both) choice.took(way, performance.now() - start, (left - first) * most);
    return left;
  }

  async evaluate(split: SplitName): Promise<Evaluation> {
    const targets = this.#bound()[split];
    const { data, inference } = this.#places;
    const n = this.#room[split];
    const units = this.#outputs;
    let loss = 0;
    let right = 0;
    const functions = this.#functions;
    const both = functions.choices.infer.better === 'both' ? functions.together(2 * Math.min(n, inference.rows)) : null;
    const infer = both?.infer ?? functions.infer();
    for (let first = 0; first < n; first += inference.rows) {
      const count = Math.min(inference.rows, n - first);
      infer(data[split].x + 4 * first * this.model.inputs, count);
      const [logits, outputs] = [inference.logits, inference.outputs].map((at) =>
        this.#floats.subarray(at / 4, at / 4 + count * units),
      );
      const wanted = targets.subarray(first * units, (first + count) * units);
      loss += count * dataLoss(this.model.loss, logits, outputs, wanted, count, units);
      right += countRight(outputs, wanted, count, units);
    }
    return { loss: loss / n, accuracy: right / n };
  }

  async inspect(batch: Uint32Array, knobs: Knobs): Promise<Inspection> {
    const { train: targets } = this.#bound();
    this.#lay({ ...this.#room, inspection: true });
    this.#makeRoom(batch.length);
    const inspect = this.#functions.inspect();
    const { from } = this.#describe({ batches: [batch], first: 0, most: 1 }, knobs);
    if (this.#places.small) transpose(this.#floats, this.#places.layers);
    const { inspection, parameterBytes, slots, weights } = this.#places;
    for (const [i, from] of [weights, ...slots].entries())
      this.#floats.copyWithin(inspection.weights / 4 + (i * parameterBytes) / 4, from / 4, (from + parameterBytes) / 4);
    const timed = (part: 'forward' | 'backward' | 'update') => {
      const start = performance.now();
      inspect[part](from);
      return performance.now() - start;
    };
    const ms = { forward: timed('forward'), backward: timed('backward'), update: timed('update') };
    return {
      loss: this.#batchLoss(batch, targets),
      penalty: penalty(layoutOf(this.model), this.#unpacked(weights), knobs),
      gradient: this.#unpacked(inspection.gradient),
      ms,
    };
  }

  async predict(x: Float32Array, n: number): Promise<Float32Array> {
    const outputs = new Float32Array(n * this.#outputs);
    this.#predict(x, n, outputs);
    return outputs;
  }

  predictInto(x: Float32Array, n: number, outputs: Float32Array): void {
    this.#predict(x, n, outputs);
  }

  forward(x: Float32Array, n: number): ReturnType<Network['forward']> {
    const inputs = x.slice();
    const outputs = new Float32Array(n * this.#outputs);
    return {
      run: () => this.#predict(inputs, n, outputs),
      // The result stands in `outputs` as soon as run returns, and there is nothing to free.
      sync: async () => {},
      dispose: () => {},
    };
  }

  async activations(x: Float32Array): Promise<Float32Array> {
    return layerActivations(this.model, this.#unpacked(this.#places.weights), x);
  }

  async snapshot(): Promise<Snapshot> {
    const { weights, slots } = this.#places;
    return { step: this.#step, weights: this.#unpacked(weights), slots: slots.map((slot) => this.#unpacked(slot)) };
  }

  restore(snapshot: Snapshot): void {
    validateSnapshot(this.model, this.optimizer, snapshot);
    this.#upload(snapshot);
    this.#step = snapshot.step;
  }

  memory(): NetworkMemory {
    return {
      bytes: this.#memory.buffer.byteLength,
      how: 'the WebAssembly memory of this network, in whole pages: weights (most of them twice, the second time transposed), optimizer state, activations and gradients of the largest batch so far, both splits of the data',
    };
  }

  /** Nothing is held but ordinary memory: the garbage collector takes it. */
  dispose(): void {
    this.#disposed = true;
    this.#targets = null;
    this.#functions.leave();
  }

  #bound(): Record<SplitName, Float32Array> {
    this.#alive();
    if (!this.#targets)
      throw new EngineError('internal', 'This network has no data yet.', 'Call bind before training or evaluating.');
    return this.#targets;
  }

  #alive(): void {
    if (this.#disposed)
      throw new EngineError('internal', 'This network has been disposed of.', 'Build a new one from a snapshot.');
  }

  #check({ n, x, y }: Examples): void {
    if (x.length !== n * this.model.inputs || y.length !== n * this.#outputs)
      throw new EngineError(
        'bad-data',
        `${n} examples of ${x.length} inputs and ${y.length} targets in all do not fit a network of ${this.model.inputs} inputs and ${this.#outputs} outputs.`,
        'Choose a network that fits the data.',
      );
  }

  /** A larger batch than ever before gets room for twice as much as it needs, since the code is written anew for it. */
  #makeRoom(batch: number): void {
    if (batch > this.#room.capacity) this.#lay({ ...this.#room, capacity: Math.max(64, 2 ** Math.ceil(Math.log2(batch))) });
  }

  /** Lays the memory out for this much. Weights and slots stand before all that moves. */
  #lay(room: Room): void {
    const known = this.#room;
    const same = (Object.keys(room) as (keyof Room)[]).every((key) => room[key] === known[key]);
    if (same) return;
    const places = placesOf(this.model, this.optimizer, room);
    grow(this.#memory, places.bytes);
    this.#floats = new Float32Array(this.#memory.buffer);
    this.#words = new Uint32Array(this.#memory.buffer);
    this.#answered = new Float32Array(0);
    // What fills up rows must be zeros, and may lie where other numbers were.
    const moved = room.train !== known.train || room.test !== known.test;
    this.#floats.fill(0, (moved ? places.data.train.x : places.batch.rows) / 4);
    this.#places = places;
    this.#room = room;
    this.#functions.moveTo(places);
  }

  #describe(wanted: Wanted, knobs: Knobs): Described {
    const memory = { floats: this.#floats, words: this.#words };
    const shape = { model: this.model, optimizer: this.optimizer, places: this.#places };
    return describe(memory, shape, wanted, knobs, this.#step, this.#room.train);
  }

  /** Data loss of the batch last taken. */
  #batchLoss(batch: Uint32Array, targets: Float32Array): number {
    const n = batch.length;
    const units = this.#outputs;
    const { z, a, stride } = this.#places.layers[this.#places.layers.length - 1];
    const [logits, outputs] = [z, a].map((at) => rowsAt(this.#floats, at, stride, n, units));
    const wanted = new Float32Array(n * units);
    for (let i = 0; i < n; i++) for (let j = 0; j < units; j++) wanted[i * units + j] = targets[batch[i] * units + j];
    return dataLoss(this.model.loss, logits, outputs, wanted, n, units);
  }

  /** Written for networks of a few units, where whatever is done beside the arithmetic takes longer than that. */
  #predict(x: Float32Array, n: number, outputs: Float32Array): void {
    this.#alive();
    const floats = this.#floats;
    const { rows, x: into } = this.#places.inference;
    const functions = this.#functions;
    const both = functions.together(2 * Math.min(n, rows));
    const way = both ? functions.choices.infer.next() : 'alone';
    const infer = both && way === 'both' ? both.infer : functions.infer();
    const start = both ? performance.now() : 0;
    const { inputs } = this.model;
    const units = this.#outputs;
    for (let first = 0; first < n; first += rows) {
      const count = Math.min(rows, n - first);
      copyIn(floats, x, first * inputs, count * inputs, into);
      infer(into, count);
      copyOut(this.#answers(count * units), outputs, first * units);
    }
    if (both) functions.choices.infer.took(way, performance.now() - start, n);
  }

  /** So many numbers of the outputs. The view is kept, since making one takes as long as a small network. */
  #answers(count: number): Float32Array {
    if (this.#answered.length !== count) {
      const at = this.#places.inference.outputs / 4;
      this.#answered = this.#floats.subarray(at, at + count);
    }
    return this.#answered;
  }

  #upload({ weights, slots }: Snapshot): void {
    const places = this.#places;
    pack(this.#floats, places, weights, places.weights);
    for (const [i, slot] of slots.entries()) pack(this.#floats, places, slot, places.slots[i]);
    transpose(this.#floats, places.layers);
  }

  #unpacked(at: number): Float32Array {
    return unpacked(this.#floats, this.#places, at);
  }
}

function largest(batches: readonly Uint32Array[]): number {
  let most = 0;
  for (const { length } of batches) most = Math.max(most, length);
  return most;
}
