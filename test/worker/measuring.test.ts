import { describe, expect, test } from 'vitest';
import { createPlain } from '../../src/engine/backends/plain';
import { EngineError } from '../../src/engine/errors';
import { initialSnapshot } from '../../src/engine/init';
import type { ModelSpec } from '../../src/contract/model';
import type { MeasureAsk } from '../../src/contract/protocol';
import { FakeWorker, moons, spec } from './harness';
import { Losable } from './losable';

const { model, optimizer } = spec();
const { weights } = initialSnapshot(model, optimizer, 1);
const ask: MeasureAsk = {
  model,
  weights,
  backend: 'plain',
  batchSize: 64,
  repeats: 30,
  warmup: 5,
  training: { spec: spec() },
  data: moons,
};

describe('a measurement', () => {
  test('gives latency, throughput, training step and their ratio, of batches larger than the data too', async () => {
    const report = await new FakeWorker().ask('measure', { ...ask, batchSize: 300 });
    expect(report.latency).toMatchObject({ operation: 'inference', batchSize: 300, sync: 'each', model: '2 → 8 → 1' });
    expect(report.latency.samples).toHaveLength(30);
    expect(report.queued.sync).toBe('queue');
    expect(report.trainingStep).toMatchObject({ operation: 'training step', batchSize: 300 });
    expect(report.throughput).toBeCloseTo((1000 * 300) / report.queued.median);
    expect(report.ratio?.value).toBe((report.trainingStep?.median ?? 0) / report.latency.median);
    expect(report.ratio?.low).toBeLessThanOrEqual(report.ratio?.value ?? 0);
  });

  test('without a run to train has no training step', async () => {
    const report = await new FakeWorker().ask('measure', { ...ask, training: null });
    expect(report).toMatchObject({ trainingStep: null, ratio: null });
  });

  test('has the worker to itself: a run stands still until it ends, and then goes on', async () => {
    const worker = new FakeWorker();
    await worker.create(1, spec());
    worker.send({ type: 'play', run: 1 });
    await worker.until(() => worker.latest(1).step > 0);
    await worker.ask('measure', ask);
    const types = worker.posted.map(({ type }) => type);
    const during = types.slice(types.indexOf('request-progress'), types.indexOf('reply'));
    expect(during.length).toBeGreaterThan(0);
    expect(during).not.toContain('progress');
    const { step } = worker.latest(1);
    await worker.until(() => worker.latest(1).step > step);
  });

  test('tells how far it has come, rising to 1', async () => {
    const worker = new FakeWorker();
    await worker.ask('measure', { ...ask, repeats: 200 });
    const told = worker.posted.flatMap((message) => (message.type === 'request-progress' ? [message.done] : []));
    expect(told.length).toBeGreaterThan(0);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.at(-1)).toBeLessThanOrEqual(1);
  });

  test('of a tab hidden meanwhile is thrown away', async () => {
    const worker = new FakeWorker();
    const report = worker.ask('measure', { ...ask, repeats: 1e6 });
    await worker.until(() => worker.posted.some(({ type }) => type === 'request-progress'));
    worker.send({ type: 'visibility', hidden: true });
    await expect(report).rejects.toMatchObject({ code: 'hidden' });
  });

  test('even if the tab was in view again before anybody looked', async () => {
    const worker = new FakeWorker();
    const report = worker.ask('sweep', {
      model,
      weights,
      data: moons,
      backends: ['plain'],
      batchSizes: [1],
      repeats: 1e6,
      warmup: 1,
    });
    worker.send({ type: 'visibility', hidden: true });
    worker.send({ type: 'visibility', hidden: false });
    await expect(report).rejects.toMatchObject({ code: 'hidden' });
    expect(await worker.ask('measure', ask)).toBeTruthy();
  });

  test('is not begun in a hidden tab, while other questions are answered there', async () => {
    const worker = new FakeWorker();
    worker.send({ type: 'visibility', hidden: true });
    await worker.create(1, spec());
    await expect(worker.ask('measure', ask)).rejects.toMatchObject({ code: 'hidden' });
    await expect(worker.ask('cost', { run: 1 })).rejects.toMatchObject({ code: 'hidden' });
    expect((await worker.ask('inspect', { run: 1 })).gradient).toHaveLength(33);
  });

  test('can be cancelled between two samples, and before it begins', async () => {
    const worker = new FakeWorker();
    const running = worker.ask('measure', { ...ask, repeats: 1e6 }, 1);
    const waiting = worker.ask('measure', ask, 2);
    await worker.until(() => worker.posted.some(({ type }) => type === 'request-progress'));
    worker.send({ type: 'cancel', request: 2 });
    worker.send({ type: 'cancel', request: 1 });
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    expect(worker.posted.some((message) => message.type === 'request-progress' && message.request === 2)).toBe(false);
  });

  test('whose context is lost says so, leaves nothing behind, and the next one works', async () => {
    const device = new Losable();
    const worker = new FakeWorker({ createBackend: async () => device });
    const report = worker.ask('measure', { ...ask, backend: 'webgl', repeats: 1e6 });
    await worker.until(() => worker.posted.some(({ type }) => type === 'request-progress'));
    device.lose('in the middle');
    await expect(report).rejects.toMatchObject({ code: 'context-lost' });
    expect((await worker.ask('measure', { ...ask, backend: 'webgl' })).latency.backend.software).toBe(true);
    expect(device.tensors()).toBe(0);
  });

  test.each([
    [{ batchSize: 0 }, 'bad-data'],
    [{ batchSize: 1e9 }, 'bad-data'],
    [{ weights: new Float32Array(3) }, 'bad-model'],
    [{ model: { ...model, inputs: 5 } }, 'bad-model'],
    [{ data: { ...moons, dataset: 'none' } }, 'bad-data'],
  ])('of what cannot be is refused: %o', async (wrong, code) => {
    await expect(new FakeWorker().ask('measure', { ...ask, ...wrong })).rejects.toMatchObject({ code });
  });
});

