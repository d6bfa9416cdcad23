/** Every page of the built site: nothing for axe to find in either theme, nothing scrolls sideways, and the console is silent. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { letReadersIn } from './reader';

const enter = letReadersIn();
const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const routes = [
  '#/lesson/two-phases-one-network',
  '#/lesson/neurons-and-activation-functions',
  '#/lesson/loss-and-gradient-descent',
  '#/lesson/from-sgd-to-adam',
  '#/lesson/train-a-network-live',
  '#/lesson/switch-to-inference',
  '#/sandbox',
  '#/glossary',
  '#/about',
  '#/no-such-page',
];

describe.each(routes)('%s', (route) => {
  it.each(['light', 'dark'] as const)('gives axe nothing to find, in %s', async (colorScheme) => {
    const { page, heard, leave } = await enter(route, { colorScheme, reducedMotion: 'reduce' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    // Evaluated by the browser's tooling, which the page's content security policy does not concern.
    await page.evaluate(await axe);
    const violations = await page.evaluate(async () => {
      const { violations: found } = await window.axe.run(document);
      return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
    });
    expect(violations).toEqual([]);
    expect(heard).toEqual([]);
    await leave();
  });

  it.each([360, 900])('does not scroll sideways at %i px', async (width) => {
    const { page, leave } = await enter(route, { viewport: { width, height: 800 } });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await leave();
  });
});

declare global {
  interface Window {
    axe: typeof import('axe-core');
  }
}
