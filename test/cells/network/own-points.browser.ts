/** The reader draws the examples: by pointer and by keys, read out and undone, and a network is trained on them. */
import axe from 'axe-core';
import { afterEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createEngine } from '../../../src/worker/client';
import { clear, showFake, showNetwork } from './cell';
import type { FakeEngine } from './fake-engine';
import { until } from '../../until';

afterEach(clear);

const sheet = () => page.getByRole('application', { name: 'Draw points' });
const pointsOf = (engine: FakeEngine) => engine.runs.at(-1)?.spec.data.points ?? [];

it('draws by pointer, and each point starts the network over', async () => {
  const { engine } = await showFake({ data: 'moons', datasets: ['moons'], layers: [4] });
  await page.getByRole('radio', { name: 'Your points' }).click();
  await until(() => expect(pointsOf(engine)).toHaveLength(16));
  const { width } = sheet().element().getBoundingClientRect();
  await sheet().click({ position: { x: width / 4, y: width / 4 } });
  await page.getByRole('radio', { name: 'adds B' }).click();
  await sheet().click({ position: { x: width / 2, y: width / 2 } });
  await until(() => expect(pointsOf(engine)).toHaveLength(18));
  expect(pointsOf(engine)[16]).toEqual([expect.closeTo(-1, 1), expect.closeTo(1, 1), 0]);
  expect(pointsOf(engine)[17]).toEqual([expect.closeTo(0, 1), expect.closeTo(0, 1), 1]);
  // Another dataset is looked at, and they are still there.
  await page.getByRole('radio', { name: 'Moons' }).click();
  await until(() => expect(engine.runs.at(-1)?.spec.data.dataset).toBe('moons'));
  expect(engine.runs.at(-1)?.spec.data.points).toBeUndefined();
  await page.getByRole('radio', { name: 'Your points' }).click();
  await until(() => expect(pointsOf(engine)).toHaveLength(18));
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect.element(page.getByText('It takes 2 more points of class A')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.element(page.getByText('18 points: 9 of class A, 9 of class B.').first()).toBeVisible();
});

it('draws by keys, says what it did, and lists the points', async () => {
  const { engine } = await showFake({ data: 'points', layers: [4] });
  sheet().element().focus();
  await userEvent.keyboard('{ArrowRight}{ArrowUp}{Shift>}{ArrowUp}{/Shift}');
  await expect.element(sheet()).toHaveAccessibleDescription('x₁ 0.10, x₂ 0.60');
  await userEvent.keyboard(' ');
  await until(() => expect(pointsOf(engine).at(-1)).toEqual([0.1, 0.6, 0]));
  await expect.element(sheet()).toHaveAccessibleDescription(/^Added class A at 0.1, 0.6\. 17 points/);
  // Space draws, and does not train.
  expect(engine.run.calls.flat()).not.toContain('play');
  await userEvent.keyboard('{Delete}');
  await until(() => expect(pointsOf(engine)).toHaveLength(16));
  await userEvent.keyboard('{Control>}z{/Control}');
  await until(() => expect(pointsOf(engine)).toHaveLength(17));
  await page.getByText('List of points').first().click();
  await page.getByRole('button', { name: 'Remove point 17' }).click();
  await until(() => expect(pointsOf(engine)).toHaveLength(16));
});

it('gives axe nothing to find, and nothing to scroll sideways for', async () => {
  document.body.style.cssText = 'margin:0;background:var(--paper);color:var(--ink)';
  await page.viewport(360, 900);
  await showFake({ data: 'points', layers: [4], controls: 'all' });
  await page.getByText('List of points').first().click();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
  for (const theme of ['light', 'dark']) {
    document.documentElement.dataset.theme = theme;
    await Promise.all(document.getAnimations().map(({ finished }) => finished));
    const { violations } = await axe.run(document.body);
    expect(violations.map(({ id, nodes }) => `${theme} ${id}: ${nodes.map(({ html }) => html).join('\n')}`)).toEqual([]);
  }
  await page.viewport(1440, 900);
});

it('trains a network on what was drawn', async () => {
  const engine = createEngine();
  await showNetwork(
    { data: 'points', layers: [8], stop: { epochs: 400 }, optimizer: { kind: 'adam', learningRate: 0.05 } },
    engine,
  );
  sheet().element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('17 points: 9 of class A').first()).toBeVisible();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect.element(page.getByText(/Stopped:/)).toBeVisible();
  const loss = () => Number(page.getByLabelText('Train loss').element().textContent?.replaceAll('−', '-'));
  await expect.poll(loss).toBeLessThan(0.2);
  engine.close();
});
