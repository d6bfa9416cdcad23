/** The four networks that are timed, each with its optimizer, its examples and the weights everyone starts from: all of it from seeds. */
import type { Examples, Snapshot } from '../../src/contract/backend';
import type { ModelSpec, OptimizerSpec } from '../../src/contract/model';
import { conventions } from '../../src/engine/conventions';
import { initialSnapshot } from '../../src/engine/init';
import { layoutOf } from '../../src/engine/layout';
import { Random } from '../../src/engine/random';

export type NetworkId = 'A1' | 'A2' | 'A3' | 'A4';

export interface BenchNetwork {
  id: NetworkId;
  /** As the table names it. */
  title: string;
  model: ModelSpec;
  optimizer: OptimizerSpec;
  learningRate: number;
  /** Examples of one optimizer step. */
  batch: number;
  /** A whole number of batches, taken in order, over and over. */
  examples: Examples;
  start: Snapshot;
}

const BATCHES = 20;
const SEED = 4;

/** A share of wrong labels, so that no network comes to rest while it is timed. */
const WRONG = 0.1;

export const networkIds: readonly NetworkId[] = ['A1', 'A2', 'A3', 'A4'];

export function networkOf(id: NetworkId): BenchNetwork {
  switch (id) {
    case 'A1':
      return plane('A1', [4, 2], 10);
    case 'A2':
      return plane('A2', [8, 8, 8, 8], 30);
    case 'A3':
      return classes('A3', 64, [128, 128], 32);
    case 'A4':
      return classes('A4', 784, [128, 64], 64);
  }
}

/** Numbers that one optimizer step multiplies and adds, as floating-point operations: forward, back to the weights, back to the inputs but for the first layer. */
export function flopsPerStep({ model, batch }: Pick<BenchNetwork, 'model' | 'batch'>): number {
  let inputs = model.inputs;
  let products = 0;
  for (const [i, { units }] of model.layers.entries()) {
    products += (i === 0 ? 2 : 3) * inputs * units;
    inputs = units;
  }
  return 2 * products * batch;
}

/** Two inputs, one tanh output of −1 or 1: is the point inside a circle? */
function plane(id: NetworkId, hidden: number[], batch: number): BenchNetwork {
  const random = new Random(SEED);
  const n = BATCHES * batch;
  const x = Float32Array.from({ length: 2 * n }, () => 4 * random.uniform() - 2);
  const y = Float32Array.from({ length: n }, (_, i) => {
    const inside = Math.hypot(x[2 * i], x[2 * i + 1]) < 1.5;
    return inside === random.uniform() >= WRONG ? 1 : -1;
  });
  const layers = [...hidden, 1].map((units) => ({ units, activation: 'tanh' as const }));
  const model: ModelSpec = { inputs: 2, layers, loss: 'meanSquaredError' };
  const optimizer = conventions.optimizers.sgd;
  const start = startOf(model, optimizer);
  return {
    id,
    title: titleOf(model, 'tanh, SGD', batch),
    model,
    optimizer,
    learningRate: 0.03,
    batch,
    examples: { n, x, y },
    start,
  };
}

/** Ten classes of inputs from 0 to 1, each around a point of its own. */
function classes(id: NetworkId, inputs: number, hidden: number[], batch: number): BenchNetwork {
  const random = new Random(SEED);
  const n = BATCHES * batch;
  const centres = Float32Array.from({ length: 10 * inputs }, () => random.uniform());
  const x = new Float32Array(n * inputs);
  const y = new Float32Array(n * 10);
  for (let i = 0; i < n; i++) {
    const label = random.below(10);
    for (let k = 0; k < inputs; k++) x[i * inputs + k] = (centres[label * inputs + k] + random.uniform()) / 2;
    y[i * 10 + (random.uniform() < WRONG ? random.below(10) : label)] = 1;
  }
  const model: ModelSpec = {
    inputs,
    layers: [...hidden.map((units) => ({ units, activation: 'relu' as const })), { units: 10, activation: 'softmax' }],
    loss: 'categoricalCrossEntropy',
  };
  const optimizer = conventions.optimizers.adam;
  const start = startOf(model, optimizer);
  return {
    id,
    title: titleOf(model, 'ReLU, Adam', batch),
    model,
    optimizer,
    learningRate: 0.001,
    batch,
    examples: { n, x, y },
    start,
  };
}

