import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forwardFlops, memoryCost, stepFlops } from '../../src/engine/cost';
import { layoutOf } from '../../src/engine/layout';
import { defaults } from '../../src/engine/optimizers';
import { anyModel, dense, seeded } from './arbitrary';

test('counts two operations for each weight and example forward, twice that backward but for the first dX', () => {
  const model = dense([784, 32, 10], 'relu', 'softmax', 'categoricalCrossEntropy');
  const { forward, backward, step } = stepFlops(model, 3);
  expect(forward).toBe(2 * 3 * (784 * 32 + 32 * 10));
  expect(backward).toBe(2 * 3 * (784 * 32 + 2 * 32 * 10));
  expect(forwardFlops(model, 3)).toBe(forward);
  // facts, section 1: 784→32→10 costs 2.01 times its forward pass.
  expect(step / forward).toBeCloseTo(2.01, 2);
  // And the four-layer 64-64-64-10 net 2.536, as counted in TF.js.
  const square = stepFlops(dense([64, 64, 64, 10], 'relu', 'softmax', 'categoricalCrossEntropy'), 1);
  expect(square.step / square.forward).toBeCloseTo(2.536, 3);
});

test('the ratio is 3 − d₀d₁/Σ for any network', () => {
  fc.assert(
    fc.property(anyModel, fc.integer({ min: 1, max: 50 }), (model, n) => {
      const { layers } = layoutOf(model);
      const kernels = layers.reduce((sum, { inputs, units }) => sum + inputs * units, 0);
      const { forward, step } = stepFlops(model, n);
      expect(step / forward).toBeCloseTo(3 - (layers[0].inputs * layers[0].units) / kernels, 10);
    }),
    seeded,
  );
});

test('Adam keeps 16 bytes a parameter; inference needs weights and two layers', () => {
  const model = dense([2, 8, 8, 1], 'tanh', 'sigmoid', 'binaryCrossEntropy');
  const cost = memoryCost(model, defaults('adam'), 30);
  expect(cost).toEqual({
    weights: 420,
    activations: 4 * 30 * (2 + 8 + 8 + 1),
    gradients: 420,
    optimizer: 840,
    inference: 420 + 4 * 30 * 16,
  });
  expect(memoryCost(model, defaults('sgd'), 30).optimizer).toBe(0);
});
