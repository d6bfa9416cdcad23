/** A loss surface, as a reader works it: by keyboard, by pointer, and read as a table. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../../src/cells/surface/fp-surface';
import { surfaceNames, type SurfaceBody } from '../../../src/cells/surface/schema';
import '../../../src/styles/tokens.css';
import { show, testContext, type TestContext } from '../cell-context';

const body: SurfaceBody = {
  surface: 'quadratic',
  surfaces: [...surfaceNames],
  curvatures: [1, 8],
  learningRate: 0.05,
  momentum: 0,
  steps: 40,
};
let context: TestContext;
const start = page.getByRole('slider', { name: 'Start' });
const rate = page.getByRole('spinbutton', { name: 'Learning rate' });
const published = () => context.scope.get('bowl') as Record<string, unknown>;
const chart = () => document.querySelector('fp-surface')?.shadowRoot?.querySelector('fp-chart-contour')?.shadowRoot;

beforeEach(async () => {
  context = testContext();
  await show('fp-surface', body, context, 'bowl');
  await expect.poll(() => chart()?.querySelector('.plot svg path')).toBeTruthy();
});
afterEach(() => document.body.replaceChildren());

test('opens below the limit, with everything said and published', async () => {
  expect(published()).toMatchObject({ surface: 'quadratic', limit: 0.25, overLimit: 0.2, diverged: false, moved: 0, changes: 0 });
  expect(published().loss).toBeCloseTo(0.0846, 3);
  await expect.element(page.getByText('Below the limit: it converges.')).toBeVisible();
  await expect.element(page.getByRole('status', { name: 'Limit 2/λmax' })).toHaveTextContent('0.250');
});

test('just past the limit it diverges, and says so', async () => {
  await rate.fill('0.2501');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText(/^Past the limit/)).toBeVisible();
  expect(published()).toMatchObject({ diverged: true, limit: 0.25 });
  await rate.fill('0.25');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText(/^Exactly at the limit/)).toBeVisible();
});

test('the start moves by arrow keys, and the contours are not drawn again for it', async () => {
  const drawing = chart()?.querySelector('.plot svg');
  const path = () => chart()?.querySelector('.path')?.getAttribute('d');
  const before = path();
  (start.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowRight}{ArrowUp}');
  await expect.element(start).toHaveAttribute('aria-valuetext', 'w₁ −3, w₂ 1.5');
  expect(path()).not.toBe(before);
  expect(chart()?.querySelector('.plot svg')).toBe(drawing);
  expect(published()).toMatchObject({ moved: 2 });
  await userEvent.keyboard('{Shift>}{ArrowLeft}{ArrowLeft}{/Shift}');
  await expect.element(start).toHaveAttribute('aria-valuenow', '-4');
});

test('a mouse calls the start to itself', async () => {
  const target = chart()?.querySelector<HTMLElement>('.drawing');
  const { left, top, width, height } = target?.getBoundingClientRect() ?? new DOMRect();
  const at = { clientX: left + 0.75 * width, clientY: top + 0.25 * height, bubbles: true, composed: true, button: 0 };
  target?.dispatchEvent(new PointerEvent('pointerdown', { ...at, pointerType: 'touch' }));
  expect(published()).toMatchObject({ moved: 0 });
  await page.elementLocator(target as HTMLElement).click({ position: { x: 0.75 * width, y: 0.25 * height } });
  await expect.poll(() => published().moved).toBeGreaterThan(0);
  expect(Number(start.element().getAttribute('aria-valuenow'))).toBeGreaterThan(0);
});

test('with momentum the limit is another; another surface has its own rate and no limit', async () => {
  await page.getByRole('spinbutton', { name: 'Momentum' }).fill('0.5');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('status', { name: 'Limit 2(1 + μ)/λmax' })).toHaveTextContent('0.375');
  expect(published()).toMatchObject({ limitMoves: 'higher' });
  await page.getByRole('combobox', { name: 'Surface' }).selectOptions('Rosenbrock');
  expect(published()).toMatchObject({ surface: 'rosenbrock', learningRate: 0.001, momentum: 0, limit: null, limitMoves: null });
  await expect.element(page.getByText('It has not arrived yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Reset' }).click();
  expect(published()).toMatchObject({ surface: 'rosenbrock' });
});

test('on the ridge of the saddle the path ends where the slope is zero, at no minimum', async () => {
  await page.getByRole('combobox', { name: 'Surface' }).selectOptions('Saddle');
  (start.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(start).toHaveAttribute('aria-valuetext', 'w₁ −1.6, w₂ 0');
  await page.getByRole('spinbutton', { name: 'Steps' }).fill('300');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText(/^It stands still, and not at a minimum/)).toBeVisible();
  expect(published().loss).toBeCloseTo(0.25, 6);
});

test('the path can be read as a table', async () => {
  await page.getByRole('button', { name: 'Show as table' }).first().click();
  const first = page.getByRole('row', { name: /^0 −3.2 1.4/ });
  await expect.element(first).toBeVisible();
  expect(chart()?.querySelectorAll('tbody tr')).toHaveLength(41);
});
