/** Backpropagation by hand, as a reader goes through it. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../../src/cells/backprop/fp-backprop';
import type { BackpropBody } from '../../../src/cells/backprop/schema';
import type { EngineClient } from '../../../src/contract/client';
import '../../../src/styles/tokens.css';
import { show, testContext, type TestContext } from '../cell-context';

const body: BackpropBody = {
  of: 'net',
  x: [1, 0.5],
  target: 0,
  weights: [0.8, -0.4, 0.1, -0.6, 0.9, 0, 0.7, -0.5, 0.2],
  learningRate: 1,
  ask: 'v1',
};
const model = { inputs: 2, layers: [{ units: 2 }, { units: 1 }] };
let context: TestContext;
let refuse = false;
const published = () => context.scope.get('back') as Record<string, unknown>;
const back = page.getByRole('button', { name: 'Send the error back' });
const row = (name: string) => page.getByRole('row', { name: new RegExp(`^${name} `) });

beforeEach(async () => {
  refuse = false;
  const ask = async () => {
    if (refuse) throw Object.assign(new Error(), { code: 'cancelled', message: 'This run has ended.', hint: 'Start a new one.' });
    return {
      loss: 0.5,
      penalty: 0,
      gradient: Float32Array.of(3, 0, 0, 0, 0, -4, 1, 0, -2),
      ms: { forward: 1, backward: 2, update: 0.5 },
    };
  };
  context = testContext({ engine: { ask } as unknown as EngineClient });
  await show('fp-backprop', body, context, 'back');
});
afterEach(() => document.body.replaceChildren());

test('only the forward pass is there until the error is sent back', async () => {
  await expect.element(page.getByRole('img', { name: /p 0\.668.*the loss 0\.446\.$/ })).toBeVisible();
  await expect.element(row('w₁₁').getByRole('cell', { name: '–' }).first()).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Step', exact: true })).toBeDisabled();
  expect(published()).toMatchObject({ backward: false, solved: false });
  await back.click();
  await expect.element(page.getByRole('img', { name: /Back come ∂L\/∂z 0\.296/ })).toBeVisible();
  await expect.element(row('w₁₁').getByRole('cell', { name: '0.132' }).first()).toBeVisible();
  expect(published()).toMatchObject({ backward: true });
});

test('a focused value shows its chain, and a focused factor multiplies up to itself', async () => {
  await back.click();
  (page.getByRole('spinbutton', { name: 'Value of w₂₁' }).element() as HTMLElement).focus();
  await expect.element(page.getByRole('group', { name: 'Factors of ∂L/∂w₂₁' })).toBeVisible();
  const product = page.getByRole('status', { name: 'Product' });
  await expect.element(product).toHaveTextContent('1.34 · 0.222 · 0.700 · 0.635 · 0.500 = 0.0658');
  (page.getByRole('button', { name: /∂p\/∂z/ }).element() as HTMLElement).focus();
  await expect.element(product).toHaveTextContent('1.34 · 0.222 = 0.296');
  await expect.element(page.getByText('so far: ∂L/∂z')).toBeVisible();
});

test('the gradient that is asked for stays hidden until the reader has it', async () => {
  await back.click();
  await expect.element(row('v₁').getByRole('cell', { name: '?' }).first()).toBeVisible();
  const check = page.getByRole('button', { name: 'Check' });
  await check.click();
  await expect.element(page.getByText('Enter a number first.')).toBeVisible();
  await page.getByLabelText('Your gradient').fill('0.4');
  await check.click();
  await expect.element(page.getByText(/^✗ Not yet\./)).toBeVisible();
  expect(published()).toMatchObject({ solved: false, attempts: 1 });
  await page.getByLabelText('Your gradient').fill('0,179');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('✓ Right. By the chain rule 0.179, by finite difference 0.179.')).toBeVisible();
  expect(published()).toMatchObject({ solved: true, attempts: 2 });
  await expect.element(row('v₁').getByRole('cell', { name: '0.179' }).first()).toBeVisible();
});

test('Step goes downhill; editing starts the count over; Reset puts all back', async () => {
  await back.click();
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  expect(published()).toMatchObject({ steps: 1 });
  expect(Number(published().loss)).toBeLessThan(Number(published().startLoss));
  await page.getByRole('spinbutton', { name: 'Value of c' }).fill('-1');
  await userEvent.keyboard('{Enter}');
  expect(published()).toMatchObject({ steps: 0 });
  expect(published().loss).toBe(published().startLoss);
  await page.getByRole('spinbutton', { name: 'Target y' }).fill('1');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('img', { name: /The target y is 1/ })).toBeVisible();
  await page.getByRole('button', { name: 'Reset' }).click();
  expect(published().loss).toBeCloseTo(0.446, 3);
});

test('a value that is no number is marked and changes nothing', async () => {
  const field = page.getByRole('spinbutton', { name: 'Value of w₁₁' });
  const before = published().loss;
  await field.fill('');
  await userEvent.keyboard('{Tab}');
  await expect.element(field).toHaveAttribute('aria-invalid', 'true');
  expect(published().loss).toBe(before);
  await field.fill('0.8');
  await userEvent.keyboard('{Tab}');
  await expect.element(field).toHaveAttribute('aria-invalid', 'false');
});

test('a real step: by layer, and what goes wrong is said', async () => {
  const look = page.getByRole('button', { name: 'Look at its gradient' });
  await expect.element(look).toBeDisabled();
  context.scope.publish('net', { run: { id: 1, latest: { step: 12 }, spec: { model } }, model });
  await look.click();
  await expect.element(page.getByRole('row', { name: 'hidden 1 6 5.00 4.00' })).toBeVisible();
  await expect.element(page.getByText(/Gradient at step 12/)).toBeVisible();
  expect(published()).toMatchObject({ inspected: 1 });
  refuse = true;
  await look.click();
  await expect.element(page.getByText('This run has ended. Start a new one.')).toBeVisible();
  expect(published()).toMatchObject({ inspected: 1 });
});
