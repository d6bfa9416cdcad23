import { describe, expect, test } from 'vitest';
import type { Examples } from '../../../src/contract/backend';
import type { ActivationName, ModelSpec, OptimizerSpec } from '../../../src/contract/model';
import { createPlain } from '../../../src/engine/backends/plain';
import { BatchOrder } from '../../../src/engine/batches';
import { initialSnapshot } from '../../../src/engine/init';
import { defaults } from '../../../src/engine/optimizers';
import { dense, moons, still } from '../arbitrary';

async function learn(
  model: ModelSpec,
  optimizer: OptimizerSpec,
  train: Examples,
  test: Examples,
  learningRate: number,
  steps: number,
  seed: number,
) {
  const network = createPlain().build(model, optimizer, initialSnapshot(model, optimizer, seed));
  network.bind(train, test);
  const order = new BatchOrder(seed, train.n);
  const batches = Array.from({ length: steps }, () => order.next(32));
  await network.train(batches, { ...still, learningRate });
  return { train: await network.evaluate('train'), test: await network.evaluate('test') };
}

const rates: [OptimizerSpec, number][] = [
  [{ kind: 'sgd' }, 0.3],
  [defaults('momentum'), 0.05],
  [defaults('nesterov'), 0.05],
  [defaults('adagrad'), 0.1],
  [defaults('rmsprop'), 0.003],
  [defaults('adam'), 0.01],
  [defaults('adamw'), 0.01],
];

test.each(rates)('moons are learned by %j at %d', async (optimizer, learningRate) => {
  const model = dense([2, 8, 8, 1], 'tanh', 'sigmoid', 'binaryCrossEntropy');
  const { test } = await learn(model, optimizer, moons(300, 0.1, 1), moons(300, 0.1, 2), learningRate, 1500, 3);
  expect(test.loss).toBeLessThan(0.1);
  expect(test.accuracy).toBeGreaterThan(0.96);
});

const hidden: [ActivationName, number][] = [
  ['relu', 0.01],
  ['leakyRelu', 0.01],
  ['elu', 0.01],
  ['gelu', 0.01],
  ['silu', 0.01],
  ['softplus', 0.01],
  // Its slope is ¼ at most: two layers of it learn slowly.
  ['sigmoid', 0.03],
];

test.each(hidden)('moons are learned with %s at %d', async (activation, learningRate) => {
  const model = dense([2, 8, 8, 1], activation, 'sigmoid', 'binaryCrossEntropy');
  const { test } = await learn(model, defaults('adam'), moons(300, 0.1, 1), moons(300, 0.1, 2), learningRate, 2000, 5);
  expect(test.loss).toBeLessThan(0.1);
});

describe('the four points of XOR', () => {
  const xor: Examples = { n: 4, x: Float32Array.of(0, 0, 0, 1, 1, 0, 1, 1), y: Float32Array.of(0, 1, 1, 0) };

  test('a linear network stays at ¼, or ln 2: a stack of lines is a line', async () => {
    for (const widths of [
      [2, 1],
      [2, 8, 8, 1],
    ]) {
      const squared = await learn(
        dense(widths, 'identity', 'identity', 'meanSquaredError'),
        defaults('adam'),
        xor,
        xor,
        0.01,
        4000,
        1,
      );
      expect(squared.train.loss).toBeCloseTo(0.25, 4);
      const crossed = await learn(
        dense(widths, 'identity', 'sigmoid', 'binaryCrossEntropy'),
        defaults('adam'),
        xor,
        xor,
        0.01,
        4000,
        1,
      );
      expect(crossed.train.loss).toBeCloseTo(Math.LN2, 4);
    }
  });

  test('with tanh most seeds learn it', async () => {
    const model = dense([2, 8, 8, 1], 'tanh', 'sigmoid', 'binaryCrossEntropy');
    const losses = await Promise.all(
      Array.from({ length: 10 }, async (_, seed) => (await learn(model, defaults('adam'), xor, xor, 0.02, 800, seed)).train.loss),
    );
    expect(losses.filter((loss) => loss < 0.05).length).toBeGreaterThanOrEqual(9);
  });
});

test('three classes are told apart by softmax', async () => {
  const flat = moons(300, 0.1, 6);
  const y = new Float32Array(900);
  // Three bands across the plane.
  for (let i = 0; i < 300; i++) y[3 * i + (flat.x[2 * i] < -0.5 ? 0 : flat.x[2 * i] < 0.5 ? 1 : 2)] = 1;
  const bands = { n: 300, x: flat.x, y };
  const { train } = await learn(
    dense([2, 16, 3], 'relu', 'softmax', 'categoricalCrossEntropy'),
    defaults('adam'),
    bands,
    bands,
    0.02,
    3000,
    1,
  );
  expect(train.loss).toBeLessThan(0.1);
  expect(train.accuracy).toBeGreaterThan(0.97);
});
