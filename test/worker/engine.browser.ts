/** The real worker with the real backends, as the page has them. */
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import type { EngineClient, Predictor, TrainRun } from '../../src/contract/client';
import type { BackendName, RunSpec } from '../../src/contract/model';
import type { Progress } from '../../src/contract/protocol';
import { createEngine } from '../../src/worker/client';

const data = { dataset: 'moons', seed: 3, noise: 0.1, samples: 200, trainShare: 0.5, features: ['x1', 'x2'] };

function spec(backend: BackendName, changed: Partial<RunSpec> = {}): RunSpec {
  return {
    model: {
      inputs: 2,
      layers: [
        { units: 8, activation: 'tanh' },
        { units: 8, activation: 'tanh' },
        { units: 1, activation: 'sigmoid' },
      ],
      loss: 'binaryCrossEntropy',
    },
    optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    data,
    seed: 7,
    backend,
    knobs: { learningRate: 0.02, batchSize: 50, l1: 0, l2: 0 },
    changes: [],
    ...changed,
  };
}

function engine(): EngineClient {
  const made = createEngine();
  onTestFinished(() => made.close());
  return made;
}

/** Resolves when the condition holds at one of the run's notices; a run that fails fails the test. */
function until(run: TrainRun, condition: (latest: Progress) => boolean): Promise<Progress> {
  return new Promise((resolve, reject) => {
    const check = () => {
      const { state } = run.latest;
      if (!condition(run.latest) && state.kind !== 'failed') return;
      off();
      if (state.kind === 'failed' && !condition(run.latest)) reject(new Error(JSON.stringify(state.error)));
      else resolve(run.latest);
    };
    const off = run.subscribe(check);
    check();
  });
}

async function trainTo(run: TrainRun, epochs: number): Promise<void> {
  run.stopWhen({ epochs });
  run.play();
  await until(run, ({ state, epoch }) => state.kind === 'stopped' && epoch >= epochs);
}

const lossesOf = ({ history }: TrainRun) => [...history.columns.testLoss.subarray(0, history.length)];

async function tensorsOf(made: EngineClient): Promise<number> {
  const [first] = (await made.ask('tensors', {})).filter(({ backend }) => backend !== 'plain');
  return first.tensors;
}

describe.each(['plain', 'compiled', 'cpu', 'wasm', 'webgl', 'webgpu'] as const)('on %s', (backend) => {
  // One worker for all of a backend's tests: starting it and compiling shaders is what takes long.
  const made = createEngine();
  afterAll(() => made.close());

  const start = (of: RunSpec): TrainRun => {
    const run = made.start(of);
    onTestFinished(() => run.stop());
    return run;
  };
  const frozenOn = async (run: TrainRun, on: BackendName): Promise<Predictor> => {
    const frozen = await run.freeze(on);
    onTestFinished(() => frozen.dispose());
    return frozen;
  };

  test('a run learns, repeats to the last bit with knobs changed in mid-run, and says what it ran on', async () => {
    const run = start(spec(backend));
    await trainTo(run, 3);
    run.set({ learningRate: 0.05, batchSize: 66 });
    await trainTo(run, 6);
    expect(run.latest.backend?.name).toBe(backend);
    const losses = lossesOf(run);
    expect(losses).toHaveLength(7);
    expect(losses[6]).toBeLessThan(0.9 * losses[0]);
    const again = start(run.spec);
    await trainTo(again, 6);
    expect(lossesOf(again)).toEqual(losses);
  });

  test('its tensors are gone when it is', async () => {
    const first = start(spec(backend));
    await until(first, ({ state }) => state.kind === 'paused');
    first.stop();
    const before = backend === 'plain' ? 0 : await tensorsOf(made);
    const run = start(spec(backend));
    run.look({ weights: true, grid: 16, unit: { layer: 0, unit: 1 }, outputs: true });
    await trainTo(run, 2);
    const frozen = await run.freeze(backend);
    await frozen.predict(new Float32Array(8), 4);
    await frozen.predictGrid(8, ['x1', 'x2']);
    await made.ask('cost', { run: run.id });
    await made.ask('measure', {
      model: run.spec.model,
      weights: frozen.weights,
      backend,
      batchSize: 16,
      repeats: 5,
      warmup: 1,
      training: { spec: run.spec },
      data,
    });
    frozen.dispose();
    run.stop();
    if (backend !== 'plain') expect(await tensorsOf(made)).toBe(before);
  });

  test('frozen weights answer as the plain network does', async () => {
    const run = start(spec('plain'));
    await trainTo(run, 5);
    const [frozen, plain] = await Promise.all([frozenOn(run, backend), frozenOn(run, 'plain')]);
    const points = Float32Array.from({ length: 40 }, (_, i) => Math.sin(i) * 2);
    const [a, b] = [await frozen.predict(points, 20), await plain.predict(points, 20)];
    a.forEach((value, i) => expect(Math.abs(value - b[i])).toBeLessThan(1e-4));
    const { grid, ms } = await frozen.predictGrid(32, ['x1', 'x2']);
    expect(grid).toHaveLength(1024);
    expect(ms).toBeGreaterThan(0);
    expect(await frozen.activations(Float32Array.of(0.5, -0.5))).toHaveLength(17);
  });

  test('latency, throughput and a training step are measured with the clock and backend they were taken on', async () => {
    const { model } = spec(backend);
    const run = start(spec('plain'));
    const { weights } = await frozenOn(run, 'plain');
    const heard: number[] = [];
    const report = await made.ask(
      'measure',
      { model, weights, backend, batchSize: 32, repeats: 20, warmup: 3, training: { spec: spec(backend) }, data },
      { onProgress: ({ done }) => heard.push(done) },
    );
    for (const measurement of [report.latency, report.queued, report.trainingStep]) {
      expect(measurement?.backend.name).toBe(backend);
      expect(measurement?.samples.every((sample) => sample > 0)).toBe(true);
      expect(measurement?.samples.length).toBeGreaterThanOrEqual(5);
    }
    const { latency } = report;
    expect(latency.median * latency.callsPerSample).toBeGreaterThanOrEqual(49 * latency.clockResolution);
    expect(latency.clockResolution).toBeLessThan(1);
    expect(heard.length).toBeGreaterThan(0);
    if (backend === 'webgl' || backend === 'webgpu') expect(latency.backend.renderer).toBeTruthy();
  });
});

