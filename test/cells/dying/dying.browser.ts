/** Dying units as a reader counts them: both functions from the same seeds, live, at a rate of their own. */
import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../../src/cells/dying/fp-dying';
import type { ProbeLook } from '../../../src/contract/protocol';
import '../../../src/styles/tokens.css';
import { show, testContext } from '../cell-context';
import { FakeRequest } from '../fake-request';
import { faults } from '../faults';

afterEach(() => document.body.replaceChildren());

const body = {
  data: 'moons',
  dataSeed: 1,
  layers: [4],
  loss: 'binaryCrossEntropy',
  optimizer: { kind: 'adam', learningRate: 1 },
  batchSize: 32,
  steps: 20,
  every: 10,
  seeds: 2,
};
const run = page.getByRole('button', { name: 'Run', exact: true });
const look = (index: number, step: number, off: number[]): ProbeLook => ({
  index,
  step,
  trainLoss: index < 2 ? 0.69 : 0.01,
  gradientNorm: new Float64Array(2),
  off: Uint8Array.from(off),
});
const at = (step: number, off: number[][]) => off.map((one, index) => look(index, step, one));
const looks = [
  ...at(0, [[0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]), // prettier-ignore
  ...at(10, [[1, 1, 0, 0], [1, 0, 0, 0], [1, 1, 0, 0], [1, 0, 0, 0]]), // prettier-ignore
  ...at(20, [[1, 1, 1, 0], [1, 0, 0, 0], [0, 0, 0, 0], [1, 0, 0, 0]]), // prettier-ignore
];

async function open() {
  const fake = new FakeRequest('probe');
  const context = testContext({ engine: fake.engine });
  await show('fp-dying', body, context, 'dying');
  return { fake, get: () => context.scope.get('dying') ?? {} };
}

test('the same seeds with ReLU and with leaky ReLU; the table counts while they train', async () => {
  const { fake, get } = await open();
  await run.click();
  expect(fake.asked[0].specs.map(({ seed, model }) => [seed, model.layers[0].activation])).toEqual([
    [1, 'relu'],
    [2, 'relu'],
    [1, 'leakyRelu'],
    [2, 'leakyRelu'],
  ]);
  for (const one of looks.slice(0, 8)) fake.arrive({ look: one });
  await expect.element(page.getByText('So far')).toBeVisible();
  await expect.element(page.getByRole('row', { name: /^ReLU/ })).toHaveTextContent('37.5%');
  fake.finish(looks);
  await expect.element(page.getByText('At the end, over')).toBeVisible();
  await expect.poll(() => get().runs).toBe(1);
  expect(get()).toMatchObject({ learningRate: 1, reluOff: 0.5, leakyOff: 0.125, reluBack: 0, reluLoss: 0.69, leakyLoss: 0.01 });
  expect(get().leakyBack).toBeCloseTo(2 / 3);
});

test('the reader’s learning rate is the one that is used', async () => {
  const { fake } = await open();
  await page.getByLabelText('Learning rate').fill('0.01');
  await run.click();
  expect(fake.asked[0].specs.map(({ knobs }) => knobs.learningRate)).toEqual([0.01, 0.01, 0.01, 0.01]);
});

test('axe finds nothing, before and after', async () => {
  const { fake } = await open();
  expect(await faults()).toEqual([]);
  await run.click();
  fake.finish(looks);
  await expect.element(page.getByRole('table')).toBeVisible();
  expect(await faults()).toEqual([]);
});
