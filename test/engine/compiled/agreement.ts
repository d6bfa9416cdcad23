/** What a form of the compiled engine must agree on with a reference: gradients, predictions, and 200 steps of every optimizer. */
import { expect } from 'vitest';
import type { Backend, Network } from '../../../src/contract/backend';
import type { Knobs, ModelSpec, OptimizerSpec } from '../../../src/contract/model';
import { BatchOrder } from '../../../src/engine/batches';
import { initialSnapshot } from '../../../src/engine/init';
import { dense, randomExamples } from '../arbitrary';
import { distance } from '../backends/examples';

export const still: Knobs = { learningRate: 0.01, batchSize: 8, l1: 0, l2: 0 };

/** Widths on both sides of every boundary of the layout: vectors of 4, panels of 8, tiles of 4 and 6, one unit at the end, sums written out and looped. */
export const shapes: ModelSpec[] = [
  dense([1, 1], 'tanh', 'sigmoid', 'binaryCrossEntropy'),
  dense([2, 4, 2, 1], 'tanh', 'tanh', 'meanSquaredError'),
  dense([2, 8, 8, 1], 'tanh', 'identity', 'meanSquaredError'),
  dense([3, 4, 5, 3], 'gelu', 'softmax', 'meanSquaredError'),
  dense([4, 5, 3], 'silu', 'softmax', 'categoricalCrossEntropy'),
  dense([3, 5, 7, 9, 3], 'elu', 'softmax', 'categoricalCrossEntropy'),
  dense([17, 12, 16, 13, 4], 'gelu', 'softmax', 'meanSquaredError'),
  dense([33, 20, 40, 6], 'silu', 'identity', 'meanSquaredError'),
  dense([64, 128, 31, 10], 'relu', 'softmax', 'categoricalCrossEntropy'),
  dense([70, 1], 'tanh', 'sigmoid', 'binaryCrossEntropy'),
  dense([2, 8, 8, 1], 'tanh', 'tanh', 'meanSquaredError'),
  dense([5, 37, 1], 'gelu', 'gelu', 'meanSquaredError'),
  dense([9, 32, 1], 'relu', 'identity', 'meanSquaredError'),
  dense([530, 20, 3], 'tanh', 'softmax', 'categoricalCrossEntropy'),
  dense([130, 36, 8], 'softplus', 'sigmoid', 'meanSquaredError'),
];

export const widthsOf = (model: ModelSpec) => [model.inputs, ...model.layers.map(({ units }) => units)].join('-');

/** Gradient and predictions at this batch size; the gradient relative to the largest of its numbers. */
export async function agreesOnce(mine: Backend, reference: Backend, model: ModelSpec, batch: number): Promise<void> {
  const optimizer: OptimizerSpec = { kind: 'sgd' };
  const data = randomExamples(model, batch, 7);
  const from = initialSnapshot(model, optimizer, 3);
  const built = [mine, reference].map((backend) => backend.build(model, optimizer, from));
  for (const one of built) one.bind(data, data);
  const rows = Uint32Array.from({ length: batch }, (_, i) => batch - 1 - i);
  const [got, wanted] = await Promise.all(built.map((one) => one.inspect(rows, { ...still, l1: 0.001, l2: 0.002 })));
  const scale = Math.max(...wanted.gradient.map(Math.abs));
  expect(distance(got.gradient, wanted.gradient) / scale, 'gradient').toBeLessThan(1e-5);
  expect(got.loss / wanted.loss, 'loss').toBeCloseTo(1, 5);
  const [outputs, expected] = await Promise.all(built.map((one) => one.predict(data.x, batch)));
  expect(distance(outputs, expected), 'predictions').toBeLessThan(1e-5);
  await agreeAfterSteps(built, batch);
  for (const one of built) one.dispose();
}

/** The fused steps themselves, whatever the batch: of the size that code may be written for, and of another. */
async function agreeAfterSteps(built: readonly Network[], batch: number): Promise<void> {
  const order = new BatchOrder(5, batch);
  const size = Math.max(1, batch - 1);
  for (const batchSize of [size, size + 1]) {
    const batches = Array.from({ length: 5 }, () => order.next(size));
    await Promise.all(built.map((one) => one.train(batches, { ...still, batchSize, l1: 0.001, l2: 0.002 })));
  }
  const [mine, wanted] = await Promise.all(built.map((one) => one.snapshot()));
  expect(distance(mine.weights, wanted.weights), 'weights').toBeLessThan(1e-5);
}

/** The loss over all data after 200 steps, relative. */
export async function agreesAfter200(
  mine: Backend,
  reference: Backend,
  model: ModelSpec,
  optimizer: OptimizerSpec,
): Promise<void> {
  const data = randomExamples(model, 50, 7);
  const from = initialSnapshot(model, optimizer, 3);
  const order = new BatchOrder(5, 50);
  const batches = Array.from({ length: 200 }, () => order.next(8));
  const losses: number[] = [];
  for (const backend of [mine, reference]) {
    const built = backend.build(model, optimizer, from);
    built.bind(data, data);
    await built.train(batches, { ...still, l2: 0.001 });
    losses.push((await built.evaluate('train')).loss);
    built.dispose();
  }
  expect(Math.abs(losses[0] / losses[1] - 1), `losses ${losses.join(' and ')}`).toBeLessThan(1e-4);
}
