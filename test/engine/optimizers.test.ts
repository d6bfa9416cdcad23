import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OptimizerSpec } from '../../src/contract/model';
import { defaults, slotCount, update, type WeightState } from '../../src/engine/optimizers';
import { optimizerNames, seeded, repeated } from './arbitrary';

const start = (optimizer: OptimizerSpec, weight: number): WeightState => ({
  weight,
  slots: repeated(slotCount(optimizer.kind), 0),
});

/** The weight after a step for each of these gradients. */
function walk(optimizer: OptimizerSpec, weight: number, gradients: readonly number[], learningRate: number): number[] {
  let state = start(optimizer, weight);
  return gradients.map((gradient, i) => (state = update(optimizer, state, gradient, learningRate, i + 1)).weight);
}

const near = (values: number[]) => values.map((value) => expect.closeTo(value, 12));

test('each kind has defaults of its own and as many slots as its rule remembers', () => {
  expect(optimizerNames.map((kind) => [kind, slotCount(kind)])).toEqual([
    ['sgd', 0],
    ['momentum', 1],
    ['nesterov', 1],
    ['adagrad', 1],
    ['rmsprop', 1],
    ['adam', 2],
    ['adamw', 2],
  ]);
  for (const kind of optimizerNames) {
    expect(defaults(kind).kind).toBe(kind);
    expect(update(defaults(kind), start(defaults(kind), 1), 1, 0.1, 1).slots).toHaveLength(slotCount(kind));
  }
});

test('two steps by hand', () => {
  expect(walk({ kind: 'sgd' }, 1, [2, -1], 0.1)).toEqual(near([0.8, 0.9]));
  // v = 2, then 0.9·2 − 1 = 0.8.
  expect(walk({ kind: 'momentum', momentum: 0.9 }, 1, [2, -1], 0.1)).toEqual(near([0.8, 0.72]));
  // 2 + 0.9·2 = 3.8, then −1 + 0.9·0.8 = −0.28.
  expect(walk({ kind: 'nesterov', momentum: 0.9 }, 1, [2, -1], 0.1)).toEqual(near([0.62, 0.648]));
  // a = 9, then 25.
  expect(walk({ kind: 'adagrad', epsilon: 0.5 }, 1, [3, 4], 0.7)).toEqual(near([0.4, 0.4 - 2.8 / 5.5]));
  // a = 0.1·9 = 0.9, then 0.9·0.9 + 0.1·16 = 2.41.
  expect(walk({ kind: 'rmsprop', rho: 0.9, epsilon: 0.5 }, 1, [3, 4], 0.7)).toEqual(
    near([1 - 2.1 / (Math.sqrt(0.9) + 0.5), 1 - 2.1 / (Math.sqrt(0.9) + 0.5) - 2.8 / (Math.sqrt(2.41) + 0.5)]),
  );
  // m = 1, v = 2, both corrected to 2 and 8/3; then m = 0.5·1 + 0.5·4 = 2.5 over 3/4, v = 0.75·1 + 0.25·16 = 4.75 over 7/16.
  const adam = { beta1: 0.5, beta2: 0.75, epsilon: 0.5 };
  const first = 1 - (0.7 * 2) / (2 + 0.5);
  const second = first - (0.7 * (2.5 / 0.75)) / (Math.sqrt(4.75 / (1 - 0.75 ** 2)) + 0.5);
  expect(walk({ kind: 'adam', ...adam }, 1, [2, 4], 0.7)).toEqual(near([first, second]));
});

test("Adam's first step is the learning rate whatever the gradient's size", () => {
  for (const scale of [1e-3, 1, 1e3]) {
    const [weight] = walk(defaults('adam'), 0, [scale], 0.01);
    expect(weight).toBeCloseTo(-0.01, 6);
  }
  const path = [0.3, -1, 2, 0.1, -0.4];
  const scaled = path.map((gradient) => 1000 * gradient);
  const exact = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-30 } as const;
  expect(walk(exact, 0, scaled, 0.01)).toEqual(near(walk(exact, 0, path, 0.01)));
});

test("RMSProp's first step is √10 times the learning rate", () => {
  const [weight] = walk(defaults('rmsprop'), 0, [5], 0.01);
  expect(weight).toBeCloseTo(-0.01 * Math.sqrt(10), 8);
});

test("AdaGrad's steps on one gradient shrink like 1/√t", () => {
  const path = walk(defaults('adagrad'), 0, [2, 2, 2, 2], 0.1);
  const steps = path.map((weight, i) => (i ? path[i - 1] : 0) - weight);
  expect(steps).toEqual([1, 2, 3, 4].map((t) => expect.closeTo(0.1 / Math.sqrt(t), 8)));
});

test('momentum reaches 1 / (1 − μ) times the step: it is not damped', () => {
  const path = walk({ kind: 'momentum', momentum: 0.9 }, 0, repeated(200, 1), 0.1);
  expect(path[198] - path[199]).toBeCloseTo(1, 6);
});

test('AdamW is Adam and beside it a decay that the ratio does not touch', () => {
  fc.assert(
    fc.property(fc.double({ min: -5, max: 5, noNaN: true }), fc.double({ min: -5, max: 5, noNaN: true }), (weight, gradient) => {
      const adam = walk(defaults('adam'), weight, [gradient], 0.1)[0];
      const [adamw] = walk({ ...defaults('adamw'), weightDecay: 0.2 }, weight, [gradient], 0.1);
      expect(adamw).toBeCloseTo(adam - 0.1 * 0.2 * weight, 12);
    }),
    seeded,
  );
});

test('without momentum both momenta are SGD', () => {
  const path = [1, -2, 0.5];
  const sgd = walk({ kind: 'sgd' }, 1, path, 0.3);
  expect(walk({ kind: 'momentum', momentum: 0 }, 1, path, 0.3)).toEqual(sgd);
  expect(walk({ kind: 'nesterov', momentum: 0 }, 1, path, 0.3)).toEqual(sgd);
});

test('a gradient of 0 moves nothing, and one that is lost is not hidden', () => {
  for (const kind of optimizerNames) {
    const optimizer = kind === 'adamw' ? { ...defaults(kind), weightDecay: 0 } : defaults(kind);
    expect(walk(optimizer, 0.7, [0, 0], 0.1)).toEqual([0.7, 0.7]);
    expect(walk(optimizer, 0.7, [NaN], 0.1)).toEqual([NaN]);
  }
});