describe('a lost WebGL context', () => {
  test('in training: the run goes on from its snapshot and ends as if nothing had been', async () => {
    const made = engine();
    const run = made.start(spec('webgl'));
    run.play();
    await until(run, ({ step }) => step > 20);
    await made.ask('loseContext', { backend: 'webgl' });
    const { state } = await until(run, (latest) => latest.state.kind === 'resumed');
    if (state.kind !== 'resumed') throw new Error(state.kind);
    expect(state.from).toBeLessThanOrEqual(state.step);
    await until(run, ({ step }) => step > state.step + 5);
    run.pause();
    const paused = await until(run, (latest) => latest.state.kind === 'paused');
    const whole = made.start(spec('webgl'));
    await trainTo(whole, Math.max(1, Math.floor(paused.epoch)));
    const due = lossesOf(whole);
    expect(lossesOf(run).slice(0, due.length)).toEqual(due);
  });

  test('in inference: the measurement says so, and frozen weights answer again', async () => {
    const made = engine();
    const run = made.start(spec('plain'));
    const frozen = await run.freeze('webgl');
    const x = Float32Array.of(0.1, 0.2, 0.3, 0.4);
    const before = await frozen.predict(x, 2);
    const lost: Promise<unknown>[] = [];
    const report = made.ask(
      'measure',
      {
        model: frozen.model,
        weights: frozen.weights,
        backend: 'webgl',
        batchSize: 4,
        repeats: 100_000,
        warmup: 1,
        training: null,
        data,
      },
      {
        onProgress: () => {
          if (lost.length === 0) lost.push(made.ask('loseContext', { backend: 'webgl' }));
        },
      },
    );
    await expect(report).rejects.toMatchObject({ code: 'context-lost' });
    await Promise.all(lost);
    expect(await frozen.predict(x, 2)).toEqual(before);
  });
});

test('a measurement can be cancelled, and the run goes on', async () => {
  const made = engine();
  const run = made.start(spec('plain'));
  run.play();
  await until(run, ({ step }) => step > 0);
  const { weights } = await run.freeze('plain');
  const abort = new AbortController();
  const sweep = made.ask(
    'sweep',
    { model: run.spec.model, weights, data, backends: ['plain'], batchSizes: [1, 4096], repeats: 1e6, warmup: 1 },
    { signal: abort.signal, onProgress: () => abort.abort() },
  );
  await expect(sweep).rejects.toMatchObject({ code: 'cancelled' });
  const { step } = run.latest;
  await until(run, (latest) => latest.step > step);
});

test('a worker that ends without a word is noticed, and the run goes on in a new one', async () => {
  const workers: Worker[] = [];
  const made = createEngine(() => {
    const worker = new Worker(new URL('../../src/worker/entry.ts', import.meta.url), { type: 'module' });
    workers.push(worker);
    return worker;
  });
  onTestFinished(() => made.close());
  const run = made.start(spec('plain'));
  run.play();
  await until(run, ({ step }) => step > 0);
  // As from outside: neither an error event nor a message tells the page of it.
  workers[0].terminate();
  const { state } = await until(run, (latest) => latest.state.kind === 'failed');
  expect(state).toMatchObject({
    error: { code: 'worker-died', message: 'The thread that computes has stopped: the browser ended it' },
  });
  const { step } = run.latest;
  run.recover();
  await until(run, (latest) => latest.state.kind !== 'failed' && latest.step > step);
  expect(workers).toHaveLength(2);
});

test('every backend that the browser lacks says why', async () => {
  const backends = await engine().ask('backends', {});
  expect(backends.map(({ name }) => name)).toEqual(['plain', 'compiled', 'cpu', 'wasm', 'webgl', 'webgpu']);
  for (const { info, error } of backends) expect(info ? info.name : error?.hint).toBeTruthy();
});
