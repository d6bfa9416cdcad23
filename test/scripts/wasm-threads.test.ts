/** That TF.js's threads get a script they can run once the app is minified, and that without the plugin they would not. */
import { createRequire } from 'node:module';
import { runInNewContext } from 'node:vm';
import { build, type Plugin, type Rollup } from 'vite';
import { expect, test } from 'vitest';
import { wasmThreads } from '../../scripts/wasm-threads';

const factory = createRequire(import.meta.url)
  .resolve('@tensorflow/tfjs-backend-wasm/package.json')
  .replace('package.json', 'wasm-out/tfjs-backend-wasm-threaded-simd.js');

/** An entry that keeps the factory as TF.js does. */
const entry: Plugin = {
  name: 'entry',
  resolveId: (id) => (id === 'entry' ? '\0entry' : null),
  load: (id) => (id === '\0entry' ? `import factory from ${JSON.stringify(factory)}; globalThis.factory = factory;` : null),
};

/** What TF.js hands to its threads: the text of the minified function, without anything around it. */
async function handedToThreads(plugins: Plugin[]): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [entry, ...plugins],
    build: { write: false, minify: true, rolldownOptions: { input: 'entry', output: { format: 'iife' } } },
  });
  const { output } = (Array.isArray(built) ? built[0] : built) as Rollup.RollupOutput;
  const page: { factory?: () => void } = {};
  runInNewContext(output[0].code, Object.assign(page, { globalThis: page }));
  return String(page.factory);
}

/** Starts it as a thread's worker does. The wasm module itself is left out; the script throws where it names what is not there. */
function startThread(script: string): void {
  const wasmMemory = { buffer: new SharedArrayBuffer(65_536) };
  const module = { ENVIRONMENT_IS_PTHREAD: true, wasmMemory, buffer: wasmMemory.buffer, instantiateWasm: () => ({}) };
  const self = { location: { href: 'blob:here' } };
  const worker = { module, self, SharedArrayBuffer, importScripts: () => {}, startWorker: () => {} };
  runInNewContext(`(${script})(module)`, worker);
}

test('threads can run the minified script', async () => {
  const script = await handedToThreads([wasmThreads()]);
  expect(() => startThread(script)).not.toThrow();
});

test('they still could not without the plugin: else it has had its day', async () => {
  const script = await handedToThreads([]);
  expect(() => startThread(script)).toThrow(/is not defined/);
});
