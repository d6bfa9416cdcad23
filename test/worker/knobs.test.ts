import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Knobs } from '../../src/contract/model';
import { KnobLog } from '../../src/worker/knobs';
import { FakeWorker, spec } from './harness';

const first: Knobs = { learningRate: 0.1, batchSize: 10, l1: 0, l2: 0 };

describe('the log of knobs', () => {
  test('holds each change from its step on', () => {
    const log = new KnobLog(first, [
      { step: 5, knobs: { learningRate: 0.2 } },
      { step: 9, knobs: { batchSize: 3, learningRate: 0.3 } },
    ]);
    expect([4, 5, 8, 9].map((step) => log.at(step).learningRate)).toEqual([0.1, 0.2, 0.2, 0.3]);
    expect([0, 5, 9].map((step) => log.next(step))).toEqual([5, 9, Infinity]);
  });

  test('gathers what is turned at one step, and leaves out what is no change', () => {
    const log = new KnobLog(first, []);
    expect(log.record(3, { learningRate: 0.1 })).toBe(false);
    expect(log.record(3, { learningRate: 0.2 })).toBe(true);
    expect(log.record(3, { learningRate: 0.4, l2: 0.01 })).toBe(true);
    expect(log.changes).toEqual([{ step: 3, knobs: { learningRate: 0.4, l2: 0.01 } }]);
  });

  test('a hand on a knob overrules what was to come for that knob alone', () => {
    const log = new KnobLog(first, [
      { step: 50, knobs: { learningRate: 0.5, batchSize: 4 } },
      { step: 60, knobs: { learningRate: 0.6 } },
    ]);
    log.record(10, { learningRate: 0.2 });
    expect(log.changes).toEqual([
      { step: 10, knobs: { learningRate: 0.2 } },
      { step: 50, knobs: { batchSize: 4 } },
    ]);
  });

  test('gone back, it forgets later changes and keeps the knobs where they are', () => {
    const log = new KnobLog(first, [{ step: 3, knobs: { l1: 0.1 } }]);
    log.record(8, { learningRate: 0.7 });
    log.rewind(5, log.at(8));
    expect(log.changes).toEqual([
      { step: 3, knobs: { l1: 0.1 } },
      { step: 5, knobs: { learningRate: 0.7 } },
    ]);
  });

  test.each([
    { learningRate: NaN },
    { learningRate: -1 },
    { learningRate: Infinity },
    { batchSize: 0 },
    { batchSize: 1.5 },
    { l1: -0.1 },
  ])('a knob that cannot be is left as it was: %o', (wrong) => {
    const log = new KnobLog(first, []);
    expect(log.record(1, wrong)).toBe(false);
    expect(log.at(1)).toEqual(first);
  });

  test('its changes alone give the same knobs at every step', () => {
    const turn = fc.record({
      step: fc.nat(30),
      learningRate: fc.constantFrom(0.1, 0.2, 0.3),
      batchSize: fc.constantFrom(1, 10, 20),
    });
    fc.assert(
      fc.property(fc.array(turn), (turns) => {
        const live = new KnobLog(first, []);
        const held = new Map<number, Knobs>();
        let step = 0;
        for (const { step: after, ...knobs } of turns.toSorted((a, b) => a.step - b.step)) {
          for (; step < after; step++) held.set(step, live.at(step));
          live.record(step, knobs);
        }
        for (; step < 40; step++) held.set(step, live.at(step));
        const again = new KnobLog(first, live.changes);
        for (const [at, knobs] of held) expect(again.at(at)).toEqual(knobs);
      }),
    );
  });
});

describe('knobs turned in mid-run', () => {
  test('hold from the next step on, are in the rows, and the same spec repeats the run to the last bit', async () => {
    const worker = new FakeWorker();
    await worker.create(1, spec());
    worker.send({ type: 'play', run: 1 });
    const turns: Partial<Knobs>[] = [
      { learningRate: 0.05 },
      { batchSize: 7 },
      { l1: 1e-4, l2: 1e-3 },
      { learningRate: 0.02, batchSize: 50 },
    ];
    for (const knobs of turns) {
      const step = worker.latest(1).step;
      await worker.until(() => worker.latest(1).step > step + 200);
      worker.send({ type: 'set', run: 1, knobs });
    }
    const step = worker.latest(1).step;
    await worker.until(() => worker.latest(1).step > step + 500);
    worker.send({ type: 'pause', run: 1 });
    await worker.next(1, 'paused');

    const changes = worker.progress(1).findLast((progress) => progress.changes)?.changes ?? [];
    expect(changes.map(({ knobs }) => knobs)).toEqual(turns);
    const rows = worker.rows(1);
    for (const row of rows)
      expect(row.learningRate).toBe(new KnobLog(spec().knobs, changes).at(Math.max(0, row.step - 1)).learningRate);

    await worker.create(2, spec({ changes }));
    await worker.train(2, Math.ceil(rows[rows.length - 1].epoch));
    const again = new Map(worker.rows(2).map((row) => [row.step, row]));
    const due = rows.slice(0, -1);
    expect(due.length).toBeGreaterThan(50);
    for (const { step, trainLoss, testLoss, epoch } of due) expect(again.get(step)).toMatchObject({ trainLoss, testLoss, epoch });
  });

  test('while paused are told at once', async () => {
    const worker = new FakeWorker();
    await worker.create(1, spec());
    worker.send({ type: 'set', run: 1, knobs: { learningRate: 0.5 } });
    const told = await worker.until(() => worker.progress(1).find(({ changes }) => changes));
    expect(told.changes).toEqual([{ step: 0, knobs: { learningRate: 0.5 } }]);
    worker.send({ type: 'step', run: 1, unit: 'step' });
    await worker.until(() => worker.settled(1)?.step === 1);
    expect(worker.rows(1).at(-1)?.learningRate).toBe(0.5);
  });

  test('of messages that wait together, the newest holds and the run records one change', async () => {
    const worker = new FakeWorker();
    worker.send({ type: 'create', run: 1, spec: spec(), from: null });
    for (let i = 1; i <= 50; i++) worker.send({ type: 'set', run: 1, knobs: { learningRate: i / 100 } });
    await worker.until(() => worker.settled(1));
    const changes = worker.progress(1).flatMap((progress) => (progress.changes ? [progress.changes] : []));
    expect(changes).toEqual([[{ step: 0, knobs: { learningRate: 0.5 } }]]);
  });
});
