/** The notebook as a whole: code written, broken and interrupted, a network trained, both kept, handed on, and the same to the last bit. */
import type { Locator, Page } from 'playwright';
import { expect, inject, it } from 'vitest';
import { button, cell, letReadersIn } from './reader';

const enter = letReadersIn();
const route = '#/lesson/two-phases-one-network';

const network = (page: Page) => cell(page, 'One network, two phases');
const code = (page: Page) => cell(page, 'The forward pass, by hand');
const badge = (page: Page) => code(page).locator('.badge').textContent();

const published = (page: Page, name: string) =>
  page.evaluate((key) => document.querySelector('fp-network')?.context?.scope.get('net')?.[key], name);

/** The loss curve, each number with all its bits. */
const curve = (page: Page) =>
  page.evaluate(() => {
    const history = document.querySelector('fp-network')?.context?.scope.get('net')?.history as
      { length: number; columns: Record<string, Float64Array> } | undefined;
    const { step, trainLoss, testLoss } = history?.columns ?? {};
    return Array.from({ length: history?.length ?? 0 }, (_, i) => [step[i], trainLoss[i], testLoss[i]]);
  });

async function run(page: Page, text: string): Promise<void> {
  await code(page).getByRole('textbox', { name: 'Code' }).click();
  await code(page).locator('.cm-content').waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
  await page.keyboard.press('Shift+Enter');
}

/** Three passes over the data and two steps: where that ends does not depend on the clock. */
async function train(page: Page): Promise<void> {
  const step = button(network(page), 'Step');
  await expect.poll(async () => (await curve(page)).length).toBe(1);
  for (let epoch = 1; epoch <= 3; epoch++) {
    await step.click({ modifiers: ['Shift'] });
    await expect.poll(() => published(page, 'epoch')).toBe(epoch);
  }
  const before = Number(await published(page, 'step'));
  for (let more = 1; more <= 2; more++) {
    await step.click();
    await expect.poll(() => published(page, 'step')).toBe(before + more);
  }
}

async function share(from: Locator): Promise<string> {
  await button(from, 'Share').click();
  const field = from.getByLabel('Link', { exact: true });
  await expect.poll(() => field.inputValue()).toContain('?s=1.');
  const url = await field.inputValue();
  await from.getByRole('button', { name: 'Close', exact: true }).click();
  return url.slice(inject('site').length);
}

it('is written, broken, interrupted, trained, left, found again, shared, and the same in a fresh profile', async () => {
  const first = await enter(route);
  const { page } = first;
  await run(page, 'const a = 1;\na.b.c');
  await code(page).getByText('Line 2, column 5').waitFor();
  expect(await badge(page)).toMatch(/^error/);
  await run(page, 'for (;;) {}');
  await expect.poll(() => badge(page)).toMatch(/^running/);
  await button(code(page), 'Interrupt').click();
  await code(page)
    .getByText(/Interrupted after/)
    .waitFor();
  await run(page, 'const mine = 6 * 7;\nmine');
  await expect.poll(() => badge(page)).toBe('ok · edited');
  await train(page);
  const there = await curve(page);
  const step = there.at(-1)?.[0];
  expect(step).toBeGreaterThan(10);

  await page.goto(`${inject('site')}#/glossary`);
  await page.getByRole('heading', { level: 1, name: 'Glossary' }).waitFor();
  await page.goto(inject('site') + route);
  await expect.poll(() => published(page, 'step')).toBe(step);
  await page.reload();
  await expect.poll(() => badge(page)).toBe('idle · edited');
  await code(page).getByText('const mine = 6 * 7;').waitFor();
  await expect.poll(() => published(page, 'step')).toBe(step);
  expect(await curve(page)).toEqual(there);
  const whole = await share(network(page));
  const alone = await share(code(page));
  expect(first.heard).toEqual([]);
  await first.leave();

  const second = await enter(whole);
  await network(second.page).getByText('as somebody shared it').waitFor();
  await code(second.page).getByText('This code came with a link. Read it; it runs only when you press Run.').waitFor();
  await code(second.page).getByText('const mine = 6 * 7;').waitFor();
  await train(second.page);
  expect(await curve(second.page)).toEqual(there);
  // All this time nobody has run it.
  expect(await badge(second.page)).toBe('idle · from a link');
  await button(code(second.page), 'Run').click();
  await expect.poll(() => badge(second.page)).toBe('ok · edited');
  expect(await code(second.page).locator('.outputs').innerText()).toBe('42');

  // Over code of one's own a link's is shown, and takes nothing away.
  await run(second.page, '"my own"');
  await expect.poll(() => badge(second.page)).toBe('ok · edited');
  await second.page.goto(inject('site') + alone);
  await expect.poll(() => badge(second.page)).toBe('idle · from a link');
  await button(code(second.page), 'Run').click();
  await expect.poll(() => badge(second.page)).toBe('ok · edited');
  await second.page.goto(inject('site') + route);
  await second.page.reload();
  await code(second.page).getByText('const mine = 6 * 7;').waitFor();
  await button(code(second.page), 'Back to your own code').click();
  await code(second.page).getByText('"my own"').waitFor();
  expect(second.heard).toEqual([]);
  await second.leave();
});
