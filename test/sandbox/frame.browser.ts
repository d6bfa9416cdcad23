/**
 * The walls of the sandbox, with a hostile kernel in the place of ours: what holds it is the frame's policy and its opaque
 * origin, not the manners of what runs inside.
 */
import { frame, kernel as ours } from 'virtual:sandbox';
import { afterEach, expect, test, vi } from 'vitest';
import type { KernelReply } from '../../src/contract/sandbox';
import { openKernel } from '../../src/sandbox/frame';

/** Opens a sandbox whose kernel is this script; it finds its port as `port`. */
function open(script: string) {
  const replies: KernelReply[] = [];
  const broken = vi.fn();
  const kernel = `onmessage = async ({ ports: [port] }) => {
    const say = (reply) => port.postMessage(typeof reply === 'string' ? reply : JSON.stringify(reply));
    ${script}
  };`;
  const listener = { onReply: (reply: KernelReply) => void replies.push(reply), onBroken: broken };
  const opened = openKernel({ frame, kernel }, listener, new AbortController().signal);
  return { opened, replies, broken };
}
const frames = () => document.querySelectorAll('iframe');

afterEach(() => {
  for (const one of frames()) one.remove();
});

test('nothing can be fetched, stored or loaded from inside, nor the page be reached', async () => {
  const { opened, replies } = open(`
    const home = ${JSON.stringify(location.origin)};
    const tries = {
      fetch: () => fetch(home + '/index.html'),
      'fetch, unread': () => fetch(home + '/beacon', { mode: 'no-cors', keepalive: true }),
      'fetch of another host': () => fetch('https://example.org/', { mode: 'no-cors' }),
      XMLHttpRequest: () => new Promise((done, fail) => {
        const request = new XMLHttpRequest();
        request.onload = done; request.onerror = () => fail('error');
        request.open('GET', home + '/index.html'); request.send();
      }),
      WebSocket: () => new Promise((done, fail) => {
        const socket = new WebSocket(home.replace('http', 'ws'));
        socket.onopen = done; socket.onerror = () => fail('error');
      }),
      EventSource: () => new Promise((done, fail) => {
        const source = new EventSource(home + '/events');
        source.onopen = done; source.onerror = () => fail('error');
      }),
      importScripts: () => importScripts(home + '/theme.js'),
      import: () => import(home + '/theme.js'),
      'import of data': () => import('data:text/javascript,export default 1'),
      eval: () => (0, eval)('1'),
      Function: () => new Function('return 1')(),
      'Worker of a URL': () => new Promise((done, fail) => {
        const worker = new Worker(home + '/theme.js');
        worker.onmessage = done; worker.onerror = () => fail('error');
        worker.postMessage(1); setTimeout(fail, 2000, 'silent');
      }),
      indexedDB: () => new Promise((done, fail) => {
        const request = indexedDB.open('forward-pass');
        request.onsuccess = done; request.onerror = () => fail('error');
      }),
      caches: () => caches.open('x'),
      localStorage: () => localStorage.length,
      cookies: () => document.cookie,
      'the page': () => parent.document.body,
      'the top': () => top.location.href,
      'a window': () => window.open(home),
      'an image': () => new Image(),
    };
    const results = {};
    for (const [name, attempt] of Object.entries(tries)) {
      try { await attempt(); results[name] = 'through'; } catch (error) { results[name] = 'refused'; }
    }
    say({ type: 'ready' });
    say({ type: 'done', run: 1, value: JSON.stringify({ origin: self.origin, results }) });
  `);
  const kernel = await opened;
  await expect.poll(() => replies.length).toBeGreaterThan(0);
  const [done] = replies;
  const { origin, results } = JSON.parse(done.type === 'done' ? String(done.value) : '{}') as {
    origin: string;
    results: Record<string, string>;
  };
  expect(origin).toBe('null');
  expect(Object.keys(results).length).toBe(20);
  expect(Object.entries(results).filter(([, result]) => result !== 'refused')).toEqual([]);
  kernel.close();
  expect(frames()).toHaveLength(0);
});

