/** The activation cell as a reader uses it: choose, drag, move by keys, compare. */
import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../../src/cells/activation/fp-activation';
import { hiddenActivationNames } from '../../../src/cells/activation-names';
import { activations } from '../../../src/engine/activations';
import '../../../src/styles/tokens.css';
import { faults } from '../faults';
import { show, testContext } from '../cell-context';

afterEach(() => document.body.replaceChildren());

const body = { activation: 'tanh', at: 1, limit: 0.05 };
const open = async (more: object = {}) => {
  const context = testContext();
  const cell = await show('fp-activation', { ...body, ...more }, context, 'curve');
  return { cell, get: () => context.scope.get('curve') ?? {} };
};

test('shows the engine’s own value and slope, with the number in the formula', async () => {
  const { get } = await open();
  await expect.element(page.getByRole('status', { name: 'Output' })).toHaveTextContent('0.762');
  await expect.element(page.getByRole('status', { name: 'Slope' })).toHaveTextContent('0.42');
  await expect.element(page.getByText('tanh(1) =')).toHaveTextContent('0.762');
  expect(get()).toMatchObject({ activation: 'tanh', input: 1, zone: 'steep', moves: 0 });
});

test('the handle goes by arrow keys, and the drawing can be dragged', async () => {
  const { cell, get } = await open();
  const handle = page.getByRole('slider', { name: 'Move the input' });
  await expect.element(handle).toBeVisible();
  handle.element().focus();
  await userEvent.keyboard('{ArrowRight}');
  expect(get()).toMatchObject({ input: 1.05, moves: 1 });
  const chart = cell.shadowRoot?.querySelector('fp-curves')?.shadowRoot?.querySelector('.drawing');
  if (!chart) throw new Error('no drawing');
  const box = chart.getBoundingClientRect();
  const press = (x: number) => ({ pointerId: 1, button: 0, clientX: box.left + x, clientY: box.top + 60, bubbles: true });
  // An event made by hand has no pointer that could be captured.
  Object.assign(chart, { setPointerCapture: () => {}, hasPointerCapture: () => true });
  chart.dispatchEvent(new PointerEvent('pointerdown', press(1)));
  expect(get()).toMatchObject({ input: -4, zone: 'flat' });
  chart.dispatchEvent(new PointerEvent('pointermove', press(box.width - 1)));
  expect(get().input).toBe(4);
});

test('ReLU is dead left of 0, and says so once', async () => {
  const { get } = await open();
  await page.getByLabelText('Activation').selectOptions('relu');
  await page.getByLabelText('Input x').fill('-1');
  await expect.poll(() => get().zone).toBe('dead');
  await expect.element(page.getByText('ReLU is dead here: its slope is exactly 0').first()).toBeVisible();
});

test.each(hiddenActivationNames)('%s: every formula ends in the engine’s value', async (name) => {
  await open({ activation: name, at: -0.75 });
  const { value, derivative } = activations[name];
  const last = (label: string) => page.getByLabelText(label).element().textContent?.split('=').at(-1)?.trim().replace('−', '-');
  expect(Number(last('Formula with the input'))).toBeCloseTo(value(-0.75), 2);
  expect(Number(last('Derivative with the input'))).toBeCloseTo(derivative(-0.75), 2);
});

test('axe finds nothing, with a second function laid over', async () => {
  await open({ compare: 'relu' });
  await expect.element(page.getByRole('slider')).toBeVisible();
  expect(await faults()).toEqual([]);
});
