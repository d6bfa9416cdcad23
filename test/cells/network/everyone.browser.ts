/** For everyone: one control by one name, nothing for axe to find in either theme and phase, nothing to scroll sideways for. */
import axe from 'axe-core';
import { afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { clear, showFake } from './cell';

afterEach(clear);

const phase = (name: string) => page.getByRole('radiogroup', { name: 'Phase' }).getByText(name);

async function inPhase(name: 'Training' | 'Inference', body: Parameters<typeof showFake>[0]): Promise<void> {
  document.body.style.cssText = 'margin:0;background:var(--paper);color:var(--ink)';
  const { engine } = await showFake(body);
  engine.run.hear({ step: 10, epoch: 1.4 }, { step: 10, epoch: 1.4, trainLoss: 0.5, testLoss: 0.6, testAccuracy: 0.7 });
  if (name === 'Training') return;
  await phase('Inference').click();
  await expect.element(page.getByRole('button', { name: 'Measure', exact: true })).toBeEnabled();
  await page.getByRole('button', { name: 'Measure', exact: true }).click();
  await expect.element(page.getByText(/as long as an inference/)).toBeVisible();
}

/** Once colours have come to rest. */
async function settled(): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(resolve));
  await Promise.all(document.getAnimations().map(({ finished }) => finished));
}

describe.each(['moons', 'digits'])('with %s', (data) => {
  it.each(['Training', 'Inference'] as const)('gives axe nothing to find in %s, light and dark', async (name) => {
    await inPhase(name, { data, layers: [8], controls: 'all' });
    for (const theme of ['light', 'dark']) {
      document.documentElement.dataset.theme = theme;
      await settled();
      const { violations } = await axe.run(document.body);
      expect(violations.map(({ id, nodes }) => `${theme} ${id}: ${nodes.map(({ html }) => html).join('\n')}`)).toEqual([]);
    }
  });

  it.each([360, 900, 1440])('scrolls nothing sideways at %i pixels', async (width) => {
    await page.viewport(width, 900);
    await inPhase('Training', { data, layers: [8], controls: 'all' });
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    await phase('Inference').click();
    await expect.element(page.getByRole('button', { name: 'Measure', exact: true })).toBeEnabled();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    await page.viewport(1440, 900);
  });
});

it('stands its own headings one level under its title, wherever that is', async () => {
  const { cell } = await showFake({ data: 'moons' });
  const levels = () => new Set(Array.from(cell.shadowRoot?.querySelectorAll('h3') ?? [], ({ ariaLevel }) => ariaLevel));
  expect(levels()).toEqual(new Set(['4']));
  const title = document.createElement('h2');
  title.slot = 'title';
  cell.replaceChildren(title);
  cell.requestUpdate();
  await cell.updateComplete;
  expect(levels()).toEqual(new Set(['3']));
});

it('shows under Train what Train moves, where the panes stand in one column', async () => {
  await page.viewport(360, 900);
  const { cell } = await showFake({ data: 'moons', layers: [8] });
  const top = (pane: string) => cell.shadowRoot?.querySelector(pane)?.getBoundingClientRect().top ?? NaN;
  expect(top('.prediction')).toBeLessThan(top('.controls'));
  await page.viewport(1440, 900);
  expect(top('.prediction')).toBe(top('.controls'));
});

it('has one control by each of the fixed names', async () => {
  const { engine } = await showFake({ data: 'moons', controls: 'all' });
  engine.run.hear({ step: 10, epoch: 1.4 }, { step: 10, epoch: 1.4, trainLoss: 0.5, testLoss: 0.6 });
  await expect.element(page.getByRole('slider', { name: 'Loss' })).toBeVisible();
  const fields = ['Activation', 'Optimizer', 'Learning rate', 'Batch size', 'Backend', 'Seed'];
  const figures = ['Epoch', 'Train loss', 'Test loss', 'Steps per second'];
  for (const name of [...fields, ...figures]) {
    expect(`${name}: ${page.getByLabelText(name).elements().length}`).toBe(`${name}: 1`);
  }
  expect(page.getByRole('radiogroup', { name: 'Dataset' }).elements()).toHaveLength(1);
  for (const name of ['Train', 'Step', 'Reset', 'Export'])
    expect(`${name}: ${page.getByRole('button', { name }).elements().length}`).toBe(`${name}: 1`);
  await phase('Inference').click();
  await expect.element(page.getByRole('button', { name: 'Measure', exact: true })).toBeEnabled();
  for (const name of ['Measure', 'Export'])
    expect(`${name}: ${page.getByRole('button', { name }).elements().length}`).toBe(`${name}: 1`);
  for (const name of ['Backend', 'Batch size', 'Repeats', 'Median latency', 'p95 latency', 'Throughput'])
    expect(`${name}: ${page.getByLabelText(name).elements().length}`).toBe(`${name}: 1`);
});
