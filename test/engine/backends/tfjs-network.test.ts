/** What can be told of a TF.js network without a browser, on TF.js's cpu backend. */
import { env, memory } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test, vi } from 'vitest';
import type { Backend } from '../../../src/contract/backend';
import { createBackend } from '../../../src/engine/backends/registry';
import { defaults } from '../../../src/engine/optimizers';
import { batches, bind, knobs, network, ROWS, sgd, start } from './examples';

const model = network(['tanh', 'gelu'], 3, 'softmax', 'categoricalCrossEntropy');
let backend: Backend;

beforeAll(async () => {
  // Also makes TF.js look for tensors that a kernel leaves behind.
  env().set('IS_TEST', true);
  backend = await createBackend('cpu');
  await backend.activate();
});

test('counts the bytes that TF.js counts, and frees them all', async () => {
  const { numBytes, numTensors } = memory();
  const adam = defaults('adam');
  const built = backend.build(model, adam, start(model, adam));
  bind(built, model);
  const held = () => memory().numBytes - numBytes;
  expect(built.memory().bytes).toBe(held());
  await built.train(batches(5), knobs({ l1: 0.01, l2: 0.01 }));
  expect(built.memory().bytes).toBe(held());
  await built.evaluate('train');
  await built.evaluate('test');
  expect(built.memory().bytes).toBe(held());
  built.restore(await built.snapshot());
  await built.predict(new Float32Array(3), 1);
  expect(built.memory().bytes).toBe(held());
  expect(backend.tensors()).toBe(memory().numTensors);
  built.dispose();
  built.dispose();
  expect(memory()).toMatchObject({ numBytes, numTensors });
});

test('holds no more after many batch sizes and learning rates than after a few', async () => {
  const built = backend.build(model, sgd, start(model, sgd));
  bind(built, model);
  const tensors = [];
  for (let round = 0; round < 3; round++) {
    for (let size = 1; size <= ROWS; size++) await built.train(batches(3, size), knobs({ learningRate: 0.01 / (round + size) }));
    tensors.push(backend.tensors());
  }
  expect(tensors[2]).toBe(tensors[0]);
  built.dispose();
});

test('runs the forward pass for a prediction without cutting the weights again', async () => {
  const built = backend.build(model, sgd, start(model, sgd));
  const pass = built.forward(new Float32Array(3), 1);
  pass.run();
  const before = backend.tensors();
  pass.run();
  await built.predict(new Float32Array(3), 1);
  expect(backend.tensors()).toBe(before);
  pass.dispose();
  built.dispose();
});

test('is refused once it has been disposed of', async () => {
  const built = backend.build(model, sgd, start(model, sgd));
  bind(built, model);
  built.dispose();
  await expect(built.predict(new Float32Array(3), 1)).rejects.toMatchObject({ code: 'internal' });
  await expect(built.train(batches(1), knobs())).rejects.toMatchObject({ code: 'internal' });
});

test('trains no step for no batches', async () => {
  const built = backend.build(model, sgd, start(model, sgd));
  bind(built, model);
  expect(await built.train([], knobs())).toBeNaN();
  expect((await built.snapshot()).step).toBe(0);
  built.dispose();
});

test('a reset frees what its networks held, and the backend starts again', async () => {
  const { numTensors } = memory();
  backend.build(model, sgd, start(model, sgd));
  await backend.reset();
  expect(backend.tensors()).toBe(numTensors);
  expect(() => backend.build(model, sgd, start(model, sgd))).toThrow(/not been started/);
  const warn = vi.spyOn(console, 'warn');
  await backend.activate();
  const built = backend.build(model, sgd, start(model, sgd));
  await built.predict(new Float32Array(3), 1);
  built.dispose();
  expect(warn).not.toHaveBeenCalled();
  warn.mockRestore();
});
