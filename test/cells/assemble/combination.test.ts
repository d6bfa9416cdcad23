import { expect, test } from 'vitest';
import { bestRate, nameOf, pathOf } from '../../../src/cells/assemble/combination';
import { surfaces } from '../../../src/engine/surfaces';

const factors = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
const none = { scale: false, forget: false, momentum: false, correct: false };

test.each([
  [{}, 'SGD'],
  [{ correct: true }, 'SGD'],
  [{ momentum: true }, 'Momentum'],
  [{ momentum: true, correct: true }, 'Momentum with bias correction'],
  [{ scale: true }, 'AdaGrad'],
  [{ scale: true, correct: true }, 'AdaGrad'],
  [{ scale: true, momentum: true }, 'AdaGrad with momentum'],
  [{ scale: true, forget: true }, 'RMSProp'],
  [{ scale: true, forget: true, correct: true }, 'RMSProp with bias correction'],
  [{ scale: true, forget: true, momentum: true }, 'Adam without bias correction'],
  [{ scale: true, forget: true, momentum: true, correct: true }, 'Adam'],
])('%o is %s', (parts, name) => {
  expect(nameOf({ ...none, ...parts }, factors).name).toBe(name);
});

test('the best rate is better than its neighbours, and for SGD on the ravine below its limit of 0.02', () => {
  const end = (rate: number) => pathOf(surfaces.ravine, none, factors, rate, 60).value.at(-1) ?? Infinity;
  const rate = bestRate(surfaces.ravine, none, factors, 60);
  expect(rate).toBeLessThan(0.02);
  expect(end(rate)).toBeLessThan(end(rate / 1.3));
  expect(end(rate)).toBeLessThan(end(rate * 1.3));
});

test('a path that diverges ends within bounds and says so', () => {
  const path = pathOf(surfaces.ravine, none, factors, 1, 60);
  expect(path.diverged).toBe(true);
  expect(path.value.every(Number.isFinite)).toBe(true);
});
