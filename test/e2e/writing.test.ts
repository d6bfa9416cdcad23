/** Writing a lesson: a copy of the project in development, its lessons edited while a reader's browser has them open. */
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createLogger, createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newLesson } from '../../scripts/new-lesson.mjs';
import { answer, button, cell, figure, letReadersIn, trainUntil } from './reader';

const enter = letReadersIn();
let root: string;
let server: ViteDevServer;
let address: string;
/** What the terminal shows. */
const terminal: string[] = [];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'writing-'));
  for (const part of [
    'src',
    'datasets',
    'lessons',
    'public',
    'scripts',
    'index.html',
    'vite.config.ts',
    'tsconfig.json',
    'package.json',
  ])
    await cp(part, join(root, part), { recursive: true });
  await symlink(resolve('node_modules'), join(root, 'node_modules'));
  const customLogger = createLogger('silent');
  customLogger.error = (message) => void terminal.push(message);
  server = await createServer({
    root,
    configFile: join(root, 'vite.config.ts'),
    cacheDir: join(root, 'cache'),
    customLogger,
    server: { port: 0, host: '127.0.0.1', open: false, fs: { strict: false } },
  });
  await server.listen();
  address = server.resolvedUrls!.local[0];
});

afterAll(async () => {
  await server.close();
  await rm(root, { recursive: true, force: true });
});

it('makes a lesson that runs, and keeps its network over edits, right and wrong', async () => {
  const [file] = newLesson(root, 'A lesson of my own');
  const path = join(root, file);
  const edit = async (from: string, to: string) => {
    const text = await readFile(path, 'utf8');
    expect(text).toContain(from);
    await writeFile(path, text.replace(from, to));
  };
  const { page, leave } = await enter('#/about');
  await page.goto(`${address}#/lesson/a-lesson-of-my-own`);
  const net = cell(page, 'A network to begin with');
  await trainUntil(net, cell(page, 'Let it learn'));
  await answer(cell(page, 'What changed?'), 'The data', 'The weights');
  const epoch = await figure(net, 'Epoch');
  expect(epoch).toBeGreaterThan(0);
  await net.evaluate((element) => element.setAttribute('data-same', 'yes'));

  // prose and a cell of its own change; the network is the same one, with all that it has learned
  await edit('Say in short sentences what was seen.', 'It has learned.');
  await page.getByText('It has learned.').waitFor();
  await edit('title: What changed?', 'title: What did change?');
  await cell(page, 'What did change?').waitFor();
  expect(await net.getAttribute('data-same')).toBe('yes');
  expect(await figure(net, 'Epoch')).toBeGreaterThanOrEqual(epoch);

  // a fault: said in its place and in the terminal, with file, line and what was expected
  await edit('when: $net.testLoss < 0.3', 'when: $net.tstLoss < 0.3');
  const alert = page.getByRole('alert').filter({ hasText: file });
  await alert.waitFor();
  const line = (await readFile(path, 'utf8')).split('\n').findIndex((text) => text.includes('tstLoss')) + 1;
  expect(await alert.textContent()).toContain(`${file}:${line}`);
  expect(await alert.textContent()).toContain('$net has no "tstLoss"; it has phase, running');
  expect(terminal.join('\n')).toContain(`${file}:${line}: when: $net has no "tstLoss"`);
  expect(await net.getAttribute('data-same')).toBe('yes');
  await button(net, 'Train').click();
  await expect.poll(() => figure(net, 'Epoch')).toBeGreaterThan(epoch);
  await button(net, 'Pause').click();
  const later = await figure(net, 'Epoch');

  await edit('$net.tstLoss', '$net.testLoss');
  await alert.waitFor({ state: 'detached' });
  // (what was on its way when Pause was pressed may still have come)
  expect(await figure(net, 'Epoch')).toBeGreaterThanOrEqual(later);
  expect(await net.getAttribute('data-same')).toBe('yes');

  // broken and opened anew: the page is there, and so are the other lessons
  await edit('[epoch](glossary:epoch)', '[epoch](glossary:epok)');
  await alert.waitFor();
  await page.reload();
  await alert.waitFor();
  await page.getByRole('navigation', { name: 'Lessons' }).getByRole('link', { name: 'Two phases, one network' }).click();
  await page.getByRole('heading', { level: 1, name: 'Two phases, one network' }).waitFor();
  await leave();
});
