/** The neuron cell as a reader steers it: handles by key and pointer, number fields, another dataset. */
import { afterEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../../src/cells/neuron/fp-neuron';
import type { EngineClient } from '../../../src/contract/client';
import '../../../src/styles/tokens.css';
import { show, testContext } from '../cell-context';
import { faults } from '../faults';

afterEach(() => document.body.replaceChildren());

const clouds = { raw: Float32Array.of(-1, -1, -0.8, -1.2, 1, 1, 0.9, 1.1), labels: Uint8Array.of(0, 0, 1, 1) };
const xor = { raw: Float32Array.of(0, 0, 0, 1, 1, 0, 1, 1), labels: Uint8Array.of(0, 1, 1, 0) };
const body = { datasets: ['gaussians', 'xor4'], samples: 40, seed: 1, activation: 'sigmoid', w1: -1, w2: -0.5, b: 0 };

async function open() {
  const ask = vi.fn((_: string, { data }: { data: { dataset: string } }) =>
    Promise.resolve(data.dataset === 'xor4' ? xor : clouds),
  );
  const context = testContext({ engine: { ask } as unknown as EngineClient });
  const cell = await show('fp-neuron', body, context, 'hand');
  await expect.poll(() => context.scope.get('hand')).toBeDefined();
  return { cell, get: () => context.scope.get('hand') ?? {} };
}

test('says how many points are right from the start, and that nothing has been moved', async () => {
  const { get } = await open();
  await expect.element(page.getByText('0 of 4 points right')).toBeVisible();
  expect(get()).toMatchObject({ accuracy: 0, moves: 0, bestAccuracy: 0, dataset: 'gaussians' });
});

test('number fields and arrow keys on the handles steer it', async () => {
  const { get } = await open();
  await page.getByLabelText('Weight w₁').fill('2');
  await page.getByLabelText('Weight w₂').fill('2');
  await expect.poll(() => get().accuracy).toBe(1);
  await expect.element(page.getByRole('status', { name: 'Right' })).toHaveTextContent('100.0%');
  const tip = page.getByRole('application', { name: 'The arrow’s tip' });
  tip.element().focus();
  await userEvent.keyboard('{ArrowLeft}');
  expect(get()).toMatchObject({ w1: 1.95, w2: 2 });
  page.getByRole('application', { name: 'The line' }).element().focus();
  await userEvent.keyboard('{ArrowUp}');
  // The line goes up by 0.05, so the bias falls by w2 times that.
  expect(get().b).toBe(-0.1);
});

test('the arrow’s tip follows the pointer', async () => {
  const { cell, get } = await open();
  const plane = cell.shadowRoot?.querySelector('fp-neuron-plane')?.shadowRoot;
  const tip = plane?.querySelector('.handle:not(.bias)');
  const box = plane?.querySelector('.plane')?.getBoundingClientRect();
  if (!tip || !box) throw new Error('no plane');
  Object.assign(tip, { setPointerCapture: () => {}, hasPointerCapture: () => true });
  const at = { pointerId: 1, button: 0, clientX: box.left + 0.75 * box.width, clientY: box.top + 0.25 * box.height };
  tip.dispatchEvent(new PointerEvent('pointermove', { ...at, bubbles: true }));
  expect(get()).toMatchObject({ w1: 1, w2: 1, moves: 1, accuracy: 1 });
});

test('another dataset starts over with the best, and one line never gets all four points of XOR', async () => {
  const { get } = await open();
  await page.getByLabelText('Weight w₁').fill('5');
  await page.getByLabelText('Dataset').selectOptions('xor4');
  await expect.poll(() => get().dataset).toBe('xor4');
  await page.getByLabelText('Weight w₂').fill('5');
  await page.getByLabelText('Bias b').fill('-2.5');
  await expect.poll(() => get().bestAccuracy).toBe(0.75);
});

test('axe finds nothing', async () => {
  await open();
  expect(await faults()).toEqual([]);
});
