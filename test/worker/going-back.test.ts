import { describe, expect, test } from 'vitest';
import { FakeWorker, spec } from './harness';
import { Losable } from './losable';

describe('a weight edited by hand', () => {
  test('holds, and the row and the snapshot of its step are of the new weights', async () => {
    const worker = new FakeWorker();
    const { rows } = await worker.create(1, spec());
    worker.send({ type: 'edit', run: 1, index: 3, value: 2.5 });
    const edited = await worker.next(1, 'paused');
    expect(edited.rows?.step).toEqual(Float64Array.of(0));
    expect(edited.rows?.trainLoss[0]).not.toBe(rows?.trainLoss[0]);
    expect(edited.checkpoint?.weights[3]).toBe(2.5);
    for (const step of [null, 0]) {
      const { snapshot } = await worker.ask('snapshot', { run: 1, step, grid: 0 });
      expect(snapshot.weights[3]).toBe(2.5);
    }
  });

  test('in mid-run lets the run go on from it', async () => {
    const worker = new FakeWorker();
    await worker.create(1, spec());
    worker.send({ type: 'play', run: 1 });
    await worker.until(() => worker.latest(1).step > 200);
    worker.send({ type: 'edit', run: 1, index: 0, value: 100 });
    const { step, state } = await worker.until(() =>
      worker.progress(1).findLast(({ checkpoint }) => checkpoint?.weights[0] === 100),
    );
    expect(state.kind).toBe('running');
    await worker.until(() => worker.latest(1).step > step + 200);
    expect(worker.rows(1).map((row) => row.step)).toContain(step);
  });

  test.each([
    [-1, 1],
    [1e9, 1],
    [0.5, 1],
    [0, NaN],
    [0, Infinity],
  ])('at %d to %d cannot be, and nothing happens', async (index, value) => {
    const worker = new FakeWorker();
    const { checkpoint } = await worker.create(1, spec());
    worker.send({ type: 'edit', run: 1, index, value });
    const { snapshot } = await worker.ask('snapshot', { run: 1, step: null, grid: 0 });
    expect(snapshot.weights).toEqual(checkpoint?.weights);
  });

  test('to something absurd is a divergence like any other', async () => {
    const worker = new FakeWorker();
    const start = spec({ optimizer: { kind: 'sgd' } });
    start.model = {
      ...start.model,
      layers: [
        { units: 2, activation: 'identity' },
        { units: 1, activation: 'identity' },
      ],
      loss: 'meanSquaredError',
    };
    await worker.create(1, start);
    worker.send({ type: 'edit', run: 1, index: 0, value: 3e38 });
    worker.send({ type: 'edit', run: 1, index: 6, value: 3e38 });
    expect((await worker.next(1, 'diverged')).state.goodStep).toBe(0);
  });
});

describe('going back', () => {
  test('takes rows, steps, knobs and data order up from there as if later steps had never been', async () => {
    const worker = new FakeWorker();
    await worker.create(1, spec());
    await worker.train(1, 40);
    const before = worker.rows(1);
    worker.send({ type: 'rewind', run: 1, step: 83 });
    const back = await worker.next(1, 'paused');
    expect(back).toMatchObject({ step: 80, epoch: 16 });
    expect(worker.rows(1).map(({ step }) => step)).toEqual(before.map(({ step }) => step).filter((step) => step <= 80));
    await worker.train(1, 40);
    const again = worker.rows(1);
    expect(again.map(({ step, trainLoss }) => [step, trainLoss])).toEqual(before.map(({ step, trainLoss }) => [step, trainLoss]));
  });

  test('forgets later changes from the spec, but leaves the knobs as they are', async () => {
    const worker = new FakeWorker();
    await worker.create(1, spec());
    await worker.train(1, 4);
    worker.send({ type: 'set', run: 1, knobs: { learningRate: 0.5 } });
    await worker.train(1, 8);
    worker.send({ type: 'rewind', run: 1, step: 10 });
    const { changes } = await worker.next(1, 'paused');
    expect(changes).toEqual([{ step: 10, knobs: { learningRate: 0.5 } }]);
  });

  test('before the first snapshot ends at the first', async () => {
    const worker = new FakeWorker();
    await worker.create(1, spec());
    await worker.train(1, 3);
    worker.send({ type: 'rewind', run: 1, step: -5 });
    expect((await worker.next(1, 'paused')).step).toBe(0);
  });

  test('a snapshot of the past can be looked at without going there', async () => {
    const worker = new FakeWorker();
    await worker.create(1, spec());
    await worker.train(1, 10);
    const { snapshot, grid } = await worker.ask('snapshot', { run: 1, step: 27, grid: 5 });
    expect(snapshot).toMatchObject({ step: 25, epoch: 5, position: 0 });
    expect(grid).toHaveLength(25);
    expect((await worker.ask('snapshot', { run: 1, step: null, grid: 0 })).snapshot.step).toBe(50);
  });
});

