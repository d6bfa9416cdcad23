/** The backends where they really run: in a module worker. WebGL on an OffscreenCanvas, WebGPU, wasm with threads; and devices that are lost. */
import { expect, test } from 'vitest';
import { createPlain } from '../../../src/engine/backends/plain';
import { backendNames } from '../../../src/engine/backends/registry';
import { batches, bind, distance, knobs, start } from './examples';
import { model, optimizer, type Answer, type Ask } from './in-worker';

function ask(question: Ask): Promise<Answer> {
  const worker = new Worker(new URL('./in-worker.ts', import.meta.url), { type: 'module' });
  const answer = new Promise<Answer>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<{ done?: Answer; failed?: string }>) => {
      if (data.done) resolve(data.done);
      else reject(new Error(data.failed));
    });
    worker.addEventListener('error', (event) => reject(new Error(event.message)));
  });
  worker.postMessage(question);
  return answer.finally(() => worker.terminate());
}

async function plainEnd() {
  const plain = createPlain().build(model, optimizer, start(model, optimizer));
  bind(plain, model);
  await plain.train(batches(10), knobs());
  return plain.snapshot();
}

test.each(backendNames)('%s trains in a worker as plain does, and leaves nothing', async (name) => {
  const { info, end, tensorsLeft } = await ask({ name, scenario: 'train' });
  expect(info.name).toBe(name);
  expect(distance(end.weights, (await plainEnd()).weights)).toBeLessThan(1e-3);
  expect(tensorsLeft).toBe(0);
});

test('wasm takes half of the processors for its threads, four at most', async () => {
  const wanted = (await plainEnd()).weights;
  for (const [cores, variant] of [
    [2, 'SIMD, 1 thread'],
    [4, 'SIMD, 2 threads'],
    [32, 'SIMD, 4 threads'],
  ] as const) {
    const { info, isolated, end } = await ask({ name: 'wasm', scenario: 'train', cores });
    expect(isolated, 'the test page must be cross-origin isolated').toBe(true);
    expect(info.variant).toBe(variant);
    expect(distance(end.weights, wanted)).toBeLessThan(1e-3);
  }
});

test.each(['webgl', 'webgpu'] as const)('%s is lost, says so to all who wait, and goes on from a snapshot', async (name) => {
  const { info, end, lost, tensorsLeft } = await ask({ name, scenario: 'lose' });
  if (!lost) throw new Error('The scenario was not run.');
  expect(lost.reason).not.toBe('');
  expect(lost.codes).toEqual(Array<string>(7).fill('context-lost'));
  expect(lost.info).toEqual(info);
  expect(lost.end).toEqual(end);
  expect(tensorsLeft).toBe(0);
});
