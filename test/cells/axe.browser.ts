/** axe finds nothing in the cells of the reading column, and in the sweep, as they are and as they become. */
import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../src/cells/backprop/fp-backprop';
import '../../src/cells/check/fp-check';
import '../../src/cells/latency/fp-latency';
import '../../src/cells/overfit/fp-overfit';
import '../../src/cells/predict/fp-predict';
import '../../src/cells/task/fp-task';
import type { EngineClient } from '../../src/contract/client';
import { parseExpression } from '../../src/lesson/expression';
import '../../src/styles/tokens.css';
import { show, testContext } from './cell-context';
import { faults } from './faults';
import { crossed } from './latency/points';

const themes = ['light', 'dark'] as const;

afterEach(() => {
  document.body.replaceChildren();
  delete document.documentElement.dataset.theme;
});

test.each(themes)('task, %s', async (theme) => {
  document.documentElement.dataset.theme = theme;
  document.body.style.background = 'var(--paper)';
  const context = testContext();
  const body = { do: 'Train it.', when: parseExpression('$net.loss < 1'), hint: 'Press <em>Train</em>.' };
  await show('fp-task', body, context);
  context.scope.publish('net', { loss: 2 });
  await page.getByRole('button', { name: 'Hint' }).click();
  expect(await faults()).toEqual([]);
  context.scope.publish('net', { loss: 0 });
  await expect.element(page.getByText('✓ Done')).toBeVisible();
  expect(await faults()).toEqual([]);
});

test.each(themes)('check, %s', async (theme) => {
  document.documentElement.dataset.theme = theme;
  const answers = [
    { text: 'One', why: 'No.' },
    { text: 'Two', right: true, why: 'Yes.' },
  ];
  await show('fp-check', { question: 'Which?', answers, shuffle: false }, testContext());
  for (const name of ['One', 'Two']) {
    await page.getByRole('radio', { name }).click();
    await page.getByRole('button', { name: 'Check answer' }).click();
    await expect.element(page.getByText(name === 'One' ? 'No.' : 'Yes.')).toBeVisible();
    expect(await faults()).toEqual([]);
  }
});

test.each(themes)('predict, %s', async (theme) => {
  document.documentElement.dataset.theme = theme;
  const context = testContext();
  await show('fp-predict', { ask: 'How many?', of: parseExpression('$net.x'), kind: 'batch' }, context);
  await page.getByRole('button', { name: 'Make this guess' }).click();
  expect(await faults()).toEqual([]);
  context.scope.publish('net', { x: 12 });
  await expect.element(page.getByText('measured')).toBeVisible();
  expect(await faults()).toEqual([]);
});

test.each(themes)('latency, %s', async (theme) => {
  document.documentElement.dataset.theme = theme;
  const engine = { ask: () => Promise.resolve({ points: crossed, skipped: [] }) } as unknown as EngineClient;
  const context = testContext({ engine });
  const model = { inputs: 2, layers: [{ units: 1 }] };
  context.scope.publish('net', { model, weights: new Float32Array(3), spec: { model } });
  await show('fp-latency', { of: 'net', backends: ['wasm', 'webgl'], batchSizes: [1, 16, 256], repeats: 30 }, context);
  expect(await faults()).toEqual([]);
  await page.getByRole('button', { name: 'Measure', exact: true }).click();
  await expect.element(page.getByRole('row', { name: /^256/ })).toBeVisible();
  expect(await faults()).toEqual([]);
});

test.each(themes)('backprop, %s', async (theme) => {
  document.documentElement.dataset.theme = theme;
  const weights = [0.8, -0.4, 0.1, -0.6, 0.9, 0, 0.7, -0.5, 0.2];
  await show('fp-backprop', { x: [1, 0.5], target: 0, weights, learningRate: 1, ask: 'v1' }, testContext());
  expect(await faults()).toEqual([]);
  await page.getByRole('button', { name: 'Send the error back' }).click();
  await page.getByLabelText('Your gradient').fill('0.179');
  await page.getByRole('button', { name: 'Check' }).click();
  await expect.element(page.getByText(/^✓ Right/)).toBeVisible();
  expect(await faults()).toEqual([]);
});

test.each(themes)('overfit, %s', async (theme) => {
  document.documentElement.dataset.theme = theme;
  const curve = { step: [0, 10], train: [0.7, 0.1], validation: [0.7, 0.9], test: [0.7, 0.8], diverged: false };
  const context = testContext({ engine: { ask: () => Promise.resolve(curve) } as unknown as EngineClient });
  const body = { data: 'moons', noise: 0.3, layers: [4], learningRate: 0.01, examples: [20, 200], l2: [0, 0.1] };
  await show('fp-overfit', { ...body, steps: 10, every: 10, seeds: 1 }, context);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect.element(page.getByRole('row', { name: /^20 0 / })).toBeVisible();
  expect(await faults()).toEqual([]);
});
