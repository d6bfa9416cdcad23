/** Each set of switches that has a name is that optimizer, by the reference rule; AMSGrad by hand and by what it is for. */
import { describe, expect, test } from 'vitest';
import type { OptimizerSpec } from '../../src/contract/model';
import { amsgrad, assembled, type AmsgradState, type Factors, type Parts, type PartsState } from '../../src/engine/assembled';
import { slotCount, update, type WeightState } from '../../src/engine/optimizers';
import { Random } from '../../src/engine/random';
import { repeated } from './arbitrary';

const factors: Factors = { beta1: 0.9, beta2: 0.99, epsilon: 1e-8 };
const random = new Random(5);
const gradients = Array.from({ length: 40 }, () => 3 * random.normal());

function ours(switched: Partial<Parts>): number[] {
  const parts = { scale: false, forget: false, momentum: false, correct: false, ...switched };
  let state: PartsState = { weight: 1, m: 0, v: 0 };
  return gradients.map((gradient, i) => (state = assembled(parts, factors, state, gradient, 0.1, i + 1)).weight);
}

/** @param stepOf without bias correction t is infinite */
function reference(optimizer: OptimizerSpec, learningRate = 0.1, stepOf = (step: number) => step): number[] {
  let state: WeightState = { weight: 1, slots: repeated(slotCount(optimizer.kind), 0) };
  return gradients.map((gradient, i) => (state = update(optimizer, state, gradient, learningRate, stepOf(i + 1))).weight);
}

const { beta1, beta2, epsilon } = factors;
const adam = { kind: 'adam', ...factors } as const;
const cases: [string, Partial<Parts>, number[]][] = [
  ['nothing is SGD', {}, reference({ kind: 'sgd' })],
  ['momentum is Momentum at a tenth of the rate', { momentum: true }, reference({ kind: 'momentum', momentum: beta1 }, 0.01)],
  ['scale is AdaGrad', { scale: true }, reference({ kind: 'adagrad', epsilon })],
  ['scale and forgetting are RMSProp', { scale: true, forget: true }, reference({ kind: 'rmsprop', rho: beta2, epsilon })],
  [
    'with bias correction too they are Adam without momentum',
    { scale: true, forget: true, correct: true },
    reference({ ...adam, beta1: 0 }),
  ],
  [
    'with momentum too they are Adam without bias correction',
    { scale: true, forget: true, momentum: true },
    reference(adam, 0.1, () => Infinity),
  ],
  ['all four are Adam', { scale: true, forget: true, momentum: true, correct: true }, reference(adam)],
];

describe('Adam’s parts', () => {
  test.each(cases)('%s', (_, parts, expected) => {
    expect(ours(parts)).toEqual(expected.map((weight) => expect.closeTo(weight, 10)));
  });

  test('correction changes nothing where there is nothing to correct', () => {
    expect(ours({ correct: true })).toEqual(ours({}));
    expect(ours({ scale: true, correct: true })).toEqual(ours({ scale: true }));
  });
});

describe('AMSGrad', () => {
  test('two steps by hand', () => {
    const by = { beta1: 0.5, beta2: 0.5, epsilon: 0 };
    const first = amsgrad(by, { weight: 0, m: 0, v: 0, largest: 0 }, 4, 1);
    // m = 2, v = 8
    expect(first).toEqual({ weight: expect.closeTo(-2 / Math.sqrt(8), 12), m: 2, v: 8, largest: 8 });
    // m = 1, v = 4, but the largest is still 8
    expect(amsgrad(by, first, 0, 1)).toEqual({ weight: expect.closeTo(-3 / Math.sqrt(8), 12), m: 1, v: 4, largest: 8 });
  });

  test('goes to the best point of Reddi’s problem, where Adam goes to the worst', () => {
    const by = { beta1: 0, beta2: 0.1, epsilon: 1e-8 };
    const held = (weight: number) => Math.max(-1, Math.min(1, weight));
    let state: AmsgradState = { weight: 0, m: 0, v: 0, largest: 0 };
    let plain: WeightState = { weight: 0, slots: [0, 0] };
    for (let step = 1; step <= 3000; step++) {
      const gradient = step % 3 === 1 ? 3 : -1;
      const rate = 0.5 / Math.sqrt(step);
      state = amsgrad(by, state, gradient, rate);
      state = { ...state, weight: held(state.weight) };
      plain = update({ kind: 'adam', ...by }, plain, gradient, rate, Infinity);
      plain = { ...plain, weight: held(plain.weight) };
    }
    expect(state.weight).toBeLessThan(-0.9);
    expect(plain.weight).toBeGreaterThan(0.9);
  });
});
