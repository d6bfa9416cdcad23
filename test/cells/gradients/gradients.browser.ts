/** Gradients by layer as a reader measures them: live, then step by step by the slider. */
import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../../src/cells/gradients/fp-gradients';
import type { ProbeLook } from '../../../src/contract/protocol';
import '../../../src/styles/tokens.css';
import { show, testContext } from '../cell-context';
import { FakeRequest } from '../fake-request';
import { faults } from '../faults';

afterEach(() => document.body.replaceChildren());

const body = {
  data: 'moons',
  dataSeed: 1,
  layers: [3, 3],
  loss: 'binaryCrossEntropy',
  optimizer: { kind: 'sgd', learningRate: 0.1 },
  batchSize: 32,
  steps: 20,
  every: 10,
  seed: 1,
  activations: ['sigmoid', 'relu'],
};
const run = page.getByRole('button', { name: 'Run', exact: true });
const look = (index: number, step: number, norms: number[], trainLoss: number): ProbeLook => ({
  index,
  step,
  trainLoss,
  gradientNorm: Float64Array.from(norms),
  off: new Uint8Array(6),
});
const looks = [
  look(0, 0, [0.001, 0.01, 0.1], 0.7),
  look(1, 0, [0.1, 0.1, 0.2], 0.8),
  look(0, 20, [0.001, 0.01, 0.05], 0.69),
  look(1, 20, [0.01, 0.01, 0.01], 0.1),
];

async function open() {
  const fake = new FakeRequest('probe');
  const context = testContext({ engine: fake.engine });
  await show('fp-gradients', body, context, 'deep');
  return { fake, get: () => context.scope.get('deep') ?? {} };
}

test('one run for each activation from the same seed; live, and then whole', async () => {
  const { fake, get } = await open();
  await run.click();
  expect(fake.asked[0].specs.map(({ seed, model }) => [seed, model.layers[0].activation])).toEqual([
    [1, 'sigmoid'],
    [1, 'relu'],
  ]);
  for (const one of looks.slice(0, 2)) fake.arrive({ look: one });
  await expect.element(page.getByRole('row', { name: /^sigmoid/ })).toHaveTextContent('100 ×');
  expect(get()).toMatchObject({ runs: 0, sigmoidRatio: null });
  fake.finish(looks);
  await expect.element(page.getByText('At step 20', { exact: true })).toBeVisible();
  await expect.poll(() => get().runs).toBe(1);
  expect(get().sigmoidRatio).toBeCloseTo(100);
  expect(get().reluRatio).toBeCloseTo(2);
  expect(get()).toMatchObject({ sigmoidLoss: 0.69, reluLoss: 0.1 });
});

test('the slider goes back to what it was before training', async () => {
  const { fake } = await open();
  await run.click();
  fake.finish(looks);
  const slider = page.getByRole('slider', { name: 'Look at step' });
  await expect.element(page.getByText('At step 20', { exact: true })).toBeVisible();
  slider.element().focus();
  await userEvent.keyboard('{Home}');
  await expect.element(page.getByText('At step 0', { exact: true })).toBeVisible();
  await expect.element(page.getByRole('row', { name: /^ReLU/ })).toHaveTextContent('0.800');
});

test('axe finds nothing, before and after', async () => {
  const { fake } = await open();
  expect(await faults()).toEqual([]);
  await run.click();
  fake.finish(looks);
  await expect.element(page.getByRole('table')).toBeVisible();
  expect(await faults()).toEqual([]);
});
