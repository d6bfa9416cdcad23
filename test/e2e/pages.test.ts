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
  '#/notes/two-phases-one-network',
  '#/notes/loss-and-gradient-descent',
  '#/sandbox',
  '#/glossary',
  '#/about',
  '#/no-such-page',
];

describe.each(routes)('%s', (route) => {
  it('gives axe nothing to find in either theme, and says nothing to the console', async () => {
    const { page, heard, leave } = await enter(route, { colorScheme: 'light', reducedMotion: 'reduce' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    // Evaluated by the browser's tooling, which the page's content security policy does not concern.
    await page.evaluate(await axe);
    const violations = () =>
      page.evaluate(async () => {
        const { violations: found } = await window.axe.run(document);
        return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
      });
    expect(await violations()).toEqual([]);
    const ink = () => page.evaluate(() => getComputedStyle(document.body).color);
    const light = await ink();
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(ink).not.toBe(light);
    expect(await violations()).toEqual([]);
    expect(heard).toEqual([]);
    await leave();
  });

  it('does not scroll sideways on a phone or a tablet', async () => {
    const { page, leave } = await enter(route, { viewport: { width: 360, height: 800 } });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await width()).toBeLessThanOrEqual(360);
    expect(await page.evaluate(brokenFormulas)).toEqual([]);
    await page.setViewportSize({ width: 900, height: 800 });
    expect(await width()).toBeLessThanOrEqual(900);
    await leave();
  });
});

/** Formulas that stand there twice, as MathML too, for want of their style sheet, and those that are cut off. */
function brokenFormulas(): string[] {
  const broken: string[] = [];
  const look = (root: Document | ShadowRoot) => {
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      if (element.matches('.katex-mathml') && element.clientWidth > 1) broken.push(`twice: ${element.textContent}`);
      if (element.matches('.maths') && element.scrollWidth > element.clientWidth + 1)
        broken.push(`cut off: ${element.textContent}`);
      if (element.shadowRoot) look(element.shadowRoot);
    }
  };
  look(document);
  return broken;
}

declare global {
  interface Window {
    axe: typeof import('axe-core');
  }
}