describe('a lost context', () => {
  const losing = async () => {
    const device = new Losable();
    const worker = new FakeWorker({ createBackend: async () => device });
    await worker.create(1, spec({ backend: 'webgl' }));
    return { device, worker };
  };

  test('in training is made anew, and the run goes on from its last snapshot and says which', async () => {
    const { device, worker } = await losing();
    worker.send({ type: 'play', run: 1 });
    await worker.until(() => worker.latest(1).step > 50);
    device.lose('the test said so');
    const { state, step } = await worker.next(1, 'resumed');
    expect(state.why).toMatch('the test said so');
    expect(state.from).toBe(step);
    expect(state.from).toBeLessThanOrEqual(state.step);
    await worker.until(() => worker.latest(1).step > state.step + 100);
    expect(device).toMatchObject({ resets: 1, built: 2, disposed: 1 });
    expect(worker.latest(1).state.kind).toBe('resumed');
    worker.send({ type: 'pause', run: 1 });
    await worker.next(1, 'paused');

    const rows = worker.rows(1);
    await worker.create(2, spec({ backend: 'webgl' }));
    await worker.train(2, Math.ceil(rows[rows.length - 1].epoch));
    const same = new Map(worker.rows(2).map((row) => [row.step, row.trainLoss]));
    for (const { step, trainLoss } of rows.slice(0, -1)) expect(same.get(step)).toBe(trainLoss);
  });

  test('loses no more than about a second of training', async () => {
    let ahead = 0;
    const device = new Losable();
    const clock = { now: () => performance.now() + ahead, resolution: 0.005 };
    const worker = new FakeWorker({ createBackend: async () => device, clock });
    await worker.create(
      1,
      spec({
        backend: 'webgl',
        knobs: { learningRate: 0.01, batchSize: 1, l1: 0, l2: 0 },
        data: { ...spec().data, samples: 2000 },
      }),
    );
    worker.send({ type: 'play', run: 1 });
    const from = worker.latest(1).step;
    await worker.until(() => worker.latest(1).step > from);
    ahead += 1000;
    const told = await worker.until(() => worker.progress(1).findLast(({ checkpoint }) => checkpoint && checkpoint.step > from));
    device.lose('gone');
    expect((await worker.next(1, 'resumed')).state.from).toBeGreaterThanOrEqual(told.checkpoint?.step ?? NaN);
  });

  test('while paused costs nothing and needs no word', async () => {
    const { device, worker } = await losing();
    const stopped = await worker.train(1, 4);
    device.lose('idle');
    worker.send({ type: 'step', run: 1, unit: 'step' });
    await worker.until(() => worker.settled(1)?.step === stopped.step + 1);
    expect(worker.progress(1).map(({ state }) => state.kind)).not.toContain('resumed');
    expect(device.resets).toBe(1);
  });

  test('while a run evaluates for pausing does not keep it from pausing', async () => {
    const { device, worker } = await losing();
    worker.send({ type: 'play', run: 1 });
    await worker.until(() => worker.latest(1).step > 20);
    worker.send({ type: 'pause', run: 1 });
    device.lose('at a bad moment');
    expect((await worker.next(1, 'paused')).checkpoint).not.toBeUndefined();
  });

  test('that does not come back fails the run with its good step', async () => {
    const { device, worker } = await losing();
    device.startsAgain = false;
    worker.send({ type: 'play', run: 1 });
    await worker.until(() => worker.latest(1).step > 20);
    device.lose('for good');
    const { state } = await worker.next(1, 'failed');
    expect(state.goodStep).not.toBeNull();
  });

  test('again and again is given up', async () => {
    const { device, worker } = await losing();
    let resumed = 0;
    const failed = worker.next(1, 'failed');
    worker.send({ type: 'play', run: 1 });
    // Lost at every sign of life, before a snapshot can be taken.
    await worker.until(() => {
      const count = worker.progress(1).filter(({ state }) => state.kind === 'resumed' || state.kind === 'running').length;
      if (count > resumed) {
        resumed = count;
        setImmediate(() => device.lose('again'));
      }
      return worker.latest(1).state.kind === 'failed';
    });
    expect((await failed).state.error.code).toBe('context-lost');
  });

  test('under a predictor fails the call in flight, and the next one works', async () => {
    const device = new Losable();
    const worker = new FakeWorker({ createBackend: async () => device });
    const { checkpoint } = await worker.create(1, spec());
    const weights = checkpoint?.weights ?? new Float32Array();
    const { predictor, backend } = await worker.ask('freeze', { model: spec().model, weights, backend: 'webgl' });
    expect(backend.name).toBe('webgl');
    const x = Float32Array.of(0.1, 0.2, -1, 1);
    const before = await worker.ask('predict', { predictor, x, n: 2 });
    const call = worker.ask('predict', { predictor, x, n: 2 });
    setImmediate(() => device.lose('in flight'));
    await expect(call).rejects.toMatchObject({ code: 'context-lost' });
    expect(await worker.ask('predict', { predictor, x, n: 2 })).toEqual(before);
  });
});
