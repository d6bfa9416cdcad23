/** A network on the compiled backend: its memory, the functions written for its shape, and what can be asked of them. */
import type { Evaluation, Examples, Inspection, Network, NetworkMemory, Snapshot, SplitName } from '../../contract/backend';
import type { Knobs, ModelSpec, OptimizerSpec } from '../../contract/model';
import { EngineError } from '../errors';
import { layoutOf, outputCount } from '../layout';
import { countRight, dataLoss, penalty } from '../losses';
import { layerActivations } from '../plain/inference';
import { validateSnapshot } from '../validate';
import { inferenceModule } from './inference';
import { fitsLanes, lanesInferenceModule, lanesTrainingModule } from './lanes';
import { placesOf, step, STEP_BYTES, STEPS, type Places, type Room } from './memory';
import { inspectionModule, trainingModule, type Shape } from './training';
import { corrections } from './updates';

type Call = (a: number, b: number) => void;

interface Functions {
  infer: Call | null;
  train: Call | null;
  inspect: Inspect | null;
}

type Inspect = Record<'forward' | 'backward' | 'update', (at: number) => void>;

const PAGE = 65_536;

export class CompiledNetwork implements Network {
  readonly #outputs: number;
  readonly #memory: WebAssembly.Memory;
  /** Whether it is written out with examples in the lanes. Inspection takes it layer by layer all the same. */
  readonly #small: boolean;
  #floats: Float32Array;
  #words: Uint32Array;
  #room: Room = { train: 0, test: 0, capacity: 0, inspection: false };
  #places: Places;
  #functions: Functions = { infer: null, train: null, inspect: null };
  /** The splits' targets, for losses and accuracies, which are computed in double precision. */
  #targets: Record<SplitName, Float32Array> | null = null;
  #step: number;
  #disposed = false;

  /** @throws EngineError 'backend-missing' where it takes more memory than there is */
  constructor(
    readonly model: ModelSpec,
    readonly optimizer: OptimizerSpec,
    start: Snapshot,
    readonly relaxed: boolean,
  ) {
    validateSnapshot(model, optimizer, start);
    this.#outputs = outputCount(model);
    this.#places = placesOf(model, optimizer, this.#room);
    this.#small = fitsLanes(model, this.#places);
    this.#memory = newMemory(this.#places.bytes);
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
    this.#makeRoom(largest(batches));
    const train = (this.#functions.train ??= this.#compiled(this.#small ? lanesTrainingModule : trainingModule)['train']);
    for (let first = 0; first < batches.length;) {
      const end = this.#describe(batches, first, knobs);
      train(this.#places.steps, this.#places.steps + (end - first) * STEP_BYTES);
      this.#step += end - first;
      first = end;
    }
    return this.#batchLoss(batches[batches.length - 1], targets);
  }

  async evaluate(split: SplitName): Promise<Evaluation> {
    const targets = this.#bound()[split];
    const { data, inference } = this.#places;
    const n = this.#room[split];
    const units = this.#outputs;
    const [logits, outputs] = [new Float32Array(inference.rows * units), new Float32Array(inference.rows * units)];
    let loss = 0;
    let right = 0;
    this.#infer(n, (first, count) => {
      this.#run(data[split].x + 4 * first * this.model.inputs, count);
      this.#rows(inference.logits, this.#places.outputStride, count, logits, 0);
      this.#rows(inference.outputs, this.#places.outputStride, count, outputs, 0);
      const wanted = targets.subarray(first * units, (first + count) * units);
      loss += count * dataLoss(this.model.loss, logits, outputs, wanted, count, units);
      right += countRight(outputs, wanted, count, units);
    });
    return { loss: loss / n, accuracy: right / n };
  }