test('a channel of the page’s name is another one, and words to the page are heard by nobody', async () => {
  const channel = new BroadcastChannel('forward-pass');
  const heard = vi.fn();
  channel.addEventListener('message', heard);
  addEventListener('message', heard);
  const { opened } = open(`
    new BroadcastChannel('forward-pass').postMessage({ store: 'cleared' });
    postMessage({ type: 'done', run: 1, value: 1 });
    setTimeout(() => say({ type: 'ready' }), 50);
  `);
  (await opened).close();
  expect(heard).not.toHaveBeenCalled();
  removeEventListener('message', heard);
  channel.close();
});

test.each([
  ['what cannot be read', `say('{');`],
  ['HTML', `say({ type: 'output', run: 1, output: { kind: 'html', html: '<b>' } });`],
  [
    'too much',
    `for (let i = 0; i < 5000; i++) say({ type: 'output', run: 1, output: { kind: 'text', text: 'x', level: 'log' } });`,
  ],
])('a kernel that says %s is ended', async (_, script) => {
  const { opened, broken, replies } = open(`say({ type: 'ready' }); setTimeout(() => { ${script} }, 20);`);
  await opened;
  await expect.poll(() => broken.mock.calls.length).toBe(1);
  expect(frames()).toHaveLength(0);
  expect(replies.length).toBeLessThanOrEqual(200);
});

test.each([
  ['a method that the kernel calls', 'Map.prototype.get = null'],
  ['one that TensorFlow.js calls', 'Array.prototype.map = null'],
  ['a function that makes objects', 'Object.fromEntries = null'],
  ['the global object', 'Object.preventExtensions(globalThis)'],
])('code that spoils what our own kernel works with ends it, and nobody waits: %s', async (_, code) => {
  const broken = vi.fn();
  const ended = vi.fn();
  const listener = { onReply: ended, onBroken: broken };
  const kernel = await openKernel({ frame, kernel: ours }, listener, new AbortController().signal);
  const ask = (run: number, text: string) => {
    const script = `self.it${run}(async () => { ${text}; return { value: 1, names: {} }; })`;
    kernel.ask({ run, cell: 'it', entry: `it${run}`, script, given: {}, takes: [], firstLine: 1, shift: null });
  };
  ask(1, code);
  ask(2, '');
  await expect.poll(() => broken.mock.calls.length).toBe(1);
  expect(broken.mock.calls[0][0]).toContain('has changed what the sandbox itself works with');
  expect(frames()).toHaveLength(0);
});

test('a kernel goes on though code replaces what defines a property', async () => {
  const replies: KernelReply[] = [];
  const listener = { onReply: (reply: KernelReply) => void replies.push(reply), onBroken: vi.fn() };
  const kernel = await openKernel({ frame, kernel: ours }, listener, new AbortController().signal);
  const ask = (run: number, text: string) => {
    const script = `self.it${run}(async () => { ${text}; return { value: ${run}, names: {} }; })`;
    kernel.ask({ run, cell: 'it', entry: `it${run}`, script, given: {}, takes: [], firstLine: 1, shift: null });
  };
  ask(1, 'Object.defineProperty = Reflect.defineProperty = Reflect.deleteProperty = () => { throw new Error("mine"); }');
  ask(2, '');
  await expect.poll(() => replies.filter(({ type }) => type === 'done').length).toBe(2);
  kernel.close();
});

test('one that does not start as it should is an error; one that is not wanted any more goes', async () => {
  await expect(open(`say('what?')`).opened).rejects.toThrow('did not start');
  const abort = new AbortController();
  const opened = openKernel({ frame, kernel: 'for (;;) {}' }, { onReply: vi.fn(), onBroken: vi.fn() }, abort.signal);
  abort.abort();
  await expect(opened).rejects.toThrow('Interrupted');
  expect(frames()).toHaveLength(0);
});
