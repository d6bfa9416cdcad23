/** Leaving and coming back: the network as it was, paused, and going on to the same losses as if nobody had left. */
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

async function steps(page: Page, to: number): Promise<void> {
  const { step } = await net(page);
  for (let next = Number(step) + 1; next <= to; next++) {
    await button(cell(page, title), 'Step').click();
    await expect.poll(async () => (await net(page)).step).toBe(next);
  }
}

it('finds the network as it was after another lesson, and after a reload', async () => {
  const whole = await enter('#/lesson/two-phases-one-network');
  await expect.poll(async () => (await net(whole.page)).rows).toHaveLength(1);
  await steps(whole.page, 9);
  const { rows: expected } = await net(whole.page);
  await whole.leave();

  const { page, heard, leave } = await enter('#/lesson/two-phases-one-network');
  await expect.poll(async () => (await net(page)).rows).toHaveLength(1);
  await steps(page, 3);
  await page.evaluate(() => (location.hash = '#/about'));
  await page.getByRole('heading', { level: 1, name: 'About' }).waitFor();
  await page.goBack();
  await expect.poll(async () => await net(page)).toMatchObject({ step: 3, running: false });
  await steps(page, 6);
  await page.reload();
  await expect.poll(async () => await net(page)).toMatchObject({ step: 6, running: false });
  await steps(page, 9);
  expect((await net(page)).rows).toEqual(expected);
  expect(heard).toEqual([]);
  await leave();
});
