/** The order of shuffled answers. */
import { expect, test } from 'vitest';
import { seededOrder } from '../../../src/cells/check/order';

test('is a permutation, the same for the same seed and not for all', () => {
  const orders = ['a', 'b', 'q1', 'q2', 'why', 'cross'].map((seed) => seededOrder(4, seed));
  for (const order of orders) expect(order.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3]);
  expect(seededOrder(4, 'a')).toEqual(orders[0]);
  expect(new Set(orders.map(String)).size).toBeGreaterThan(2);
});

test('puts every answer everywhere', () => {
  const firsts = Array.from({ length: 200 }, (_, i) => seededOrder(3, `q${i}`)[0]);
  for (const n of [0, 1, 2]) expect(firsts.filter((first) => first === n).length).toBeGreaterThan(30);
});
