/** Runs that are looked into: the gradient by layer, the units that are off, beside one another and to be called off. */
import { describe, expect, test } from 'vitest';
import { initialSnapshot } from '../../src/engine/init';
import { layoutOf } from '../../src/engine/layout';
import { unitsOff } from '../../src/engine/plain/units-off';
import { FakeWorker, spec } from './harness';

const deep = (activation: 'sigmoid' | 'relu') =>
  spec({
    model: {
      inputs: 2,
      layers: [...Array.from({ length: 9 }, () => ({ units: 6, activation })), { units: 1, activation: 'sigmoid' as const }],
      loss: 'binaryCrossEntropy',
    },
  });

describe('probe', () => {
  test('looks at step 0, every so many steps and at the end, at each run in turn', async () => {
    const worker = new FakeWorker();
    const looks = await worker.ask('probe', { specs: [spec(), spec({ seed: 8 })], steps: 25, every: 10 });
    expect(looks.map(({ index, step }) => [index, step])).toEqual([
      [0, 0],
      [1, 0],
      [0, 10],
      [1, 10],
      [0, 20],
      [1, 20],
      [0, 25],
      [1, 25],
    ]);
    const told = worker.posted.flatMap((message) => (message.type === 'request-progress' && message.look ? [message.look] : []));
    expect(told).toEqual(looks);
    const done = worker.posted.flatMap((message) => (message.type === 'request-progress' ? [message.done] : []));
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(done.at(-1)).toBe(1);
  });

  test('sees the very loss of a run of the same spec', async () => {
    const worker = new FakeWorker();
    const looks = await worker.ask('probe', { specs: [spec()], steps: 50, every: 50 });
    const [trial] = await worker.ask('trials', { specs: [spec()], steps: 50, every: 50 });
    expect(looks[1].trainLoss).toBeCloseTo(trial.trainLoss[1], 6);
  });

  test('takes ten layers of weights, and the first of ten sigmoid layers has next to no gradient', async () => {
    const [sigmoid, relu] = await new FakeWorker().ask('probe', { specs: [deep('sigmoid'), deep('relu')], steps: 1, every: 1 });
    expect(sigmoid.gradientNorm).toHaveLength(10);
    expect(sigmoid.gradientNorm[9] / sigmoid.gradientNorm[0]).toBeGreaterThan(1e4);
    expect(relu.gradientNorm[9] / relu.gradientNorm[0]).toBeLessThan(1e2);
  });

  test('stops at a run that has diverged, and goes on with the others', async () => {
    const wild = spec({
      model: { inputs: 2, layers: [{ units: 1, activation: 'identity' }], loss: 'meanSquaredError' },
      optimizer: { kind: 'sgd' },
      knobs: { learningRate: 1e6, batchSize: 10, l1: 0, l2: 0 },
    });
    const looks = await new FakeWorker().ask('probe', { specs: [wild, spec()], steps: 200, every: 20 });
    expect(looks.filter(({ index }) => index === 0).length).toBeLessThan(11);
    expect(looks.filter(({ index }) => index === 1)).toHaveLength(11);
  });

  test('ends at once where it is cancelled', async () => {
    const worker = new FakeWorker();
    const asked = worker.ask('probe', { specs: [spec()], steps: 1_000_000, every: 1000 }, 77);
    await worker.until(() => worker.posted.some(({ type }) => type === 'request-progress'));
    worker.send({ type: 'cancel', request: 77 });
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('refuses a count of steps that cannot be', async () => {
    const worker = new FakeWorker();
    await expect(worker.ask('probe', { specs: [spec()], steps: 0.5, every: 1 })).rejects.toMatchObject({ code: 'bad-data' });
  });
});

test('a unit is off where no example gets it above 0, and only there', () => {
  const { model } = deep('relu');
  const { weights } = initialSnapshot(model, { kind: 'sgd' }, 3);
  const x = Float32Array.of(1, 0.5, -1, 0.2, 0.3, -2);
  const [first] = layoutOf(model).layers;
  const before = unitsOff(model, weights, x, 3);
  expect(before).toHaveLength(54);
  // A bias far below anything the inputs can bring.
  weights[first.bias + 2] = -50;
  weights[first.bias + 3] = 50;
  const after = unitsOff(model, weights, x, 3);
  expect(after[2]).toBe(1);
  expect(after[3]).toBe(0);
  const bySigmoid = unitsOff(deep('sigmoid').model, weights, x, 3);
  expect([...bySigmoid]).toEqual(Array.from({ length: 54 }, () => 0));
});
