/** A worker that dies: what its runs say, and how they go on. */
import { describe, expect, test } from 'vitest';
import type { EngineClient, TrainRun } from '../../src/contract/client';
import { KnobLog } from '../../src/worker/knobs';
import { spec } from './harness';
import { LocalWorker } from './local';
import { page, until, steps, losses, trainTo } from './local-page';

describe('a worker that dies', () => {
  async function dying(trained = 20): Promise<{ engine: EngineClient; workers: LocalWorker[]; run: TrainRun }> {
    const { engine, workers } = page();
    const run = engine.start(spec());
    await trainTo(run, trained);
    return { engine, workers, run };
  }

  test('fails every run with its good step, and whatever is pending', async () => {
    const { engine, workers, run } = await dying();
    const other = engine.start(spec());
    const pending = engine.ask('backends', {});
    workers[0].die('out of memory');
    expect(run.latest.state).toMatchObject({ kind: 'failed', goodStep: 100, error: { code: 'worker-died' } });
    expect(other.latest.state).toMatchObject({ kind: 'failed', goodStep: null });
    await expect(pending).rejects.toMatchObject({ code: 'worker-died', message: expect.stringMatching(/out of memory/) });
    expect(workers[0].terminated).toBe(true);
  });

  test('counts as dead when a message cannot be read', async () => {
    const { workers, run } = await dying();
    workers[0].garble();
    expect(run.latest.state).toMatchObject({ kind: 'failed', error: { code: 'worker-died' } });
  });

  test('lets the same handle go on from the last checkpoint as if nothing had been', async () => {
    const { engine, workers, run } = await dying();
    workers[0].die('');
    const before = run.latest;
    run.recover();
    expect(workers).toHaveLength(2);
    workers[0].say({ ...before, step: 12345 });
    await until(run, ({ state }) => state.kind === 'paused');
    expect(run.latest.step).toBe(100);
    await trainTo(run, 40);
    const whole = engine.start(spec());
    await trainTo(whole, 40);
    expect(steps(run)).toEqual(steps(whole));
    expect(losses(run)).toEqual(losses(whole));
    const { ms } = run.history.columns;
    for (let i = 1; i < run.history.length; i++) expect(ms[i]).toBeGreaterThanOrEqual(ms[i - 1]);
  });

  test('is told again what the page had set, and plays on if it was playing', async () => {
    const { workers, run } = await dying();
    run.stopWhen({});
    run.pace(1000);
    run.look({ weights: true, grid: 0, unit: null, outputs: false });
    run.play();
    await until(run, ({ step }) => step > 150);
    run.set({ learningRate: 0.25 });
    workers[0].die('');
    run.recover();
    const { step } = run.latest;
    await until(run, (latest) => latest.state.kind === 'running' && latest.step > step + 50);
    expect(workers[1].of('set')[0]).toMatchObject({ pace: 1000, look: { weights: true }, knobs: { learningRate: 0.25 } });
    expect(new KnobLog(run.spec.knobs, run.spec.changes).at(run.latest.step).learningRate).toBe(0.25);
  });

  test('still lets the last checkpoint be frozen, where there is one', async () => {
    const { engine, workers, run } = await dying(2);
    const fresh = engine.start(spec());
    workers[0].die('');
    expect((await run.freeze('plain')).weights).toEqual(run.latest.checkpoint?.weights);
    await expect(fresh.freeze('plain')).rejects.toMatchObject({ code: 'worker-died' });
  });

  test('recovering is for failed runs alone', async () => {
    const { workers, run } = await dying(2);
    run.recover();
    expect(workers).toHaveLength(1);
    expect(workers[0].of('create')).toHaveLength(1);
  });

  test('before its first snapshot lets the run start over', async () => {
    const { engine, workers } = page();
    const run = engine.start(spec());
    workers[0].die('');
    run.recover();
    await until(run, ({ state }) => state.kind === 'paused');
    expect(steps(run)).toEqual([0]);
  });

  test('takes frozen networks along: the next call freezes them again', async () => {
    const { workers, run } = await dying(2);
    const frozen = await run.freeze('plain');
    const x = Float32Array.of(0.3, 0.4);
    const before = await frozen.predict(x, 1);
    workers[0].die('');
    expect(await frozen.predict(x, 1)).toEqual(before);
    expect(workers[1].sent.flatMap((message) => (message.type === 'request' ? [message.name] : []))).toEqual([
      'freeze',
      'predict',
    ]);
  });
});