describe('a sweep', () => {
  const sweep = {
    model,
    weights,
    data: moons,
    backends: ['webgpu', 'plain'] as const,
    batchSizes: [16, 1, 4],
    repeats: 5,
    warmup: 1,
  };
  const createBackend = async (name: string) => {
    if (name === 'plain') return createPlain();
    throw new EngineError('backend-missing', `no ${name} here`, 'Choose plain.');
  };

  test('goes up the batch sizes of every backend there is, and tells each point when it has it', async () => {
    const worker = new FakeWorker({ createBackend });
    const { points, skipped } = await worker.ask('sweep', { ...sweep, backends: [...sweep.backends] });
    expect(skipped).toEqual([]);
    expect(points.map(({ backend, batchSize }) => [backend.name, batchSize])).toEqual([
      ['plain', 1],
      ['plain', 4],
      ['plain', 16],
    ]);
    const told = worker.posted.flatMap((message) =>
      message.type === 'request-progress' && message.point ? [message.point] : [],
    );
    expect(told).toEqual(points);
  });

  test('leaves out a batch at which one call would keep the reader waiting, and says how long', async () => {
    const wide: ModelSpec = {
      inputs: 2,
      layers: [
        { units: 512, activation: 'relu' },
        { units: 512, activation: 'relu' },
        { units: 1, activation: 'sigmoid' },
      ],
      loss: 'binaryCrossEntropy',
    };
    const { points, skipped } = await new FakeWorker({ createBackend }).ask('sweep', {
      ...sweep,
      model: wide,
      weights: initialSnapshot(wide, { kind: 'sgd' }, 1).weights,
      backends: ['plain'],
      batchSizes: [1, 65_536],
    });
    expect(points.map(({ batchSize }) => batchSize)).toEqual([1]);
    expect(skipped).toEqual([
      { backend: points[0].backend, batchSize: 65_536, expected: expect.closeTo(points[0].latency.median * 65_536, 3) },
    ]);
  });

  test('over nothing but missing backends says which is missing', async () => {
    const worker = new FakeWorker({ createBackend });
    await expect(worker.ask('sweep', { ...sweep, backends: ['webgpu'] })).rejects.toMatchObject({
      code: 'backend-missing',
      message: 'no webgpu here',
    });
  });
});

