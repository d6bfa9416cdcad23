/** The page’s side of the engine: runs, requests, and how few messages they take. */
import { describe, expect, test } from 'vitest';
import { spec } from './harness';
import { page, until, steps, losses, trainTo } from './local-page';

describe('the engine', () => {
  test('starts its worker at first use and only one', () => {
    const { engine, workers } = page();
    expect(workers).toHaveLength(0);
    engine.start(spec());
    engine.start(spec());
    expect(workers).toHaveLength(1);
  });

  test('trains, and hands out history, state and what is looked at', async () => {
    const { engine } = page();
    const run = engine.start(spec());
    expect(run.latest.state).toEqual({ kind: 'loading' });
    run.look({ weights: true, grid: 4, unit: null, outputs: false });
    await trainTo(run, 600);
    expect(run.history.length).toBe(1 + 512 + 44);
    expect(run.history.columns.step[run.history.length - 1]).toBe(3000);
    expect(run.latest.grid).toHaveLength(16);
    expect(run.latest.weights).toHaveLength(33);
    expect(run.latest.checkpoint?.step).toBe(3000);
    const { ms } = run.history.columns;
    for (let i = 1; i < run.history.length; i++) expect(ms[i]).toBeGreaterThanOrEqual(ms[i - 1]);
  });

  test('keeps what was last looked at when newer messages have none', async () => {
    const { engine } = page();
    const run = engine.start(spec());
    run.look({ weights: true, grid: 0, unit: null, outputs: false });
    const seen = await until(run, ({ weights }) => weights !== null);
    run.look({ weights: false, grid: 0, unit: null, outputs: false });
    run.step('step');
    await until(run, ({ step }) => step === 1);
    expect(run.latest.weights).toEqual(seen.weights);
  });

  test('answers requests, and rejects with code and hint', async () => {
    const { engine } = page();
    expect((await engine.ask('dataset', { data: spec().data })).labels).toHaveLength(100);
    const wrong = engine.ask('dataset', { data: { ...spec().data, dataset: 'suns' } });
    await expect(wrong).rejects.toBeInstanceOf(Error);
    await expect(wrong).rejects.toMatchObject({ code: 'bad-data', hint: expect.stringMatching(/moons/) });
  });

  test('freezes the present weights of a run', async () => {
    const { engine } = page();
    const run = engine.start(spec());
    await trainTo(run, 3);
    const frozen = await run.freeze('plain');
    expect(frozen.weights).toEqual(run.latest.checkpoint?.weights);
    expect(frozen.backend.name).toBe('plain');
    expect(await frozen.predict(Float32Array.of(1, 0, 0, 1), 2)).toHaveLength(2);
    expect((await frozen.predictGrid(5, ['x1', 'x2'])).grid).toHaveLength(25);
    expect(await frozen.activations(Float32Array.of(1, 0))).toHaveLength(9);
    frozen.dispose();
    await expect(frozen.predict(Float32Array.of(1, 0), 1)).rejects.toMatchObject({ code: 'internal' });
  });

  test('closed, rejects what is pending and ends its worker', async () => {
    const { engine, workers } = page();
    const answer = engine.ask('backends', {});
    engine.close();
    await expect(answer).rejects.toMatchObject({ code: 'cancelled' });
    expect(workers[0].terminated).toBe(true);
  });
});

describe('messages', () => {
  test('a hundred turns of a knob are one message a frame, with the newest value', async () => {
    const { engine, workers, frame } = page({ frames: 'manual' });
    const run = engine.start(spec());
    for (let i = 1; i <= 100; i++) run.set({ learningRate: i / 1000 });
    run.set({ batchSize: 5 });
    run.pace(50);
    expect(workers[0].of('set')).toHaveLength(0);
    frame();
    frame();
    expect(workers[0].of('set')).toEqual([{ type: 'set', run: run.id, knobs: { learningRate: 0.1, batchSize: 5 }, pace: 50 }]);
    run.set({ learningRate: 0.5 });
    frame();
    expect(workers[0].of('set').at(-1)?.knobs).toEqual({ learningRate: 0.5 });
  });

  test('what was set before a command is sent before it', () => {
    const { engine, workers } = page({ frames: 'manual' });
    const run = engine.start(spec());
    run.set({ learningRate: 0.3 });
    run.step('step');
    expect(workers[0].sent.map(({ type }) => type)).toEqual(['create', 'set', 'step']);
  });

  test('listeners are called once a frame, however much has arrived', async () => {
    const { engine, frame } = page({ frames: 'manual' });
    const run = engine.start(spec());
    let calls = 0;
    run.subscribe(() => calls++);
    run.play();
    while (run.history.length < 50) await new Promise((resolve) => setImmediate(resolve));
    expect(calls).toBe(0);
    frame();
    expect(calls).toBe(1);
    frame();
    expect(calls).toBeLessThanOrEqual(2);
  });

  test('a listener that throws does not keep others from hearing', async () => {
    const { engine, frame } = page({ frames: 'manual' });
    const [a, b] = [engine.start(spec()), engine.start(spec())];
    const thrown = new Promise((resolve) => process.once('uncaughtException', resolve));
    const heard: string[] = [];
    a.subscribe(() => {
      heard.push('a');
      throw new Error('mine');
    });
    b.subscribe(() => heard.push('b'));
    while (a.latest.state.kind === 'loading' || b.latest.state.kind === 'loading')
      await new Promise((resolve) => setImmediate(resolve));
    frame();
    expect(heard).toEqual(['a', 'b']);
    await thrown;
  });

  test('of a stopped run never arrive', async () => {
    const { engine, workers } = page();
    const run = engine.start(spec());
    await until(run, ({ state }) => state.kind === 'paused');
    const { latest } = run;
    run.stop();
    workers[0].say({ ...latest, step: 77, rows: null });
    expect(run.latest).toBe(latest);
    expect(workers[0].of('dispose')).toHaveLength(1);
  });

  test('the spec takes up changes as they really happened, and repeats the run', async () => {
    const { engine } = page();
    const run = engine.start(spec());
    await trainTo(run, 10);
    run.set({ learningRate: 0.1, batchSize: 25 });
    await trainTo(run, 20);
    expect(run.spec.changes).toEqual([{ step: 50, knobs: { learningRate: 0.1, batchSize: 25 } }]);
    const again = engine.start(run.spec);
    await trainTo(again, 20);
    expect(losses(again)).toEqual(losses(run));
    expect(steps(again)).toEqual(steps(run));
  });

  test('gone back, history is that of the run as it now is', async () => {
    const { engine } = page();
    const run = engine.start(spec());
    await trainTo(run, 10);
    const { version } = run.history;
    run.rewind(20);
    await until(run, ({ step }) => step === 20);
    expect(steps(run)).toEqual([0, 5, 10, 15, 20]);
    expect(run.history.version).toBeGreaterThan(version);
  });
});

describe('cancelling', () => {
  test('rejects at once and tells the worker', async () => {
    const { engine, workers } = page();
    const run = engine.start(spec());
    await until(run, ({ state }) => state.kind === 'paused');
    const abort = new AbortController();
    const cost = engine.ask('cost', { run: run.id }, { signal: abort.signal });
    abort.abort();
    await expect(cost).rejects.toMatchObject({ code: 'cancelled' });
    expect(workers[0].of('cancel')).toHaveLength(1);
  });

  test('before asking, asks nothing', async () => {
    const { engine, workers } = page();
    await expect(engine.ask('backends', {}, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
    expect(workers).toHaveLength(0);
  });
});
