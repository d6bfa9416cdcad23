import { describe, expect, test } from 'vitest';
import { initialSnapshot } from '../../src/engine/init';
import { FakeWorker, moons, spec } from './harness';

const { model, optimizer } = spec();
const { weights } = initialSnapshot(model, optimizer, 1);
const noise = { model, weights, data: moons, batchSizes: [1, 4], draws: 20, seed: 1 };
const slice = { model, weights, data: moons, side: 5, reach: 1, seed: 1 };
const splits = { spec: spec(), examples: 20, steps: 30, every: 10 };

describe('studies of one network', () => {
  test('gradient noise, a slice of the loss, three splits', async () => {
    const worker = new FakeWorker();
    expect((await worker.ask('gradientNoise', noise)).points).toHaveLength(2);
    expect((await worker.ask('landscape', slice)).values).toHaveLength(25);
    expect((await worker.ask('threeSplits', splits)).step).toEqual([0, 10, 20, 30]);
  });

  test('more training examples are the same ones and others: the first step on all 20 is the same either way', async () => {
    const worker = new FakeWorker();
    const few = await worker.ask('threeSplits', splits);
    const again = await worker.ask('threeSplits', splits);
    expect(again).toEqual(few);
    const many = await worker.ask('threeSplits', { ...splits, examples: 50 });
    expect(many.validation[0]).toBe(few.validation[0]);
    expect(many.test[0]).toBe(few.test[0]);
    expect(many.train[0]).not.toBe(few.train[0]);
  });

  test('let a run go on meanwhile, tell how far they are, and can be cancelled', async () => {
    const worker = new FakeWorker();
    await worker.create(1, spec());
    worker.send({ type: 'play', run: 1 });
    await worker.until(() => worker.latest(1).step > 0);
    const long = worker.ask('gradientNoise', { ...noise, draws: 1e6 }, 7);
    await worker.until(() => worker.posted.some(({ type }) => type === 'request-progress'));
    const { step } = worker.latest(1);
    await worker.until(() => worker.latest(1).step > step);
    worker.send({ type: 'cancel', request: 7 });
    await expect(long).rejects.toMatchObject({ code: 'cancelled' });
  });

  test.each([
    ['gradientNoise', { ...noise, batchSizes: [0] }, 'bad-data'],
    ['gradientNoise', { ...noise, draws: 0 }, 'bad-data'],
    ['gradientNoise', { ...noise, weights: weights.slice(1) }, 'bad-model'],
    ['landscape', { ...slice, side: 4 }, 'bad-data'],
    ['landscape', { ...slice, side: 1e4 + 1 }, 'bad-data'],
    ['landscape', { ...slice, weights: new Float32Array(2) }, 'bad-model'],
    ['threeSplits', { ...splits, examples: 51 }, 'bad-data'],
    ['threeSplits', { ...splits, every: 0 }, 'bad-data'],
    ['threeSplits', { ...splits, steps: 0.5 }, 'bad-data'],
  ] as const)('%s of what cannot be is refused', async (name, ask, code) => {
    await expect(new FakeWorker().ask(name, ask as never)).rejects.toMatchObject({ code });
  });
});
