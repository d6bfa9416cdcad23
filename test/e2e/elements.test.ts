/** The elements on a page of another origin than their module's: they train, answer, say what is wrong, and share one worker. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answer, button, expectDone, figure, letReadersIn } from './reader';

const enter = letReadersIn();
const types: Record<string, string> = { '.js': 'text/javascript', '.wasm': 'application/wasm', '.html': 'text/html' };
const servers: Server[] = [];
let folder: string;
/** Of the module's host, and of the page's: two ports are two origins. */
let host: string;
let site: string;

async function serve(read: (path: string) => Promise<Buffer | string>): Promise<string> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    read(path).then(
      (body) =>
        response
          .writeHead(200, { 'Content-Type': types[extname(path)] ?? 'text/plain', 'Access-Control-Allow-Origin': '*' })
          .end(body),
      () => response.writeHead(404).end(),
    );
  });
  servers.push(server);
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'elements-'));
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  await build({
    configFile: 'scripts/elements.config.ts',
    mode: 'production',
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
  });
  process.env.NODE_ENV = before;
  host = await serve((path) => readFile(join(folder, path)));
  site = await serve(async () => {
    const page = await readFile('docs/elements-example.html', 'utf8');
    return page.replace('../dist-elements/forward-pass.js', `${host}/forward-pass.js`);
  });
});

afterAll(async () => {
  for (const server of servers) server.close();
  await rm(folder, { recursive: true, force: true });
});

const visit = async () => {
  const reader = await enter('#/about');
  await reader.page.goto(`${site}/example.html`);
  reader.heard.length = 0;
  return reader;
};

it('works on a teacher’s page: trains in one worker, and every cell hears of it', async () => {
  const { page, heard, leave } = await visit();
  const net = page.locator('fp-network');
  await page.getByRole('heading', { name: 'Two moons' }).waitFor();
  const known = () =>
    page.evaluate<unknown>(`import(${JSON.stringify(`${host}/forward-pass.js`)}).then(({ scope }) => {
      const { learningRate, activation, optimizer, dataset, hiddenLayers } = scope.get('net') ?? {};
      return { learningRate, activation, optimizer, dataset, hiddenLayers };
    })`);
  await expect
    .poll(known)
    .toEqual({ learningRate: 0.03, activation: 'tanh', optimizer: 'adam', dataset: 'moons', hiddenLayers: 2 });
  await button(net, 'Train').click();
  await expectDone(page.locator('fp-task'));
  expect(await figure(net, 'Epoch')).toBeGreaterThan(0);
  await button(net, 'Pause').click();
  await answer(page.locator('fp-check'), 'The data', 'The weights');
  await button(page.locator('fp-latency'), 'Measure').click();
  await page.locator('fp-latency').getByText('Measured.').first().waitFor();
  expect(page.workers()).toHaveLength(1);
  expect(page.workers()[0].url()).toMatch(/^blob:/);
  expect(Number(await page.locator('#loss').textContent())).toBeLessThan(0.2);
  expect(heard).toEqual([]);
  await leave();
});

it('says in its place what is wrong, and shows the cell once it is mended', async () => {
  const { page, heard, leave } = await visit();
  await page.getByRole('heading', { name: 'Two moons' }).waitFor();
  await page.evaluate(() => {
    document
      .querySelector('main')
      ?.insertAdjacentHTML('beforeend', '<fp-network id="bad" data="mons" colour="red"></fp-network>');
  });
  const bad = page.locator('#bad');
  await bad.getByRole('alert').waitFor();
  const says = (await bad.getByRole('alert').textContent()) ?? '';
  expect(says).toContain('data: no dataset "mons"; there are ');
  expect(says).toContain('colour: no such attribute; there are data, ');
  expect(await button(bad, 'Train').count()).toBe(0);
  await bad.evaluate((element) => {
    element.setAttribute('data', 'circle');
    element.removeAttribute('colour');
  });
  await button(bad, 'Train').waitFor();
  expect(await bad.getByRole('alert').count()).toBe(0);
  expect(heard).toEqual([]);
  await leave();
});

it('registers every kind, takes properties too, and leaves the page’s own colours alone', async () => {
  const { page, heard, leave } = await visit();
  await page.getByRole('heading', { name: 'Two moons' }).waitFor();
  const kinds = ['network', 'activation', 'latency', 'task', 'check', 'predict', 'chart', 'surface', 'race', 'neuron'];
  expect(await page.evaluate((names) => names.filter((name) => !customElements.get(`fp-${name}`)), kinds)).toEqual([]);
  await page.evaluate(() => {
    const element = Object.assign(document.createElement('fp-network'), {
      id: 'own',
      body: { data: 'circle', layers: [3], seed: 3 },
    });
    document.querySelector('main')?.append(element);
  });
  await button(page.locator('#own'), 'Train').waitFor();
  expect(await page.evaluate(() => getComputedStyle(document.body).getPropertyValue('--rail'))).toBe('');
  expect(heard).toEqual([]);
  await leave();
});