describe('questions about a run', () => {
  test('what a step costs, in time and memory, without taking one', async () => {
    const worker = new FakeWorker();
    await worker.create(1, spec());
    await worker.train(1, 2);
    const cost = await worker.ask('cost', { run: 1 });
    expect(cost.forward).toMatchObject({ operation: 'forward', batchSize: 10 });
    for (const part of [cost.forward, cost.backward, cost.update]) expect(part.samples.length).toBeGreaterThanOrEqual(5);
    expect(cost.memory).toMatchObject({ weights: 132, gradients: 132, optimizer: 264, activations: 440 });
    expect(cost.memory.measured.bytes).toBeGreaterThan(0);
    expect((await worker.ask('snapshot', { run: 1, step: null, grid: 0 })).snapshot.step).toBe(10);
  });

  test('one step unfused, on the batch that comes next: a step with plain SGD goes down that gradient', async () => {
    const worker = new FakeWorker();
    const { checkpoint } = await worker.create(1, spec({ optimizer: { kind: 'sgd' } }));
    const { gradient } = await worker.ask('inspect', { run: 1 });
    worker.send({ type: 'step', run: 1, unit: 'step' });
    const stepped = await worker.next(1, 'paused');
    const before = checkpoint?.weights ?? new Float32Array();
    stepped.checkpoint?.weights.forEach((weight, i) => expect(weight).toBeCloseTo(before[i] - 0.01 * gradient[i], 6));
  });

  test('every backend and why not, tensors of those used, and the data', async () => {
    const worker = new FakeWorker({
      createBackend: async (name) => {
        if (name === 'plain') return createPlain();
        throw new EngineError('backend-missing', `no ${name} here`, 'Choose plain.');
      },
    });
    const backends = await worker.ask('backends', {});
    expect(backends.map(({ name, info, error }) => [name, info?.name ?? error?.code])).toEqual([
      ['plain', 'plain'],
      ...['compiled', 'cpu', 'wasm', 'webgl', 'webgpu'].map((name) => [name, 'backend-missing']),
    ]);
    expect(await worker.ask('tensors', {})).toEqual([{ backend: 'plain', tensors: 0 }]);
    const data = await worker.ask('dataset', { data: moons });
    expect(data.x).toHaveLength(200);
  });

  test('a run on a missing backend fails, and says what to choose instead', async () => {
    const worker = new FakeWorker({
      createBackend: async (name) => {
        throw new EngineError('backend-missing', `no ${name} here`, 'Choose plain.');
      },
    });
    const { state } = await worker.create(1, spec({ backend: 'webgpu' }));
    expect(state).toMatchObject({ kind: 'failed', error: { code: 'backend-missing', hint: 'Choose plain.' } });
  });

  test('a predictor refuses what does not fit it, and is gone once disposed of', async () => {
    const worker = new FakeWorker();
    await expect(worker.ask('freeze', { model, weights: weights.slice(1), backend: 'plain' })).rejects.toMatchObject({
      code: 'bad-model',
    });
    const { predictor } = await worker.ask('freeze', { model, weights, backend: 'plain' });
    await expect(worker.ask('predict', { predictor, x: new Float32Array(3), n: 2 })).rejects.toMatchObject({ code: 'bad-data' });
    expect(await worker.ask('predict', { predictor, x: new Float32Array(4), n: 2 })).toHaveLength(2);
    worker.send({ type: 'dispose-predictor', predictor });
    await expect(worker.ask('predict', { predictor, x: new Float32Array(4), n: 2 })).rejects.toMatchObject({ code: 'internal' });
  });
});
