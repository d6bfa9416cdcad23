/** What a reader's browser must load: little JavaScript to read, not much more to train, and TensorFlow.js in the worker alone. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, inject, it } from 'vitest';
import type { Page } from 'playwright';
import { button, cell, figure, letReadersIn } from './reader';

const enter = letReadersIn();

/** Sums the compressed size of the scripts that the page itself has asked for (a worker's own are not among them). */
function watchScripts(page: Page) {
  const asked = new Set<string>();
  page.on('request', (request) => {
    if (request.resourceType() === 'script' && request.frame() === page.mainFrame()) asked.add(new URL(request.url()).pathname);
  });
  return async () => {
    let bytes = 0;
    for (const path of asked)
      bytes += gzipSync(await readFile(join(inject('siteFolder'), path.replace('/course/forward-pass/', '')))).length;
    return { kilobytes: bytes / 1000, asked: [...asked] };
  };
}

it('reads the first lesson with under 60 kB, and trains with under 160 kB', async () => {
  const { page, leave } = await enter('about:blank');
  const scripts = watchScripts(page);
  // Cells are held back at first: what is left is what reading needs.
  const held: (() => Promise<void>)[] = [];
  let open = false;
  await page.route(/assets\/(network|task|check|predict|latency|chart)-[^/]*\.js/, (route) => {
    if (open) return route.continue();
    held.push(() => route.continue());
    return undefined;
  });
  await page.goto(inject('site'));
  await page.getByText('What does it stop doing?').waitFor();
  const reading = await scripts();
  expect(reading.kilobytes).toBeGreaterThan(5);
  expect(reading.kilobytes).toBeLessThan(60);

  // Plot never arrives; the cell must train without it.
  await page.route(/assets\/plot-[^/]*\.js/, () => undefined);
  open = true;
  await Promise.all(held.map((go) => go()));
  const net = cell(page, 'One network, two phases');
  await button(net, 'Train').click();
  await expect.poll(() => figure(net, 'Epoch'), { timeout: 60_000 }).toBeGreaterThan(1);
  const training = await scripts();
  expect(training.kilobytes).toBeLessThan(160);
  await leave();
});

it('loads TensorFlow.js only when a cell first needs it, and never on the main thread', async () => {
  const { page, leave } = await enter('');
  const net = cell(page, 'One network, two phases');
  await button(net, 'Train').waitFor();
  await page.waitForLoadState('networkidle');
  expect(page.workers()).toHaveLength(0);
  await button(net, 'Train').click();
  await expect.poll(() => page.workers().length).toBe(1);
  await leave();
});
