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
  await expect.element(page.getByLabelText('Target, which is predicted')).toHaveValue('sign');
  await expect.element(page.getByLabelText('id is used as')).toHaveValue('out');
  await expect.element(page.getByText('1 of 60 rows of signs.csv lack a value')).toBeVisible();
  await page.getByLabelText('colour is used as').selectOptions('out');
  await expect.element(page.getByText(/1 → 6 → 1/)).toBeVisible();

  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect.element(page.getByText(/Stopped:/)).toBeVisible();
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

it('predicts a number in its own unit: held out, over the plane of two columns, and for a row of the reader’s own', async () => {
  document.body.style.cssText = 'margin:0;background:var(--paper);color:var(--ink)';
  const engine = createEngine();
  // y = 3x − 2z + 100 and a little more, by a sine that looks like noise.
  const noise = (i: number) => ((Math.sin(i * 78.233) * 43758.5453) % 1) * 0.5;
  const rows = Array.from({ length: 120 }, (_, i) => {
    const [x, z] = [(i * 37) % 60, ((i * 23) % 41) / 4];
    return `${x},${z},${(3 * x - 2 * z + 100 + noise(i)).toFixed(3)},${i % 4}`;
  });
  const { cell, context } = await showNetwork(
    {
      data: 'moons',
      layers: [],
      optimizer: { kind: 'adam', learningRate: 0.05 },
      stop: { epochs: 150 },
      inference: { backend: 'plain' },
    },
    engine,
  );
  await page.getByRole('radio', { name: 'Your table' }).click();
  await userEvent.upload(field(), csv(['x,z,y,grade', ...rows].join('\n'), 'slope.csv'));
  // A few numbers may be classes, and need not.
  await expect.element(page.getByLabelText('grade, the target, is')).toHaveValue('category');
  await page.getByLabelText('grade, the target, is').selectOptions('number');
  await expect.element(page.getByText(/3 → 1/)).toBeVisible();
  await page.getByLabelText('Target, which is predicted').selectOptions('y');
  await page.getByLabelText('grade is used as').selectOptions('out');
  await expect.element(page.getByText(/2 → 1 · 3 parameters/)).toBeVisible();
  await expect.element(page.getByText(/this is linear regression/)).toBeVisible();
  await expect.element(page.getByText('So is “y”, which is predicted')).toBeVisible();

  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect.element(page.getByText(/Stopped:/)).toBeVisible();
  const r2 = () => Number(/R² (?:> )?(\d\.\d+)/.exec(cell.shadowRoot?.querySelector('.prediction')?.textContent ?? '')?.[1]);
  await expect.poll(r2).toBeGreaterThan(0.95);
  expect(context.scope.get('net')).toMatchObject({ testAccuracy: null, dataset: 'table' });
  await expect.element(page.getByText('Shown in the chart')).not.toBeInTheDocument();
  const plane = page.getByRole('img', { name: /What the network predicts for y over x and z: from/ });
  await expect.element(plane).toBeVisible();
  await page.getByRole('button', { name: 'the error' }).click();
  await expect.element(page.getByText(/over the 36 held-out rows, in the unit of “y”/)).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).click();
  await page
    .elementLocator(cell.shadowRoot!.querySelector('fp-predicted')!)
    .getByRole('button', { name: 'Show as table' })
    .click();
  await expect.element(page.getByRole('columnheader', { name: 'true y' })).toBeVisible();

  await page.getByRole('radio', { name: 'Inference' }).click();
  await expect.element(page.getByText(/Predicted y:/)).toBeVisible();
  await userEvent.fill(page.getByLabelText('x', { exact: true }), '20');
  await userEvent.fill(page.getByLabelText('z', { exact: true }), '5');
  const answer = () => Number(/Predicted y:\s*([\d.]+)/.exec(page.getByText(/Predicted y:/).element().textContent ?? '')?.[1]);

  // 3 · 20 − 2 · 5 + 100
  await expect.poll(() => Math.abs(answer() - 150)).toBeLessThan(3);
  await userEvent.fill(page.getByLabelText('x', { exact: true }), '');
  await expect.element(page.getByText('There is no answer: x must be a number.')).toBeVisible();
  await userEvent.fill(page.getByLabelText('x', { exact: true }), '30');
  await expect.poll(answer).toBeGreaterThan(170);

  for (const width of [360, 1440]) {
    await page.viewport(width, 900);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    const { violations } = await axe.run(cell);
    expect(violations.map(({ id, nodes }) => `${width} ${id}: ${nodes.map(({ html }) => html).join('\n')}`)).toEqual([]);
  }
  engine.close();
});
