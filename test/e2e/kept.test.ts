/** Leaving and coming back: the network as it was, paused, and going on to the same losses as if nobody had left; and a table of the reader's own. */
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { button, cell, letReadersIn } from './reader';

const enter = letReadersIn();
const title = 'One network, two phases';

const net = (page: Page) =>
  page.evaluate(() => {
    const value = document.querySelector('fp-network')?.context?.scope.get('net');
    const history = value?.history as { length: number; columns: Record<string, Float64Array> } | undefined;
    return {
      step: value?.step,
      running: value?.running,
      rows: history ? Array.from(history.columns.testLoss.slice(0, history.length)) : [],
    };
  });

/** From a step that the caller knows: what is published may be empty for a moment while a page comes back. */
async function steps(page: Page, from: number, to: number): Promise<void> {
  for (let next = from + 1; next <= to; next++) {
    await button(cell(page, title), 'Step').click();
    await expect.poll(async () => (await net(page)).step).toBe(next);
  }
}

it('finds the network as it was after another lesson, and after a reload', async () => {
  const whole = await enter('#/lesson/two-phases-one-network');
  await expect.poll(async () => (await net(whole.page)).rows).toHaveLength(1);
  await steps(whole.page, 0, 9);
  const { rows: expected } = await net(whole.page);
  await whole.leave();

  const { page, heard, leave } = await enter('#/lesson/two-phases-one-network');
  await expect.poll(async () => (await net(page)).rows).toHaveLength(1);
  await steps(page, 0, 3);
  await page.evaluate(() => (location.hash = '#/about'));
  await page.getByRole('heading', { level: 1, name: 'About' }).waitFor();
  await page.goBack();
  await expect.poll(async () => await net(page)).toMatchObject({ step: 3, running: false });
  await steps(page, 3, 6);
  await page.reload();
  await expect.poll(async () => await net(page)).toMatchObject({ step: 6, running: false });
  await steps(page, 6, 9);
  expect((await net(page)).rows).toEqual(expected);
  expect(heard).toEqual([]);
  await leave();
});

it('finds a table of the reader’s own after a reload, and in the file of all that is kept', async () => {
  const rows = Array.from({ length: 80 }, (_, i) => `${(i % 9) - 4},${i % 9 > 4 ? 'up' : 'down'}`);
  const table = { name: 'mine.csv', mimeType: 'text/csv', buffer: Buffer.from(['height,way', ...rows].join('\n')) };
  const { page, heard, leave } = await enter('#/lesson/train-a-network-live');
  // Not the first network that stands: cells begin in turns, and another may come before it.
  const own = cell(page, 'A network to play with');
  const found = own.getByText('80 rows, 2 columns. This device keeps it for your next visit.');
  await own.locator('label', { has: page.getByRole('radio', { name: 'Your table' }) }).click();
  await own.getByLabel('Choose a CSV file').setInputFiles(table);
  await found.waitFor();
  const step = () => page.evaluate(() => document.querySelector('fp-network')?.context?.scope.get('net')?.step);
  await button(own, 'Step').click();
  await expect.poll(step).toBe(1);
  await page.reload();
  await found.waitFor();
  await expect.poll(step).toBe(1);

  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByText('and 1 table of your own').waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save it all as a file' }).click(),
  ]);
  const file = await download.path();
  await page.getByRole('button', { name: 'Clear…' }).click();
  await page.getByRole('button', { name: 'Remove it all' }).click();
  await page.getByText('Removed.').waitFor();
  // What the worker still holds in memory is gone with the page.
  await page.reload();
  await own.getByRole('radio', { name: 'Moons' }).waitFor();
  expect(await found.count()).toBe(0);
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByLabel('Take in such a file').setInputFiles(file);
  await page.getByText(/Imported \d+ kept values/).waitFor();
  await page.keyboard.press('Escape');
  await found.waitFor();
  await expect.poll(step).toBe(1);
  expect(heard).toEqual([]);
  await leave();
});
