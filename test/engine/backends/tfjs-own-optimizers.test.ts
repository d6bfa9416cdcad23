/** TF.js's own optimizers as they come, on its cpu backend: what each step is by formula, and how far from our rule that is. */
import { env, memory, setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, expect, test } from 'vitest';
import type { TfjsOptimizer } from '../../../src/contract/protocol';
import { ourSteps, pairs } from '../../../src/cells/defaults/comparison';
import { tfjsSteps } from '../../../src/engine/backends/tfjs-own-optimizers';

const ask = { gradient: 1e-4, learningRate: 0.01, steps: 3 };
const { gradient: g, learningRate: rate } = ask;

beforeAll(async () => {
  env().set('IS_TEST', true);
  await setBackend('cpu');
});

async function stepsOf(optimizer: TfjsOptimizer): Promise<number[]> {
  const { taken } = await tfjsSteps(ask);
  return taken.find((one) => one.optimizer === optimizer)?.steps ?? [];
}

test('they leave no tensor behind', async () => {
  await tfjsSteps(ask);
  const before = memory().numTensors;
  await tfjsSteps(ask);
  expect(memory().numTensors).toBe(before);
});

test('ε is that of the backend', async () => {
  expect((await tfjsSteps(ask)).epsilon).toBe(1e-7);
});

test.each(['sgd', 'momentum', 'adam with ε = 1e-8'] as const)('%s takes our steps', async (optimizer) => {
  const ours = pairs.find((pair) => pair.optimizer === optimizer)?.ours ?? { kind: 'sgd' };
  const expected = ourSteps(ours, g, rate, 3);
  for (const [i, step] of (await stepsOf(optimizer)).entries()) expect(step / expected[i]).toBeCloseTo(1, 4);
});

test('adam’s first step is g / (g + ε) of ours', async () => {
  const [first] = await stepsOf('adam');
  expect(first).toBeCloseTo((rate * g) / (g + 1e-7), 6);
  expect(first).toBeLessThan(0.99995 * rate);
});

test('adagrad starts its sum at 0.1: a step of η·g / √(0.1 + g² + ε), thousands of times shorter than ours here', async () => {
  const [first] = await stepsOf('adagrad');
  expect(first / ((rate * g) / Math.sqrt(0.1 + g * g + 1e-7))).toBeCloseTo(1, 4);
  expect(ourSteps({ kind: 'adagrad', epsilon: 1e-8 }, g, rate, 1)[0] / first).toBeGreaterThan(3000);
});

test('rmsprop has ε inside its root: a step of η·g / √(0.1·g² + ε), a tenth of ours here', async () => {
  const [first] = await stepsOf('rmsprop');
  expect(first / ((rate * g) / Math.sqrt(0.1 * g * g + 1e-7))).toBeCloseTo(1, 4);
  expect(first / ourSteps({ kind: 'rmsprop', rho: 0.9, epsilon: 1e-8 }, g, rate, 1)[0]).toBeCloseTo(0.0995, 3);
});