  async inspect(batch: Uint32Array, knobs: Knobs): Promise<Inspection> {
    const { train: targets } = this.#bound();
    this.#lay({ ...this.#room, inspection: true });
    this.#makeRoom(batch.length);
    const inspect = (this.#functions.inspect ??= this.#inspection());
    this.#describe([batch], 0, knobs);
    if (this.#small) this.#transpose();
    const { inspection, parameterBytes, slots, steps, weights } = this.#places;
    for (const [i, from] of [weights, ...slots].entries())
      this.#floats.copyWithin(inspection.weights / 4 + (i * parameterBytes) / 4, from / 4, (from + parameterBytes) / 4);
    const timed = (part: 'forward' | 'backward' | 'update') => {
      const start = performance.now();
      inspect[part](steps);
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
    this.#functions = { infer: null, train: null, inspect: null };
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

  /** Lays the memory out for this much. Weights and slots stand before all that moves; the functions are written anew when first wanted. */
  #lay(room: Room): void {
    const known = this.#room;
    const same = (Object.keys(room) as (keyof Room)[]).every((key) => room[key] === known[key]);
    if (same) return;
    const places = placesOf(this.model, this.optimizer, room);
    grow(this.#memory, places.bytes);
    this.#floats = new Float32Array(this.#memory.buffer);
    this.#words = new Uint32Array(this.#memory.buffer);
    // What fills up rows must be zeros, and may lie where other numbers were.
    const moved = room.train !== known.train || room.test !== known.test;
    this.#floats.fill(0, (moved ? places.data.train.x : places.batch.rows) / 4);
    this.#places = places;
    this.#room = room;
    this.#functions = { infer: this.#functions.infer, train: null, inspect: null };
  }

  #compiled(write: (shape: Shape, relaxed: boolean) => Uint8Array<ArrayBuffer>): Record<string, Call> {
    const shape = { model: this.model, optimizer: this.optimizer, places: this.#places };
    const module = new WebAssembly.Module(write(shape, this.relaxed));
    return new WebAssembly.Instance(module, { m: { m: this.#memory } }).exports as Record<string, Call>;
  }

  #inspection(): Inspect {
    const { forward, backward, update } = this.#compiled(inspectionModule);
    return { forward: (at) => forward(at, 0), backward: (at) => backward(at, 0), update: (at) => update(at, 0) };
  }

  /** Writes down as many of the steps from number `first` on as there is room for. @returns the number of the first that is left */
  #describe(batches: readonly Uint32Array[], first: number, knobs: Knobs): number {
    const { batch, steps } = this.#places;
    // Fields of `this` would be looked up again at every number.
    const [words, floats] = [this.#words, this.#floats];
    const perExample = this.model.loss === 'meanSquaredError' ? 2 / this.#outputs : 1;
    const last = Math.min(batches.length, first + STEPS);
    const rowsEnd = batch.rows / 4 + batch.rowCount;
    let row = batch.rows / 4;
    let at = steps / 4;
    let copied = first;
    let i = first;
    for (; i < last && row + batches[i].length <= rowsEnd; i++) {
      const rows = batches[i];
      words[at + step.examples / 4] = rows.length;
      words[at + step.rows / 4] = 4 * row;
      // Batches that follow each other in an epoch's order are copied together.
      if (i >= copied) copied = copyRun(batches, i, last, words, row, rowsEnd);
      row += rows.length;
      floats[at + step.scale / 4] = perExample / rows.length;
      this.#correct(at, this.#step + (i - first) + 1, knobs);
      at += STEP_BYTES / 4;
    }
    return i;
  }

  /** What of a step's description depends on the knobs and, for Adam, on the step's number. */
  #correct(at: number, number: number, { learningRate, l1, l2 }: Knobs): void {
    const floats = this.#floats;
    const { rate, epsilon, decay } = corrections(this.optimizer, learningRate, number);
    floats[at + step.rate / 4] = rate;
    floats[at + step.epsilon / 4] = epsilon;
    floats[at + step.decay / 4] = decay;
    floats[at + step.l1 / 4] = l1;
    floats[at + step.l2 / 4] = l2;
  }

  /** Data loss of the batch last taken. */
  #batchLoss(batch: Uint32Array, targets: Float32Array): number {
    const n = batch.length;
    const units = this.#outputs;
    const { z, a, stride } = this.#places.layers[this.#places.layers.length - 1];
    const [logits, outputs, wanted] = Array.from({ length: 3 }, () => new Float32Array(n * units));
    this.#rows(z, stride, n, logits, 0);
    this.#rows(a, stride, n, outputs, 0);
    for (let i = 0; i < n; i++) for (let j = 0; j < units; j++) wanted[i * units + j] = targets[batch[i] * units + j];
    return dataLoss(this.model.loss, logits, outputs, wanted, n, units);
  }

  #run(x: number, n: number): void {
    const infer = (this.#functions.infer ??= this.#compiled(this.#small ? lanesInferenceModule : inferenceModule)['infer']);
    infer(x, n);
  }

  /** Calls for each stretch of n examples that inference takes in one go. */
  #infer(n: number, visit: (first: number, count: number) => void): void {
    const { rows } = this.#places.inference;
    for (let first = 0; first < n; first += rows) visit(first, Math.min(rows, n - first));
  }

  #predict(x: Float32Array, n: number, outputs: Float32Array): void {
    this.#alive();
    const { inference, outputStride } = this.#places;
    const { inputs } = this.model;
    this.#infer(n, (first, count) => {
      this.#floats.set(n === count ? x : x.subarray(first * inputs, (first + count) * inputs), inference.x / 4);
      this.#run(inference.x, count);
      this.#rows(inference.outputs, outputStride, count, outputs, first);
    });
  }

