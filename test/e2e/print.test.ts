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

it('prints all of it from the browser’s own menu too, and each cell whole on a sheet', async () => {
  const { page, heard, leave } = await enter('#/lesson/train-a-network-live', { colorScheme: 'dark' });
  const networks = page.locator('fp-network');
  await expect.poll(() => networks.count()).toBe(4);
  // While the page is idle they begin, though nobody has scrolled to them.
  const begun = () =>
    page.evaluate(() =>
      ['net', 'spiral', 'penguins', 'digits'].filter((id) => {
        const history = document.querySelector('fp-network')?.context?.scope.get(id)?.history as { length: number } | undefined;
        return (history?.length ?? 0) > 0;
      }),
    );
  await expect.poll(begun).toHaveLength(4);
  const last = networks.last();
  await last.locator('fp-confusion table').waitFor();
  expect(await last.locator('fp-loss-chart .plot svg').count()).toBe(0);
  const missing = page.getByText('Not drawn yet when this was printed');
  expect(await missing.filter({ visible: true }).count()).toBe(0);

  // As the browser prints: it tells the page, and takes it as it stands a moment later.
  await page.pdf({ format: 'A4' });
  await expect.poll(() => last.locator('fp-loss-chart .plot svg').count()).toBe(1);
  expect(await page.evaluate(() => Object.keys(document.documentElement.dataset))).toEqual([]);

  await page.setViewportSize({ width: 688, height: 1000 });
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect.poll(() => page.evaluate(() => 'printing' in document.documentElement.dataset)).toBe(true);
  expect(await missing.filter({ visible: true }).count()).toBe(0);
  const sheet = Math.floor(((297 - 2 * 16) / 25.4) * 96);
  const tall = () =>
    page.evaluate(
      (most) =>
        [...document.querySelectorAll('.cell')].filter((cell) => cell.getBoundingClientRect().height > most).map(({ id }) => id),
      sheet,
    );
  await expect.poll(tall).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(688);
  expect(heard).toEqual([]);
  await leave();
});
