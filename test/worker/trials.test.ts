/** Many runs by themselves: the same numbers as a run of the same spec, beside everything else, and to be called off. */
import { describe, expect, test } from 'vitest';
import { FakeWorker, spec } from './harness';

const trialsOf = (worker: FakeWorker) =>
  worker.posted.flatMap((message) => (message.type === 'request-progress' && message.trial ? [message.trial] : []));

describe('trials', () => {
  test('train each spec from its own seed, with the very numbers of a run', async () => {
    const worker = new FakeWorker();
    const specs = [spec(), spec({ seed: 8 }), spec({ optimizer: { kind: 'sgd' } })];
    const [first, second, third] = await worker.ask('trials', { specs, steps: 50, every: 20 });
    expect([...first.step]).toEqual([0, 20, 40, 50]);
    expect([first.index, second.index, third.index]).toEqual([0, 1, 2]);
    expect(first.trainLoss[0]).not.toBe(second.trainLoss[0]);
    expect(first.trainLoss[0]).toBe(third.trainLoss[0]);
    expect(first.diverged).toBe(false);
    expect([...first.testAccuracy].every((share) => share >= 0 && share <= 1)).toBe(true);

    await worker.create(1, spec());
    // 50 examples train, ten a step: 50 steps are 10 epochs
    await worker.train(1, 10);
    const last = worker.rows(1).at(-1);
    expect(last).toMatchObject({ step: 50, trainLoss: first.trainLoss[3], testLoss: first.testLoss[3] });
    const { snapshot } = await worker.ask('snapshot', { run: 1, step: null, grid: 0 });
    expect(first.weights).toEqual(snapshot.weights);
  });

  test('come one by one as they finish, and say how far they are', async () => {
    const worker = new FakeWorker();
    const specs = [1, 2, 3].map((seed) => spec({ seed }));
    const answer = await worker.ask('trials', { specs, steps: 10, every: 10 });
    expect(trialsOf(worker)).toEqual(answer);
    const done = worker.posted.flatMap((message) => (message.type === 'request-progress' ? [message.done] : []));
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(done.at(-1)).toBe(1);
  });

  test('end early where the loss is no longer finite, with the rows until then', async () => {
    const wild = spec({
      model: { inputs: 2, layers: [{ units: 1, activation: 'identity' }], loss: 'meanSquaredError' },
      optimizer: { kind: 'sgd' },
      knobs: { learningRate: 100, batchSize: 10, l1: 0, l2: 0 },
    });
    const [trial, calm] = await new FakeWorker().ask('trials', { specs: [wild, spec()], steps: 1000, every: 5 });
    expect(trial.diverged).toBe(true);
    expect(trial.step.length).toBeLessThan(201);
    expect(trial.step[0]).toBe(0);
    expect([...trial.trainLoss].every(Number.isFinite)).toBe(true);
    expect(calm.diverged).toBe(false);
  });

  test('follow the changes in their spec', async () => {
    const frozen = spec({ optimizer: { kind: 'sgd' }, changes: [{ step: 10, knobs: { learningRate: 1e-30 } }] });
    const [trial] = await new FakeWorker().ask('trials', { specs: [frozen], steps: 20, every: 5 });
    expect(trial.trainLoss[2]).not.toBe(trial.trainLoss[1]);
    expect(trial.trainLoss[4]).toBe(trial.trainLoss[2]);
  });

  test('let a live run go on beside them', async () => {
    const worker = new FakeWorker();
    await worker.create(1, spec());
    worker.send({ type: 'play', run: 1 });
    const trials = worker.ask('trials', { specs: Array.from({ length: 20 }, () => spec()), steps: 1000, every: 1000 });
    await worker.until(() => trialsOf(worker).length > 0);
    const before = worker.latest(1).step;
    await trials;
    expect(worker.latest(1).step).toBeGreaterThan(before);
  });

  test('let another request have its turn between', async () => {
    const worker = new FakeWorker();
    const trials = worker.ask('trials', { specs: Array.from({ length: 20 }, () => spec()), steps: 1000, every: 1000 });
    await worker.until(() => worker.posted.some(({ type }) => type === 'request-progress'));
    await worker.ask('tensors', {});
    expect(trialsOf(worker).length).toBeLessThan(20);
    await trials;
  });

  test('stop when they are cancelled', async () => {
    const worker = new FakeWorker();
    const trials = worker.ask('trials', { specs: [spec()], steps: 1e9, every: 1e9 }, 5);
    await worker.until(() => worker.posted.some(({ type }) => type === 'request-progress'));
    worker.send({ type: 'cancel', request: 5 });
    await expect(trials).rejects.toMatchObject({ code: 'cancelled' });
  });

  test.each([
    [0, 1],
    [10, 0.5],
  ])('refuse %d steps evaluated every %d', async (steps, every) => {
    await expect(new FakeWorker().ask('trials', { specs: [spec()], steps, every })).rejects.toMatchObject({ code: 'bad-data' });
  });
});
