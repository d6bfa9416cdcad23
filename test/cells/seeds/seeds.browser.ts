/** Twenty seeds as a reader trains them: dots as they come, the rate, another activation beside it, cancel. */
import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../../src/cells/seeds/fp-seeds';
import type { Trial } from '../../../src/contract/protocol';
import '../../../src/styles/tokens.css';
import { show, testContext } from '../cell-context';
import { FakeRequest } from '../fake-request';
import { faults } from '../faults';

afterEach(() => document.body.replaceChildren());

const body = {
  data: 'xor4',
  dataSeed: 1,
  layers: [4],
  loss: 'binaryCrossEntropy',
  optimizer: { kind: 'adam', learningRate: 0.03 },
  batchSize: 4,
  steps: 100,
  activations: ['identity', 'tanh'],
  seeds: 4,
  success: 0.1,
  choices: ['units', 'loss'],
};
const run = page.getByRole('button', { name: 'Run', exact: true });
const trial = (index: number, loss: number) =>
  ({ index, trainLoss: Float64Array.of(1, loss), diverged: false }) as unknown as Trial;
const losses = (...values: number[]) => values.map((value, i) => trial(i, value));

async function open() {
  const xor = { labels: Uint8Array.of(0, 1, 1, 0), train: Uint32Array.of(0, 1, 2, 3) };
  const fake = new FakeRequest('trials', { dataset: xor });
  const context = testContext({ engine: fake.engine });
  await show('fp-seeds', body, context, 'xor');
  return { fake, get: () => context.scope.get('xor') ?? {} };
}

test('asks for each seed once, draws each as it comes, and says the rate with its interval', async () => {
  const { fake, get } = await open();
  await run.click();
  await expect.poll(() => fake.asked.length).toBe(1);
  expect(fake.asked[0].specs.map(({ seed }) => seed)).toEqual([1, 2, 3, 4]);
  expect(fake.asked[0].specs[0].model.layers[0]).toEqual({ units: 4, activation: 'identity' });
  fake.arrive({ trial: trial(0, 0.7) });
  await expect.element(page.getByRole('row', { name: /^identity/ })).toHaveTextContent('0 of 1');
  expect(get().identitySuccesses).toBeUndefined();
  fake.finish(losses(0.7, 0.69, 0.05, 0.69));
  await expect.element(page.getByRole('row', { name: /^identity/ })).toHaveTextContent(/1 of 4.*25\.0%.*5 to 70%/s);
  expect(get()).toMatchObject({ runs: 1, activation: 'identity', successes: 1, rate: 0.25, identitySuccesses: 1 });
});

test('another activation stands beside the first; another width begins anew, and counts for no guess', async () => {
  const { fake, get } = await open();
  await run.click();
  await expect.poll(() => fake.asked.length).toBe(1);
  fake.finish(losses(0.69, 0.69, 0.69, 0.69));
  await expect.element(run).toBeVisible();
  await page.getByLabelText('Activation').selectOptions('tanh');
  await run.click();
  await expect.poll(() => fake.asked.length).toBe(2);
  fake.finish(losses(0.01, 0.01, 0.01, 0.01));
  await expect.element(page.getByRole('row', { name: /^tanh/ })).toHaveTextContent('4 of 4');
  await expect.element(page.getByRole('row', { name: /^identity/ })).toHaveTextContent('0 of 4');
  expect(get()).toMatchObject({ identitySuccesses: 0, tanhSuccesses: 4 });
  await page.getByLabelText('Hidden units').fill('8');
  await expect.element(page.getByRole('table')).not.toBeInTheDocument();
  await run.click();
  await expect.poll(() => fake.asked.length).toBe(3);
  fake.finish(losses(0.69, 0.69, 0.69, 0.69));
  await expect.poll(() => get().runs).toBe(3);
  expect(get()).toMatchObject({ successes: 0, tanhSuccesses: 4 });
});

test('Cancel ends it, and nothing counts as a run', async () => {
  const { fake, get } = await open();
  await run.click();
  await expect.poll(() => fake.asked.length).toBe(1);
  fake.arrive({ trial: trial(0, 0.01) });
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect.element(page.getByText(/^Cancelled/)).toBeVisible();
  expect(get()).toMatchObject({ runs: 0, successes: null });
});

test('axe finds nothing, before and after', async () => {
  const { fake } = await open();
  expect(await faults()).toEqual([]);
  await run.click();
  await expect.poll(() => fake.asked.length).toBe(1);
  expect(await faults()).toEqual([]);
  fake.finish(losses(0.69, 0.01, 0.5, 1e-9));
  await expect.element(page.getByRole('table')).toBeVisible();
  expect(await faults()).toEqual([]);
});
