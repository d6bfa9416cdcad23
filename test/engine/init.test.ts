import { expect, test } from 'vitest';
import { initialSnapshot } from '../../src/engine/init';
import { layoutOf } from '../../src/engine/layout';
import { defaults, slotCount } from '../../src/engine/optimizers';
import { dense, hiddenActivations, optimizerNames, repeated } from './arbitrary';

const model = dense([2, 8, 8, 1], 'relu', 'tanh', 'meanSquaredError');

test('the same seed starts from the same weights to the last bit, another seed from others', () => {
  const snapshot = initialSnapshot(model, defaults('adam'), 5);
  expect(initialSnapshot(model, defaults('adam'), 5)).toEqual(snapshot);
  expect(initialSnapshot(model, defaults('adam'), 6).weights).not.toEqual(snapshot.weights);
});

test('the optimizer changes only how many slots there are, all 0', () => {
  const { weights } = initialSnapshot(model, { kind: 'sgd' }, 5);
  for (const kind of optimizerNames) {
    const snapshot = initialSnapshot(model, defaults(kind), 5);
    expect(snapshot.step).toBe(0);
    expect(snapshot.weights).toEqual(weights);
    expect(snapshot.slots).toHaveLength(slotCount(kind));
    for (const slot of snapshot.slots) {
      expect(slot).toHaveLength(weights.length);
      expect(slot.every((value) => value === 0)).toBe(true);
    }
  }
});

test.each(hiddenActivations)('%s: normal deviates of the right width, biases 0', (activation) => {
  const model = dense([64, 256], 'tanh', activation, 'meanSquaredError');
  const [{ kernel, bias, end }] = layoutOf(model).layers;
  const { weights } = initialSnapshot(model, { kind: 'sgd' }, 9);
  const he = ['relu', 'leakyRelu', 'elu', 'gelu', 'silu'].includes(activation);
  const variance = he ? 2 / 64 : 2 / (64 + 256);
  const sample = weights.subarray(kernel, bias);
  const mean = sample.reduce((sum, w) => sum + w, 0) / sample.length;
  const spread = sample.reduce((sum, w) => sum + (w - mean) ** 2, 0) / sample.length;
  expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(variance / sample.length));
  expect(Math.abs(spread / variance - 1)).toBeLessThan(4 * Math.sqrt(2 / sample.length));
  // Not truncated: among 16,384 deviates some lie beyond three standard deviations.
  expect(sample.some((w) => Math.abs(w) > 3 * Math.sqrt(variance))).toBe(true);
  expect([...weights.subarray(bias, end)]).toEqual(repeated(256, 0));
});

test('a change in a later layer leaves the layers before it as they were', () => {
  const before = initialSnapshot(dense([2, 8, 8, 1], 'tanh', 'sigmoid', 'meanSquaredError'), { kind: 'sgd' }, 3).weights;
  const after = initialSnapshot(dense([2, 8, 5, 3, 1], 'tanh', 'sigmoid', 'meanSquaredError'), { kind: 'sgd' }, 3).weights;
  expect(after.subarray(0, 24)).toEqual(before.subarray(0, 24));
});
