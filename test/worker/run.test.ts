import { describe, expect, test } from 'vitest';
import { BatchOrder } from '../../src/engine/batches';
import { initialSnapshot } from '../../src/engine/init';
import { createPlain } from '../../src/engine/backends/plain';
import { loadDataset } from '../../datasets/registry';
import { toExamples } from '../../src/worker/examples';
import { FakeWorker, moons, spec } from './harness';
import { Losable } from './losable';

/** Training without any of the worker: the order of steps and evaluations written out. */
async function byHand(epochs: number) {
  const { model, optimizer, seed, knobs } = spec();
  const data = await loadDataset(moons);
  const train = toExamples(data, model, data.train);
  const network = createPlain().build(model, optimizer, initialSnapshot(model, optimizer, seed));
  network.bind(train, toExamples(data, model, data.test));
  const order = new BatchOrder(seed, train.n);
  const rows = [];
  for (let step = 0; ; step++) {
    if (order.position === 0) {
      rows.push({ step, trainLoss: (await network.evaluate('train')).loss, testLoss: (await network.evaluate('test')).loss });
      if (order.epoch === epochs) return rows;
    }
    await network.train([order.next(knobs.batchSize)], knobs);
  }
}

describe('a run', () => {
  test('starts paused with a row at step 0', async () => {
    const worker = new FakeWorker();
    const first = await worker.create(1, spec());
    expect(worker.progress(1)[0].state).toEqual({ kind: 'loading' });
    expect(first.state).toEqual({ kind: 'paused' });
    expect(first.rows?.step).toEqual(Float64Array.of(0));
    expect(first.backend?.name).toBe('plain');
    expect(first.checkpoint).toMatchObject({ step: 0, epoch: 0, position: 0 });
  });

  test('trains as the same steps do by hand, to the last bit', async () => {
    const worker = new FakeWorker();
    await worker.create(1, spec());
    await worker.train(1, 30);
    const rows = worker.rows(1).map(({ step, trainLoss, testLoss }) => ({ step, trainLoss, testLoss }));
    expect(rows).toEqual(await byHand(30));
  });

  test('keeps the last partial batch and counts epochs as examples were taken', async () => {
    const worker = new FakeWorker();
    await worker.create(1, spec({ knobs: { learningRate: 0.01, batchSize: 16, l1: 0, l2: 0 } }));
    worker.send({ type: 'step', run: 1, unit: 'step' });
    expect((await worker.next(1, 'paused')).epoch).toBeCloseTo(16 / 50);
    worker.send({ type: 'step', run: 1, unit: 'epoch' });
    expect(await worker.next(1, 'paused')).toMatchObject({ step: 4, epoch: 1 });
    expect(worker.rows(1).map(({ step }) => step)).toEqual([0, 1, 4]);
  });

  test('a batch larger than the data takes all of it', async () => {
    const worker = new FakeWorker();
    await worker.create(1, spec({ knobs: { learningRate: 0.01, batchSize: 4096, l1: 0, l2: 0 } }));
    worker.send({ type: 'step', run: 1, unit: 'step' });
    expect(await worker.next(1, 'paused')).toMatchObject({ step: 1, epoch: 1 });
  });

  test('steps one by one where they are asked for, and no further', async () => {
    const worker = new FakeWorker();
    await worker.create(1, spec());
    for (let i = 0; i < 3; i++) worker.send({ type: 'step', run: 1, unit: 'step' });
    await worker.until(() => worker.settled(1)?.step === 3);
    expect((await worker.ask('snapshot', { run: 1, step: null, grid: 0 })).snapshot.step).toBe(3);
  });

  test('pauses with a row and a checkpoint of where it stands', async () => {
    const worker = new FakeWorker();
    await worker.create(1, spec());
    worker.send({ type: 'play', run: 1 });
    await worker.until(() => worker.latest(1).step > 100);
    worker.send({ type: 'pause', run: 1 });
    const paused = await worker.next(1, 'paused');
    expect(worker.rows(1).at(-1)?.step).toBe(paused.step);
    expect(worker.progress(1).findLast(({ checkpoint }) => checkpoint)?.checkpoint?.step).toBe(paused.step);
    expect(paused.stepsPerSecond).toBe(0);
  });

  test('the newest of pause and play holds', async () => {
    const worker = new FakeWorker();
    await worker.create(1, spec());
    for (const type of ['play', 'pause', 'play'] as const) worker.send({ type, run: 1 });
    await worker.until(() => worker.latest(1).step > 1000);
    expect(worker.latest(1).state.kind).toBe('running');
    for (const type of ['pause', 'play', 'pause'] as const) worker.send({ type, run: 1 });
    const { step } = await worker.next(1, 'paused');
    expect((await worker.ask('snapshot', { run: 1, step: null, grid: 0 })).snapshot.step).toBe(step);
  });

  test('played again while it is still evaluating for its pause, it plays', async () => {
    const worker = new FakeWorker({ createBackend: async () => new Losable() });
    await worker.create(1, spec({ backend: 'webgl' }));
    worker.send({ type: 'set', run: 1, look: { weights: true, grid: 8, unit: null, outputs: true } });
    for (let i = 0; i < 20; i++) {
      worker.send({ type: 'play', run: 1 });
      const { step } = worker.latest(1);
      await worker.until(() => worker.latest(1).step > step);
      worker.send({ type: 'pause', run: 1 });
      for (let turns = 0; turns < i; turns++) await new Promise((resolve) => setImmediate(resolve));
      worker.send({ type: 'play', run: 1 });
      const again = worker.latest(1).step;
      await worker.until(() => worker.latest(1).step > again + 5);
      expect(worker.latest(1).state.kind).toBe('running');
    }
  });

  test('goes on from a checkpoint as if it had never stopped', async () => {
    const worker = new FakeWorker();
    await worker.create(1, spec());
    worker.send({ type: 'step', run: 1, unit: 'epoch' });
    await worker.next(1, 'paused');
    worker.send({ type: 'step', run: 1, unit: 'step' });
    await worker.next(1, 'paused');
    const { snapshot } = await worker.ask('snapshot', { run: 1, step: null, grid: 0 });
    expect(snapshot).toMatchObject({ step: 6, epoch: 1, position: 10 });
    const first = await worker.create(2, spec(), snapshot);
    expect(first).toMatchObject({ step: 6, epoch: 1.2 });
    await worker.train(1, 20);
    await worker.train(2, 20);
    const after = (run: number) =>
      worker
        .rows(run)
        .filter(({ step }) => step >= 6)
        .map(({ step, trainLoss }) => ({ step, trainLoss }));
    expect(after(2)).toEqual(after(1));
  });

  test('two runs train side by side, each as it would alone', async () => {
    const worker = new FakeWorker();
    await worker.create(1, spec());
    await worker.create(2, spec({ seed: 8 }));
    worker.send({ type: 'set', run: 1, stop: { epochs: 50 } });
    worker.send({ type: 'play', run: 2 });
    worker.send({ type: 'play', run: 1 });
    await worker.until(() => worker.latest(1).state.kind === 'stopped');
    const { step } = worker.latest(2);
    await worker.until(() => worker.latest(2).step > step);
    const losses = worker.rows(1).map(({ trainLoss, testLoss }) => ({ trainLoss, testLoss }));
    expect(losses).toEqual((await byHand(50)).map(({ trainLoss, testLoss }) => ({ trainLoss, testLoss })));
  });

  test('messages to a run that is no more, or never was, are ignored', async () => {
    const worker = new FakeWorker();
    await worker.create(1, spec());
    worker.send({ type: 'dispose', run: 1 });
    const heard = worker.progress(1).length;
    for (const run of [1, 99]) {
      worker.send({ type: 'play', run });
      worker.send({ type: 'set', run, knobs: { learningRate: 1 } });
      worker.send({ type: 'edit', run, index: 0, value: 1 });
      worker.send({ type: 'rewind', run, step: 0 });
    }
    await worker.create(2, spec());
    await worker.train(2, 3);
    expect(worker.progress(1)).toHaveLength(heard);
    await expect(worker.ask('inspect', { run: 1 })).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('a stop condition', () => {
  test('of epochs stops at the very end of that epoch, and again at once when played', async () => {
    const worker = new FakeWorker();
    await worker.create(1, spec());
    expect(await worker.train(1, 601)).toMatchObject({ step: 3005, epoch: 601, state: { why: '601 epochs are done' } });
    const again = worker.next(1, 'stopped');
    worker.send({ type: 'play', run: 1 });
    expect((await again).step).toBe(3005);
  });

  test('of the test loss stops at the first row below it', async () => {
    const worker = new FakeWorker();
    await worker.create(1, spec());
    worker.send({ type: 'set', run: 1, stop: { testLossBelow: 0.3, epochs: 2000 } });
    const stopped = worker.next(1, 'stopped');
    worker.send({ type: 'play', run: 1 });
    const { state } = await stopped;
    expect(state.why).toBe('the test loss is below 0.3');
    const losses = worker.rows(1).map(({ testLoss }) => testLoss);
    expect(losses.at(-1)).toBeLessThan(0.3);
    expect(losses.slice(0, -1).every((loss) => loss >= 0.3)).toBe(true);
  });

  test('of accuracy says which it was', async () => {
    const worker = new FakeWorker();
    await worker.create(1, spec());
    worker.send({ type: 'set', run: 1, stop: { accuracyAbove: 0.7, epochs: 2000 } });
    const stopped = worker.next(1, 'stopped');
    worker.send({ type: 'play', run: 1 });
    expect((await stopped).state.why).toBe('the test accuracy is above 70%');
  });
});

describe('faults', () => {
  test('a loss that is no longer finite stops the run, and the last good snapshot is offered and works', async () => {
    const worker = new FakeWorker();
    const wild = spec({ optimizer: { kind: 'sgd' }, knobs: { learningRate: 0.05, batchSize: 10, l1: 0, l2: 0 } });
    wild.model = {
      ...wild.model,
      layers: [
        { units: 8, activation: 'relu' },
        { units: 1, activation: 'identity' },
      ],
      loss: 'meanSquaredError',
    };
    await worker.create(1, wild);
    await worker.train(1, 5);
    worker.send({ type: 'set', run: 1, knobs: { learningRate: 1e6 }, stop: {} });
    worker.send({ type: 'play', run: 1 });
    const { state, step } = await worker.next(1, 'diverged');
    expect(state.step).toBe(step);
    expect(step).toBeGreaterThan(25);
    expect(worker.rows(1).every(({ trainLoss }) => Number.isFinite(trainLoss))).toBe(true);
    const goodStep = state.goodStep ?? NaN;
    expect(goodStep).toBeGreaterThanOrEqual(25);
    expect(goodStep).toBeLessThan(step);

    worker.send({ type: 'play', run: 1 });
    worker.send({ type: 'rewind', run: 1, step: goodStep });
    expect(await worker.next(1, 'paused')).toMatchObject({ step: goodStep });
    const weights = (await worker.ask('snapshot', { run: 1, step: null, grid: 0 })).snapshot.weights;
    expect(weights.every(Number.isFinite)).toBe(true);
    worker.send({ type: 'set', run: 1, knobs: { learningRate: 0.01 } });
    const end = await worker.train(1, 20);
    expect(end.epoch).toBe(20);
    expect(Number.isFinite(worker.rows(1).at(-1)?.trainLoss)).toBe(true);
  });

  test.each([
    ['bad-model', spec({ model: { ...spec().model, inputs: 3 } }), /3 inputs/],
    [
      'bad-model',
      spec({ model: { ...spec().model, layers: [{ units: 3, activation: 'softmax' }], loss: 'categoricalCrossEntropy' } }),
      /3 outputs/,
    ],
    ['bad-model', spec({ model: { ...spec().model, layers: [] } }), /no output layer/],
    ['bad-model', spec({ knobs: { learningRate: NaN, batchSize: 10, l1: 0, l2: 0 } }), /learning rate/],
    ['bad-model', spec({ changes: [{ step: 3, knobs: { batchSize: 0 } }] }), /batch size/],
    ['bad-data', spec({ data: { ...moons, dataset: 'suns' } }), /suns/],
    ['bad-data', spec({ data: { ...moons, samples: -1 } }), /samples/],
  ])('%s: a spec that cannot be fails with words', async (code, wrong, words) => {
    const worker = new FakeWorker();
    const { state } = await worker.create(1, wrong);
    expect(state).toMatchObject({ kind: 'failed', goodStep: null, error: { code } });
    if (state.kind !== 'failed') return;
    expect(state.error.message).toMatch(words);
    expect(state.error.hint).not.toBe('');
    worker.send({ type: 'play', run: 1 });
    worker.send({ type: 'step', run: 1, unit: 'step' });
    await worker.create(2, spec());
    expect(worker.latest(1).state.kind).toBe('failed');
  });

  test('nonsense in place of a spec fails that run alone', async () => {
    const worker = new FakeWorker();
    const { state } = await worker.create(1, JSON.parse('{}'));
    expect(state).toMatchObject({ kind: 'failed', error: { code: 'internal' } });
    expect((await worker.create(2, spec())).state.kind).toBe('paused');
  });
});
