import fc from 'fast-check';
import { expect, test } from 'vitest';
import { epochIsDue } from '../../src/worker/rows';
import { Pacer } from '../../src/worker/pace';
import { type Kept, Snapshots } from '../../src/worker/snapshots';

test('every epoch has a row up to 512, then every 2nd up to 1024, every 4th up to 2048', () => {
  const due = (from: number, to: number) => {
    let count = 0;
    for (let epoch = from + 1; epoch <= to; epoch++) if (epochIsDue(epoch)) count++;
    return count;
  };
  expect([due(0, 512), due(512, 1024), due(1024, 2048), due(2048, 4096)]).toEqual([512, 256, 256, 256]);
  expect([1, 512, 513, 514, 1026, 1028].map(epochIsDue)).toEqual([true, true, false, true, false, true]);
});

test('an epoch that is due late would have been due early, and rows grow with the logarithm', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 30 }), (epoch) => {
      const stride = Math.max(1, 2 ** Math.ceil(Math.log2(epoch / 512)));
      expect(epochIsDue(epoch)).toBe(epoch % stride === 0);
      expect(epochIsDue(512 * stride)).toBe(true);
    }),
  );
});

const kept = (step: number, numbers = 25): Kept => ({
  checkpoint: { step, epoch: 0, position: 0, weights: new Float32Array(numbers), slots: [] },
  ms: step,
});

test('snapshots stay within their bytes, keep step 0, rise, and lie about evenly', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 2, max: 50 }), (rows, room) => {
      const snapshots = new Snapshots(room * 100);
      for (let step = 0; step < rows; step++) if (snapshots.wanted()) snapshots.keep(kept(step));
      const { steps, bytes } = snapshots;
      expect(bytes).toBeLessThanOrEqual(room * 100);
      expect(steps[0]).toBe(0);
      const gaps = [...steps.slice(1), rows].map((step, i) => step - steps[i]);
      expect(Math.min(...gaps)).toBeGreaterThan(0);
      expect(Math.max(...gaps)).toBeLessThanOrEqual(Math.max(1, (4 * rows) / room));
    }),
  );
});

test('a snapshot larger than the budget leaves only the first', () => {
  const snapshots = new Snapshots(100);
  for (let step = 0; step < 9; step++) if (snapshots.wanted()) snapshots.keep(kept(step, 1000));
  expect(snapshots.steps).toEqual([0]);
});

test('the nearest snapshot at or before a step is found; going back forgets the later ones', () => {
  const snapshots = new Snapshots(1e6);
  for (const step of [0, 10, 20, 30]) snapshots.keep(kept(step));
  expect([0, 9, 10, 25, 99].map((step) => snapshots.at(step)?.checkpoint.step)).toEqual([0, 0, 10, 20, 30]);
  expect(snapshots.at(-1)).toBeNull();
  snapshots.forget(20);
  expect(snapshots.steps).toEqual([0, 10]);
  snapshots.keep(kept(10, 7));
  expect(snapshots.at(10)?.checkpoint.weights).toHaveLength(7);
  expect(snapshots.steps).toEqual([0, 10]);
});

test('a run at full speed fills its slice, growing step by step', () => {
  const pacer = new Pacer();
  const taken: number[] = [];
  for (let i = 0; i < 12; i++) {
    const steps = pacer.steps(0, 10);
    taken.push(steps);
    pacer.took(steps, 0.01 * steps, 0);
  }
  expect(taken.slice(0, 4)).toEqual([1, 2, 4, 8]);
  expect(taken.at(-1)).toBeGreaterThan(900);
  expect(taken.at(-1)).toBeLessThanOrEqual(1000);
});

test('a held-back run takes as many steps as its pace allows, whatever the pace', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.2, max: 20_000, noNaN: true }),
      fc.double({ min: 0.3, max: 40, noNaN: true }),
      (pace, wait) => {
        const pacer = new Pacer();
        pacer.set(pace, 0);
        let steps = 0;
        let now = 0;
        while (now < 10_000) {
          if (now >= pacer.due()) {
            const taken = pacer.steps(now, now + 10);
            if (taken > 0) pacer.took(taken, 0, now);
            steps += taken;
          }
          now += wait;
        }
        const wanted = (pace * now) / 1000;
        expect(steps).toBeLessThanOrEqual(wanted + 1 + pace * 0.01);
        // Growing from single steps takes a few slices, and steps are taken together every 10 ms or so.
        expect(steps).toBeGreaterThan(0.9 * wanted - 2);
      },
    ),
  );
});

test('a pace that cannot be is ignored, and a new one holds at once', () => {
  const pacer = new Pacer();
  pacer.set(0.1, 0);
  pacer.took(pacer.steps(0, 10), 1, 0);
  expect(pacer.due()).toBe(10_000);
  pacer.set(NaN, 5);
  pacer.set(-1, 5);
  pacer.set(0, 5);
  expect(pacer.due()).toBe(10_000);
  pacer.set(100, 100);
  expect(pacer.due()).toBeLessThanOrEqual(110);
  pacer.set(Infinity, 100);
  expect(pacer.due()).toBe(-Infinity);
});
