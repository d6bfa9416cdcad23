import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layoutOf } from '../../src/engine/layout';
import { countRight, dataLoss, outputGradient, penalty } from '../../src/engine/losses';
import { dense, seeded } from './arbitrary';

const f32 = (...values: number[]) => Float32Array.from(values);

test('mean squared error is the mean over examples and outputs', () => {
  // (1² + 2² + 0² + 3²) / 4
  expect(dataLoss('meanSquaredError', f32(), f32(1, 2, 3, 4), f32(0, 0, 3, 1), 2, 2)).toBe(3.5);
});

test('binary cross-entropy is −ln of the probability given to the truth', () => {
  fc.assert(
    fc.property(fc.float({ min: -12, max: 12, noNaN: true }), fc.constantFrom(0, 1), (z, y) => {
      const p = 1 / (1 + Math.exp(-z));
      expect(dataLoss('binaryCrossEntropy', f32(z), f32(p), f32(y), 1, 1)).toBeCloseTo(-Math.log(y ? p : 1 - p), 5);
    }),
    seeded,
  );
  // From the probability, which rounds to 1, this would be infinite.
  expect(dataLoss('binaryCrossEntropy', f32(1000), f32(1), f32(0), 1, 1)).toBe(1000);
  expect(dataLoss('binaryCrossEntropy', f32(0, 0), f32(0.5, 0.5), f32(0, 1), 2, 1)).toBeCloseTo(Math.LN2, 12);
});

test('categorical cross-entropy is −ln of the probability given to the true class', () => {
  expect(dataLoss('categoricalCrossEntropy', f32(0, 0, 0, 0), f32(), f32(0, 0, 1, 0), 1, 4)).toBeCloseTo(Math.log(4), 12);
  const logits = f32(1, 2, 3, -1, 0, 1);
  const first = Math.log(Math.exp(1) + Math.exp(2) + Math.exp(3)) - 3;
  const second = Math.log(Math.exp(-1) + 1 + Math.exp(1)) + 1;
  expect(dataLoss('categoricalCrossEntropy', logits, f32(), f32(0, 0, 1, 1, 0, 0), 2, 3)).toBeCloseTo((first + second) / 2, 12);
  expect(dataLoss('categoricalCrossEntropy', f32(2000, -2000), f32(), f32(0, 1), 1, 2)).toBe(4000);
});

test('a loss that is lost says so', () => {
  for (const loss of ['meanSquaredError', 'binaryCrossEntropy', 'categoricalCrossEntropy'] as const)
    expect(dataLoss(loss, f32(NaN), f32(NaN), f32(1), 1, 1)).toBeNaN();
  expect(dataLoss('meanSquaredError', f32(), f32(Infinity), f32(0), 1, 1)).toBe(Infinity);
});

test("the gradient starts from (a − y) times the mean's share", () => {
  const gradient = new Float32Array(4);
  outputGradient('meanSquaredError', f32(1, 2, 3, 4), f32(0, 0, 3, 1), gradient, 2, 2);
  expect([...gradient]).toEqual([0.5, 1, 0, 1.5]);
  outputGradient('categoricalCrossEntropy', f32(0.25, 0.75, 0.5, 0.5), f32(0, 1, 1, 0), gradient, 2, 2);
  expect([...gradient]).toEqual([0.125, -0.125, -0.25, 0.25]);
});

test('the penalty counts kernels, never biases', () => {
  const layout = layoutOf(dense([1, 2, 1], 'tanh', 'identity', 'meanSquaredError'));
  // Kernel 3, −4, bias 100, 100, kernel 1, 2, bias 100.
  const weights = f32(3, -4, 100, 100, 1, 2, 100);
  expect(penalty(layout, weights, { l1: 0.5, l2: 0 })).toBe(5);
  expect(penalty(layout, weights, { l1: 0, l2: 0.1 })).toBeCloseTo(1.5, 12);
  expect(penalty(layout, weights, { l1: 0, l2: 0 })).toBe(0);
});

test('accuracy takes one half for one output and the largest for several', () => {
  expect(countRight(f32(0.2, 0.9, 0.5, 0.51), f32(0, 1, 0, 0), 4, 1)).toBe(3);
  expect(countRight(f32(0.2, 0.5, 0.3, 0.6, 0.3, 0.1), f32(0, 1, 0, 0, 0, 1), 2, 3)).toBe(1);
  expect(countRight(f32(NaN, NaN), f32(0, 1), 2, 1)).toBe(0);
  expect(countRight(f32(NaN, 0.2), f32(1, 0), 1, 2)).toBe(0);
});