/** Biases that are not 0, so that the check would find a library that leaves them out. */
function startOf(model: ModelSpec, optimizer: OptimizerSpec): Snapshot {
  const start = initialSnapshot(model, optimizer, SEED);
  const random = new Random(SEED);
  for (const { bias, end } of layoutOf(model).layers) for (let i = bias; i < end; i++) start.weights[i] = random.normal() / 10;
  return start;
}

function titleOf({ inputs, layers }: ModelSpec, words: string, batch: number): string {
  return `${[inputs, ...layers.map((layer) => layer.units)].join('-')}, ${words}, batch ${batch}`;
}

/** The row numbers of each batch, in order. */
export function batchesOf({ batch }: Pick<BenchNetwork, 'batch'>): Uint32Array[] {
  return Array.from({ length: BATCHES }, (_, b) => Uint32Array.from({ length: batch }, (_, i) => b * batch + i));
}

/** One batch of examples as two arrays. */
export function batchArrays({ model, batch, examples }: BenchNetwork, b: number): { x: Float32Array; y: Float32Array } {
  const inputs = model.inputs;
  const outputs = model.layers[model.layers.length - 1].units;
  return {
    x: examples.x.slice(b * batch * inputs, (b + 1) * batch * inputs),
    y: examples.y.slice(b * batch * outputs, (b + 1) * batch * outputs),
  };
}

/** Example by example the arrays of all batches: for libraries that take one at a time. */
export function singles({ model, examples }: BenchNetwork): { x: Float32Array; y: Float32Array }[] {
  const inputs = model.inputs;
  const outputs = model.layers[model.layers.length - 1].units;
  return Array.from({ length: examples.n }, (_, i) => ({
    x: examples.x.slice(i * inputs, (i + 1) * inputs),
    y: examples.y.slice(i * outputs, (i + 1) * outputs),
  }));
}

/** Different inputs for calls of n examples each, so that no call can remember the one before it. */
export function inputsFor({ model }: Pick<BenchNetwork, 'model'>, n: number): Float32Array[] {
  const random = new Random(SEED + n);
  const different = n === 1 ? 16 : n <= 1024 ? 4 : 1;
  return Array.from({ length: different }, () =>
    Float32Array.from({ length: n * model.inputs }, () => (model.inputs === 2 ? 4 * random.uniform() - 2 : random.uniform())),
  );
}

/**
 * The same network with its one tanh output as a probability, which is what colours are made of: (1 + tanh z) / 2 is the sigmoid of 2z, so
 * it is a sigmoid after weights twice as large, and costs the same.
 */
export function asProbability({ model, start }: BenchNetwork): { model: ModelSpec; weights: Float32Array } {
  const { layers } = model;
  const weights = start.weights.slice();
  const { kernel, end } = layoutOf(model).layers[layers.length - 1];
  for (let i = kernel; i < end; i++) weights[i] *= 2;
  const output = { ...layers[layers.length - 1], activation: 'sigmoid' as const };
  return { model: { ...model, layers: [...layers.slice(0, -1), output], loss: 'binaryCrossEntropy' }, weights };
}

/** The plane from −2 to 2 as side × side points, row 0 at the top. */
export function gridInputs(side: number): Float32Array {
  const x = new Float32Array(2 * side * side);
  for (let row = 0, at = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      x[at++] = -2 + (4 * column) / (side - 1);
      x[at++] = 2 - (4 * row) / (side - 1);
    }
  return x;
}

/** The middles of side × side pixels that fill the same plane. */
export function pixelInputs(side: number): Float32Array {
  return gridInputs(side).map((value) => (value * (side - 1)) / side);
}
