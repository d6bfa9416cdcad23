/** A lesson on paper: what was never scrolled to is drawn, in light colours, and nothing stands there that can only be pressed. */
import { expect, it } from 'vitest';
import { letReadersIn } from './reader';

const enter = letReadersIn();

it('prints a lesson with the charts that nobody has seen yet', async () => {
  const { page, heard, leave } = await enter('#/lesson/loss-and-gradient-descent', { colorScheme: 'dark' });
  await page.locator('fp-network h2, fp-network h3').first().waitFor();
  const chart = page.locator('fp-network fp-loss-chart');
  await expect.poll(() => page.locator('fp-surface svg').count()).toBeGreaterThan(0);
  expect(await chart.locator('.plot > *').count()).toBe(0);

  // The page's own way to print has everything drawn before it asks the browser.
  await page.evaluate(() => {
    window.print = () => void (document.title = 'printed');
  });
  await page.getByRole('button', { name: 'Print this lesson' }).evaluate((button: HTMLElement) => button.click());
  await expect.poll(() => page.title()).toBe('printed');
  await expect.poll(() => chart.locator('.plot svg').count()).toBeGreaterThan(0);

  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe('rgb(29, 27, 24)');
  for (const name of ['Train', 'Share', 'Menu', 'Print this lesson'])
    expect(await page.getByRole('button', { name, exact: true }).count(), name).toBe(0);
  expect(await page.getByRole('navigation').count()).toBe(0);
  expect(await chart.locator('.plot svg').first().isVisible()).toBe(true);
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  expect(pdf.match(/\/Type \/Page\b/g)?.length ?? 0).toBeGreaterThan(4);
  expect(heard).toEqual([]);

  await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme)).toBeUndefined();
  await leave();
});
