/** A stack of linear layers is one layer: checked against the layers themselves, and by hand. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answer, answers, collapse, largestDifference, layersOf, product } from '../../../src/cells/linear/product';

test('W₂W₁ and W₂b₁ + b₂, by hand', () => {
  const before = { w: [[1, 2], [3, 4]], b: [1, -1] }; // prettier-ignore
  const after = { w: [[2, 0], [1, 1]], b: [0, 5] }; // prettier-ignore
  expect(product(after, before)).toEqual({ w: [[2, 4], [4, 6]], b: [2, 5] }); // prettier-ignore
});

test('for any seed the three layers and the one differ by rounding only', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (seed) => {
      const layers = layersOf(seed);
      const deep = answers(layers, 'identity', 9);
      const single = answers([collapse(layers)], 'identity', 9);
      expect(largestDifference(deep, single)).toBeLessThan(1e-12);
    }),
    { seed: 1 },
  );
});

test('with ReLU in between no longer', () => {
  const layers = layersOf(3);
  expect(largestDifference(answers(layers, 'relu', 9), answers([collapse(layers)], 'identity', 9))).toBeGreaterThan(0.01);
});

test('the activation stands after each layer but the last', () => {
  const layers = [
    { w: [[1, 0], [0, 1]], b: [0, 0] }, // prettier-ignore
    { w: [[1, 1]], b: [-5] },
  ];
  expect(answer(layers, 'relu', [2, -3])).toEqual([-3]);
});

test('weights have two decimals, so that what is shown is what is used', () => {
  for (const { w, b } of layersOf(7)) for (const value of [...w.flat(), ...b]) expect(value).toBe(Number(value.toFixed(2)));
});
