import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BatchOrder } from '../../src/engine/batches';
import { EngineError } from '../../src/engine/errors';
import { seeded } from './arbitrary';

const size = fc.integer({ min: 1, max: 40 });

/** Batches of one whole epoch. */
function epochOf(order: BatchOrder, batchSize: number): number[][] {
  const batches: number[][] = [];
  const { epoch } = order;
  while (order.epoch === epoch) batches.push([...order.next(batchSize)]);
  return batches;
}

test('each epoch has each example once, the last partial batch with what is left', () => {
  fc.assert(
    fc.property(fc.integer(), size, size, (seed, n, batchSize) => {
      const order = new BatchOrder(seed, n);
      for (let epoch = 0; epoch < 3; epoch++) {
        expect(order).toMatchObject({ epoch, position: 0 });
        const batches = epochOf(order, batchSize);
        expect(batches.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
        expect(batches).toHaveLength(Math.ceil(n / batchSize));
        for (const batch of batches.slice(0, -1)) expect(batch).toHaveLength(batchSize);
        expect(batches[batches.length - 1]).toHaveLength(n % batchSize || Math.min(batchSize, n));
      }
    }),
    seeded,
  );
});

test('a batch larger than the data takes all of it', () => {
  const order = new BatchOrder(1, 5);
  expect(order.next(100)).toHaveLength(5);
  expect(order).toMatchObject({ epoch: 1, position: 0 });
});

test('epochs differ, seeds differ, and the same seed repeats', () => {
  const first = new BatchOrder(1, 30);
  const [one] = epochOf(first, 30);
  const [two] = epochOf(first, 30);
  expect(two).not.toEqual(one);
  expect(epochOf(new BatchOrder(2, 30), 30)).not.toEqual([one]);
  expect(epochOf(new BatchOrder(1, 30), 30)).toEqual([one]);
});

test('a new batch size goes on inside the present epoch', () => {
  const whole = epochOf(new BatchOrder(4, 23), 23)[0];
  const order = new BatchOrder(4, 23);
  expect([...order.next(5), ...order.next(2), ...order.next(10), ...order.next(10)]).toEqual(whole);
  expect(order.epoch).toBe(1);
});

test('any place can be sought, and the order goes on from there as it would have', () => {
  fc.assert(
    fc.property(fc.integer(), size, size, fc.integer({ min: 0, max: 90 }), (seed, n, batchSize, steps) => {
      const order = new BatchOrder(seed, n);
      for (let i = 0; i < steps; i++) order.next(batchSize);
      const { epoch, position } = order;
      const later = new BatchOrder(seed, n);
      later.seek({ epoch, position });
      for (let i = 0; i < 5; i++) expect(later.next(batchSize)).toEqual(order.next(batchSize));
      expect(later).toMatchObject({ epoch: order.epoch, position: order.position });
      later.seek({ epoch, position });
      expect(later).toMatchObject({ epoch, position });
    }),
    seeded,
  );
});

test('batches already given out stay as they were', () => {
  const order = new BatchOrder(1, 8);
  const given = Array.from({ length: 6 }, () => order.next(3));
  const kept = given.map((batch) => [...batch]);
  for (let i = 0; i < 20; i++) order.next(3);
  order.seek({ epoch: 0, position: 0 });
  expect(given.map((batch) => [...batch])).toEqual(kept);
});

test('no examples, no order', () => {
  expect(() => new BatchOrder(1, 0)).toThrow(EngineError);
});