  /** Rows without what fills them up, into `to` from row `first` on. */
  #rows(at: number, stride: number, n: number, to: Float32Array, first: number): void {
    const [floats, units] = [this.#floats, this.#outputs];
    let k = first * units;
    let row = at / 4;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < units; j++) to[k++] = floats[row + j];
      row += stride / 4;
    }
  }

  #upload({ weights, slots }: Snapshot): void {
    const places = this.#places;
    this.#pack(weights, places.weights);
    for (const [i, slot] of slots.entries()) this.#pack(slot, places.slots[i]);
    this.#transpose();
  }

  /** Makes the transposed kernels from the weights as they are. */
  #transpose(): void {
    for (const { layout, panels: from, transposed, weights } of this.#places.layers) {
      if (!transposed) continue;
      const { panels, at } = transposed;
      this.#floats.fill(0, at / 4, at / 4 + panels.floats);
      for (let i = 0; i < layout.inputs; i++)
        for (let j = 0; j < layout.units; j++) this.#floats[at / 4 + panels.at(j, i)] = this.#floats[weights / 4 + from.at(i, j)];
    }
  }

  /** From the layout of a Snapshot to panels; what fills them up becomes 0. */
  #pack(from: Float32Array, to: number): void {
    const { layers, weights } = this.#places;
    for (const place of layers) {
      const start = (to + place.weights - weights) / 4;
      this.#floats.fill(0, start, start + place.panels.floats);
      const { kernel, units } = place.layout;
      for (let row = 0; row < place.panels.rows; row++)
        for (let j = 0; j < units; j++) this.#floats[start + place.panels.at(row, j)] = from[kernel + row * units + j];
    }
  }

  #unpacked(at: number): Float32Array {
    const { layers, weights } = this.#places;
    const last = layers[layers.length - 1].layout;
    const all = new Float32Array(last.end);
    for (const place of layers) {
      const start = (at + place.weights - weights) / 4;
      const { kernel, units } = place.layout;
      for (let row = 0; row < place.panels.rows; row++)
        for (let j = 0; j < units; j++) all[kernel + row * units + j] = this.#floats[start + place.panels.at(row, j)];
    }
    return all;
  }
}

function largest(batches: readonly Uint32Array[]): number {
  let most = 0;
  for (const { length } of batches) most = Math.max(most, length);
  return most;
}

/** Copies the row numbers of batch `i` and of those after it that go on in the same array. @returns the number of the first batch not copied */
function copyRun(
  batches: readonly Uint32Array[],
  i: number,
  last: number,
  to: Uint32Array,
  row: number,
  rowsEnd: number,
): number {
  const { buffer, byteOffset, length } = batches[i];
  let total = length;
  let next = i + 1;
  for (; next < last; next++) {
    const rows = batches[next];
    const goesOn = rows.buffer === buffer && rows.byteOffset === byteOffset + 4 * total;
    if (!goesOn || row + total + rows.length > rowsEnd) break;
    total += rows.length;
  }
  to.set(next === i + 1 ? batches[i] : new Uint32Array(buffer, byteOffset, total), row);
  return next;
}

function newMemory(bytes: number): WebAssembly.Memory {
  return guarded(bytes, () => new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) }));
}

function grow(memory: WebAssembly.Memory, bytes: number): void {
  const more = Math.ceil(bytes / PAGE) - memory.buffer.byteLength / PAGE;
  if (more > 0) guarded(bytes, () => memory.grow(more));
}

function guarded<T>(bytes: number, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new EngineError(
      'backend-missing',
      `The compiled backend would need ${Math.ceil(bytes / 2 ** 20)} MB in one piece for this network, its data and its batches, and this browser does not give them.`,
      'Choose fewer units, less data or smaller batches, or TensorFlow.js on the CPU.',
      { cause },
    );
  }
}
