/** A CSV of the reader's own: chosen, read in the real worker, its columns picked, and a network trained on it. */
import axe from 'axe-core';
import { afterEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createEngine } from '../../../src/worker/client';
import { clear, showNetwork } from './cell';

afterEach(clear);

// The sign of one column tells the classes apart; the colours say nothing.
const rows = Array.from({ length: 60 }, (_, i) => {
  const x = Math.sin(i * 12.9898) * 3;
  return `${i},${i === 7 ? '' : x.toFixed(3)},${['red', 'blue', 'green'][i % 3]},${x > 0 ? 'up' : 'down'}`;
});
const csv = (text: string, name = 'signs.csv') => new File([text], name, { type: 'text/csv' });
const good = csv(['id,height,colour,sign', ...rows].join('\n'));
const field = () => page.getByLabelText(/Choose (a|another) CSV file/);

it('is chosen, trained on, and refused in place where it is wrong', async () => {
  document.body.style.cssText = 'margin:0;background:var(--paper);color:var(--ink)';
  const engine = createEngine();
  const { cell } = await showNetwork(
    { data: 'moons', datasets: ['moons'], layers: [6], optimizer: { kind: 'adam', learningRate: 0.05 }, stop: { epochs: 200 } },
    engine,
  );
  await page.getByRole('radio', { name: 'Your table' }).click();
  await expect.element(field()).toBeVisible();
  await userEvent.upload(field(), csv('a,b\n1,"2\n', 'broken.csv'));
  await expect.element(page.getByText(/Line 2, column 3: this quote is never closed/)).toBeVisible();

  await userEvent.upload(field(), good);
  await expect.element(page.getByText('60 rows, 4 columns.')).toBeVisible();
  await expect.element(page.getByLabelText('Target, whose values')).toHaveValue('sign');
  await expect.element(page.getByLabelText('id is used as')).toHaveValue('out');
  await expect.element(page.getByText('1 of 60 rows of signs.csv lack a value')).toBeVisible();
  await page.getByLabelText('colour is used as').selectOptions('out');
  await expect.element(page.getByText(/1 → 6 → 1/)).toBeVisible();

  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect.element(page.getByText(/Stopped:/), { timeout: 20_000 }).toBeVisible();
  const loss = () => Number(page.getByLabelText('Train loss').element().textContent?.replaceAll('−', '-'));
  await expect.poll(loss).toBeLessThan(0.2);

  // A bad file leaves everything as it was.
  await userEvent.upload(field(), csv('', 'empty.csv'));
  await expect.element(page.getByText('The file is empty.')).toBeVisible();
  await expect.element(page.getByText('60 rows, 4 columns.')).toBeVisible();
  expect(loss()).toBeLessThan(0.2);

  for (const width of [360, 1440]) {
    await page.viewport(width, 900);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    const { violations } = await axe.run(cell);
    expect(violations.map(({ id, nodes }) => `${width} ${id}: ${nodes.map(({ html }) => html).join('\n')}`)).toEqual([]);
  }
  engine.close();
});

it('is asked for again where a link speaks of a table that is not here', async () => {
  const engine = createEngine();
  const table = { key: 'never-seen', name: 'far.csv', target: 'b', classes: ['x', 'y'], columns: [{ name: 'a', values: null }] };
  await showNetwork({ data: 'table', table, layers: [4] }, engine);
  await expect.element(page.getByText(/The table far\.csv is not on this device\. Choose the same file again/)).toBeVisible();
  await expect.element(page.getByText(/learns from the table far\.csv, which is not on this device/)).toBeVisible();
  engine.close();
});
