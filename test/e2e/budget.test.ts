/** What a reader's browser must load: little JavaScript to read, not much more to train, and TensorFlow.js in the worker alone. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, inject, it } from 'vitest';
import type { Page } from 'playwright';
import { button, cell, figure, letReadersIn } from './reader';

const enter = letReadersIn();

const folder = () => join(inject('siteFolder'), 'assets');
const compressed = async (path: string) => gzipSync(await readFile(path)).length / 1000;

/** The built files whose names begin so, and all that they import statically. */
async function closure(...names: string[]): Promise<Set<string>> {
  const files = await readdir(folder());
  const found = new Set<string>();
  const follow = async (file: string) => {
    if (found.has(file)) return;
    found.add(file);
    const source = await readFile(join(folder(), file), 'utf8');
    for (const [, imported] of source.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) await follow(imported);
  };
  for (const name of names) {
    const file = files.find((one) => one.startsWith(`${name}-`) && one.endsWith('.js'));
    expect(file, `a chunk named ${name}`).toBeDefined();
    await follow(file!);
  }
  return found;
}

async function kilobytes(files: Iterable<string>): Promise<number> {
  let sum = 0;
  for (const file of files) sum += await compressed(join(folder(), file));
  // Set before the first paint, by a script of its own.
  return sum + (await compressed(join(inject('siteFolder'), 'theme.js')));
}

it('reads the first lesson with under 60 kB of JavaScript', async () => {
  const enough = await closure('index', 'lesson-page', '01-two-phases-one-network');
  const { page, leave } = await enter('about:blank');
  // Nothing but those files arrives, and the lesson can be read all the same.
  await page.route('**/assets/*.js', (route) =>
    enough.has(new URL(route.request().url()).pathname.split('/').at(-1)!) ? route.continue() : route.abort(),
  );
  await page.goto(inject('site'));
  await page.getByRole('main').getByText('What does it stop doing?').waitFor();
  await page.getByRole('heading', { name: 'What happened in there' }).waitFor();
  const size = await kilobytes(enough);
  expect(size).toBeGreaterThan(5);
  expect(size).toBeLessThan(60);
  await leave();
});

/** Scripts that the main thread has fetched; a worker keeps account of its own. */
const onMainThread = (page: Page) =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name).pathname.split('/').at(-1)!)
      .filter((file) => file.endsWith('.js') && file !== 'theme.js' && !file.startsWith('entry-')),
  );

it('trains with under 160 kB of JavaScript on the main thread, and none of TensorFlow.js', async () => {
  const { page, leave } = await enter('about:blank');
  // Plot never arrives: the cell must train without it.
  await page.route('**/assets/plot-*.js', () => undefined);
  await page.goto(inject('site'));
  const net = cell(page, 'One network, two phases');
  await button(net, 'Train').click();
  await expect.poll(() => figure(net, 'Epoch')).toBeGreaterThan(1);
  const files = new Set((await onMainThread(page)).filter((file) => !file.startsWith('plot-')));
  const size = await kilobytes(files);
  expect(size).toBeGreaterThan(20);
  expect(size).toBeLessThan(160);
  for (const file of files) expect(await readFile(join(folder(), file), 'utf8'), file).not.toContain('registerBackend');
  await leave();
});

it('has the compiled engine, all three forms and its second thread, in under 40 kB', async () => {
  const files = await closure('compiled.backend', 'second-worker');
  // The worker's own code, of which the engine takes a few functions, is there before it.
  const size = await kilobytes([...files].filter((file) => !file.startsWith('entry-')));
  expect(size).toBeGreaterThan(10);
  expect(size).toBeLessThan(40);
});

it('loads what reads tables only when one is opened', async () => {
  const words = 'this quote is never closed';
  const files = (await readdir(folder())).filter((file) => file.endsWith('.js'));
  const holding = [];
  for (const file of files) if ((await readFile(join(folder(), file), 'utf8')).includes(words)) holding.push(file);
  expect(holding).toHaveLength(1);
  const [entry] = files.filter((file) => file.startsWith('entry-'));
  expect(entry).toBeDefined();
  for (const name of ['entry', 'index', 'fp-network']) expect([...(await closure(name))]).not.toContain(holding[0]);
});

it('starts no worker where no cell needs one', async () => {
  const { page, leave } = await enter('#/glossary');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  expect(page.workers()).toHaveLength(0);
  await leave();
});
