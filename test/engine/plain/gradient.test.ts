/** The heart of it: backpropagation's gradient of the whole network is the slope of its loss, for every activation and loss. */
import { describe, expect, test } from 'vitest';
import type { ActivationName, Knobs, LossName, ModelSpec } from '../../../src/contract/model';
import { createPlain } from '../../../src/engine/backends/plain';
import { initialSnapshot } from '../../../src/engine/init';
import { dense, hiddenActivations, randomExamples, still } from '../arbitrary';
import { oracleGradient, oracleLoss } from './oracle';

const heads: [LossName, ActivationName, number][] = [
  ['binaryCrossEntropy', 'sigmoid', 1],
  ['categoricalCrossEntropy', 'softmax', 3],
  ['meanSquaredError', 'softmax', 3],
  ...hiddenActivations.map((name): [LossName, ActivationName, number] => ['meanSquaredError', name, 2]),
];

async function compare(model: ModelSpec, n: number, knobs: Knobs): Promise<void> {
  const start = initialSnapshot(model, { kind: 'sgd' }, 11);
  // Biases of 0 would leave mistakes in them unseen.
  for (let i = 0; i < start.weights.length; i++) start.weights[i] += 0.1 * Math.cos(i);
  const data = randomExamples(model, n, 12);
  const network = createPlain().build(model, { kind: 'sgd' }, start);
  network.bind(data, data);
  const { loss, penalty, gradient } = await network.inspect(
    Uint32Array.from({ length: n }, (_, i) => i),
    knobs,
  );
  expect(loss + penalty).toBeCloseTo(oracleLoss(model, start.weights, data, knobs), 5);
  const expected = oracleGradient(model, start.weights, data, knobs);
  const worst = Math.max(...expected.map((slope, i) => Math.abs(slope - gradient[i])));
  expect(worst).toBeLessThan(2e-6);
}

describe.each(heads)('%s on %s', (loss, output, units) => {
  test.each(hiddenActivations)('after %s', (hidden) => compare(dense([3, 5, 4, units], hidden, output, loss), 7, still));
  test('without hidden layers', () => compare(dense([3, units], 'tanh', output, loss), 7, still));
});

test('with penalties', async () => {
  const model = dense([3, 5, 1], 'silu', 'sigmoid', 'binaryCrossEntropy');
  await compare(model, 6, { ...still, l1: 0.03 });
  await compare(model, 6, { ...still, l2: 0.07 });
  await compare(model, 6, { ...still, l1: 0.03, l2: 0.07 });
});

test('eight hidden layers, and layers of every width about a tile', async () => {
  await compare(dense([2, 1, 2, 3, 4, 5, 6, 7, 8, 1], 'tanh', 'sigmoid', 'binaryCrossEntropy'), 1, still);
  await compare(dense([9, 8, 9, 4], 'gelu', 'softmax', 'categoricalCrossEntropy'), 9, still);
});
