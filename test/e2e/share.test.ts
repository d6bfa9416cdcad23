/** A link handed from one reader to another: the same cell in a fresh profile, and the same losses to the last bit. */
import type { Page } from 'playwright';
import { expect, inject, it } from 'vitest';
import { button, cell, letReadersIn } from './reader';

const enter = letReadersIn();
const title = 'One network, two phases';

interface Row {
  step: number;
  trainLoss: number;
  testLoss: number;
}

/** The loss curve of the first network cell, to the last bit. */
const curve = (page: Page) =>
  page.evaluate(() => {
    const history = document.querySelector('fp-network')?.context?.scope.get('net')?.history as
      { length: number; columns: Record<string, Float64Array> } | undefined;
    if (!history) return [];
    return Array.from({ length: history.length }, (_, i) => ({
      step: history.columns.step[i],
      trainLoss: history.columns.trainLoss[i],
      testLoss: history.columns.testLoss[i],
    })) as Row[];
  });

const published = (page: Page, name: string) =>
  page.evaluate((key) => document.querySelector('fp-network')?.context?.scope.get('net')?.[key], name);

async function share(page: Page): Promise<string> {
  const net = cell(page, title);
  await button(net, 'Share').click();
  const field = net.getByLabel('Link', { exact: true });
  await expect.poll(() => field.inputValue()).toContain('?s=1.');
  return field.inputValue();
}

it('opens the cell as it was, paused, and repeats its run with the knobs turned in it', async () => {
  const first = await enter('#/lesson/two-phases-one-network');
  const net = cell(first.page, title);
  await button(net, 'Step').click();
  await expect.poll(() => published(first.page, 'step')).toBe(1);
  await net.getByLabel('Learning rate', { exact: true }).first().fill('0.037');
  await first.page.keyboard.press('Enter');
  for (let step = 2; step <= 12; step++) {
    await button(net, 'Step').click();
    await expect.poll(() => published(first.page, 'step')).toBe(step);
  }
  const url = await share(first.page);
  expect(url.split('?s=')[1].length).toBeLessThan(8192);
  const there = await curve(first.page);
  expect(there).toHaveLength(13);
  expect(first.heard).toEqual([]);
  await first.leave();

  const second = await enter(url.slice(inject('site').length));
  const opened = cell(second.page, title);
  await opened.getByText('as somebody shared it').waitFor();
  await opened.getByText('trained for 12 steps').waitFor();
  expect(await published(second.page, 'running')).toBe(false);
  await expect.poll(() => published(second.page, 'step')).toBe(0);
  for (let step = 1; step <= 12; step++) {
    await button(opened, 'Step').click();
    await expect.poll(() => published(second.page, 'step')).toBe(step);
  }
  expect(await curve(second.page)).toEqual(there);
  expect(await published(second.page, 'learningRate')).toBe(0.037);
  expect(second.heard).toEqual([]);
  await second.leave();
});

it('says of a bad link what is wrong, and opens the lesson as usual', async () => {
  const { page, heard, leave } = await enter('#/lesson/two-phases-one-network?s=1.AAAAnonsense');
  await page.getByText('This link could not be opened').waitFor();
  await page.getByText('decompression').waitFor();
  await button(cell(page, title), 'Train').waitFor();
  expect(heard).toEqual([]);
  // Another link in the same page is another page.
  await page.goto(`${inject('site')}#/lesson/two-phases-one-network`);
  await expect.poll(() => page.getByText('This link could not be opened').count()).toBe(0);
  await leave();
});
