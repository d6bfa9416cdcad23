/** Finding one's way in the built site: search, outline, links to headings, the list of keys; by keyboard, and on a phone. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { letReadersIn } from './reader';

const enter = letReadersIn();
const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const lesson = '#/lesson/two-phases-one-network';
const hash = (page: Page) => page.evaluate(() => location.hash);
const field = (page: Page) => page.getByRole('combobox', { name: 'Search lessons and glossary' });
const options = (page: Page) => page.getByRole('listbox', { name: 'Found' }).getByRole('option');

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(await axe);
  return page.evaluate(async () => {
    const { violations: found } = await window.axe.run(document);
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  });
}

it('searches lessons and glossary by keyboard, and fetches what it searches only then', async () => {
  const { page, heard, leave } = await enter(lesson);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  const fetched = () =>
    page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => name.includes('search-index')).length);
  expect(await fetched()).toBe(0);
  // what is typed right after the key arrives
  await page.keyboard.press('/');
  await page.keyboard.type('nest');
  expect(await field(page).inputValue()).toBe('nest');
  await options(page).first().waitFor();
  expect(await fetched()).toBe(1);
  await page.getByRole('group', { name: 'From SGD to Adam' }).waitFor();
  expect(await options(page).first().getAttribute('aria-selected')).toBe('true');
  expect(await options(page).first().textContent()).toContain('Nesterov');
  await page.keyboard.press('ArrowDown');
  expect(await options(page).nth(1).getAttribute('aria-selected')).toBe('true');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect.poll(() => hash(page)).toBe('#/lesson/from-sgd-to-adam/nesterov');
  const heading = page.getByRole('heading', { name: 'Nesterov', exact: true });
  await expect.poll(() => heading.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.press('/');
  await page.keyboard.type('softmax');
  await page.getByRole('group', { name: 'Glossary' }).waitFor();
  await page.keyboard.press('Escape');
  expect(await options(page).count()).toBe(0);
  expect(await field(page).inputValue()).toBe('softmax');
  await page.keyboard.press('Escape');
  expect(await field(page).inputValue()).toBe('');
  await page.keyboard.type('xyzzy');
  await page.getByText('Nothing has “xyzzy” in it.').waitFor();
  await field(page).fill('epoch');
  await page.getByRole('group', { name: 'Glossary' }).getByRole('option').first().click();
  await expect.poll(() => hash(page)).toBe('#/glossary/epoch');
  expect(heard).toEqual([]);
  await leave();
});

it('shows the lesson’s outline in the rail, and where one is in it', async () => {
  const { page, heard, leave } = await enter(lesson);
  const outline = page.getByRole('navigation', { name: 'On this page' });
  await outline.getByRole('link', { name: 'One network, two phases' }).waitFor();
  expect(await page.getByRole('navigation', { name: 'Lessons' }).count()).toBe(1);
  expect(await outline.getByRole('link', { name: 'Your guess first' }).count()).toBe(0);
  await outline.getByRole('link', { name: 'How much work is gone?' }).click();
  await expect.poll(() => hash(page)).toBe(`${lesson}/how-much-work-is-gone`);
  await outline.locator('[aria-current="location"]', { hasText: 'How much work is gone?' }).waitFor();
  await outline.getByRole('link', { name: 'Measure it' }).click();
  await expect.poll(() => page.locator('#meas, section.cell:focus').first().isVisible()).toBe(true);
  await page.getByRole('navigation', { name: 'Lessons' }).getByRole('link', { name: 'From SGD to Adam' }).click();
  await outline.getByRole('link', { name: 'A fair race' }).waitFor();
  await page.getByRole('navigation', { name: 'Lessons' }).getByRole('link', { name: 'About' }).click();
  await page.getByRole('heading', { level: 1, name: 'About' }).waitFor();
  expect(await outline.count()).toBe(0);
  expect(heard).toEqual([]);
  await leave();
});

it('copies the link of a heading and of a cell', async () => {
  const { page, leave } = await enter(lesson, { permissions: ['clipboard-read', 'clipboard-write'] });
  for (const [title, name, anchor] of [
    ['Memory', 'Link to this section', 'memory'],
    ['One network, two phases', 'Link to this cell', 'net'],
  ]) {
    const link = page.getByRole('link', { name, exact: true }).and(page.locator(`[href$="/${anchor}"]`));
    expect(await link.evaluate((element) => element.ariaDescribedByElements?.map(({ textContent }) => textContent))).toEqual([
      title,
    ]);
    expect(await page.getByRole('main').getByRole('link', { name: title }).count()).toBe(0);
    await link.focus();
    await page.keyboard.press('Enter');
    await page.getByText(`Link to “${title}” copied`).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(`${page.url().split('#')[0]}${lesson}/${anchor}`);
    expect(await hash(page)).toBe(`${lesson}/${anchor}`);
  }
  await leave();
});

it('lists every key on ?, but leaves both keys to fields', async () => {
  const { page, heard, leave } = await enter('#/glossary');
  await page.getByRole('heading', { level: 1 }).waitFor();
  const keys = page.getByRole('dialog', { name: 'Keyboard' });
  await page.getByRole('searchbox', { name: 'Search the glossary' }).focus();
  await page.keyboard.type('a/b?');
  expect(await page.getByRole('searchbox', { name: 'Search the glossary' }).inputValue()).toBe('a/b?');
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('?');
  await keys.getByText('Search lessons and glossary').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('/');
  expect(await keys.isVisible()).toBe(true);
  await page.keyboard.press('Escape');
  await keys.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Keyboard', exact: true }).click();
  await keys.getByRole('button', { name: 'Close' }).click();
  await keys.waitFor({ state: 'hidden' });
  expect(heard).toEqual([]);
  await leave();
});

it.each(['light', 'dark'] as const)(
  'works in the drawer of a phone, with nothing for axe to find, in %s',
  async (colorScheme) => {
    const options360 = { viewport: { width: 360, height: 740 }, hasTouch: true, colorScheme, reducedMotion: 'reduce' } as const;
    const { page, heard, leave } = await enter(lesson, options360);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Menu', exact: true }).click();
    const outline = page.getByRole('navigation', { name: 'On this page' });
    await outline.getByRole('link', { name: 'Memory' }).waitFor();
    await field(page).fill('gradient');
    await page.getByRole('group').first().waitFor();
    const box = await page.getByRole('listbox', { name: 'Found' }).boundingBox();
    expect(box!.x).toBeGreaterThanOrEqual(0);
    expect(box!.x + box!.width).toBeLessThanOrEqual(360);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await outline.getByRole('link', { name: 'Memory' }).click();
    await expect.poll(() => hash(page)).toBe(`${lesson}/memory`);
    await expect.poll(() => page.getByRole('button', { name: 'Menu', exact: true }).getAttribute('aria-expanded')).toBe('false');
    // with the drawer closed the key opens it
    await page.keyboard.press('/');
    await page.keyboard.type('adam');
    expect(await field(page).inputValue()).toBe('adam');
    for (let i = 0; i < 3; i++) await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('button', { name: 'Menu', exact: true }).getAttribute('aria-expanded')).toBe('false');
    expect(heard).toEqual([]);
    await leave();
  },
);
