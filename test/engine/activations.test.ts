import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  activations,
  elu,
  gelu,
  leakyRelu,
  normalCdf,
  relu,
  sigmoid,
  silu,
  softmax,
  softplus,
  tanh,
} from '../../src/engine/activations';
import { seeded } from './arbitrary';

const moderate = fc.double({ min: -12, max: 12, noNaN: true });

describe.each(Object.entries(activations))('%s', (name, { value, derivative }) => {
  test('its derivative is the slope of the function', () => {
    fc.assert(
      fc.property(moderate, (z) => {
        const h = 1e-5;
        // Around a kink, of the function or its slope, the difference is no derivative.
        fc.pre(Math.abs(z) > h || !['relu', 'leakyRelu', 'elu'].includes(name));
        const slope = (value(z + h) - value(z - h)) / (2 * h);
        expect(Math.abs(derivative(z) - slope)).toBeLessThan(1e-6);
      }),
      { ...seeded, numRuns: 300 },
    );
  });

  test('a NaN stays one, and large numbers give no NaN', () => {
    expect(value(NaN)).toBeNaN();
    for (const z of [-1e4, -800, 800, 1e4, Infinity]) {
      expect(value(z)).not.toBeNaN();
      if (z !== Infinity) expect(derivative(z)).not.toBeNaN();
    }
  });
});

test('values that the papers give', () => {
  expect(sigmoid(0)).toBe(0.5);
  expect(tanh(0.5)).toBeCloseTo(0.4621171572600098, 12);
  expect([relu(-3), relu(0), relu(2)]).toEqual([0, 0, 2]);
  expect(activations.relu.derivative(0)).toBe(0);
  expect(leakyRelu(-3)).toBeCloseTo(-0.03, 15);
  expect(elu(-1)).toBeCloseTo(Math.exp(-1) - 1, 15);
  // facts: GELU is least at −0.752 with −0.170, SiLU at −1.278 with −0.278.
  expect(gelu(-0.752)).toBeCloseTo(-0.17, 4);
  expect(activations.gelu.derivative(-0.7517916)).toBeCloseTo(0, 6);
  expect(silu(-1.278)).toBeCloseTo(-0.278, 3);
  expect(activations.silu.derivative(-1.2784645)).toBeCloseTo(0, 6);
  expect(softplus(0)).toBeCloseTo(Math.LN2, 15);
  expect(softplus(1000)).toBe(1000);
});

test('tanh is as good as the one built in', () => {
  fc.assert(
    fc.property(fc.double({ min: -30, max: 30, noNaN: true }), (z) => {
      expect(Math.abs(tanh(z) - Math.tanh(z))).toBeLessThanOrEqual(1e-12 * Math.abs(z) + 1e-300);
    }),
    { ...seeded, numRuns: 2000 },
  );
  expect([tanh(Infinity), tanh(-Infinity)]).toEqual([1, -1]);
});

/** erf by its Taylor series with all terms positive: e^(−x²)·2/√π·Σ 2ⁿx²ⁿ⁺¹/(2n+1)!!, slow and sure. */
function erfBySeries(x: number): number {
  let term = x;
  let sum = 0;
  for (let n = 0; n < 400; n++) {
    sum += term;
    term *= (2 * x * x) / (2 * n + 3);
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

test('the normal distribution agrees with the series and with tables', () => {
  fc.assert(
    fc.property(fc.double({ min: -7, max: 7, noNaN: true }), (x) => {
      expect(Math.abs(normalCdf(x) - 0.5 * (1 + erfBySeries(x / Math.SQRT2)))).toBeLessThan(1e-10);
    }),
    { ...seeded, numRuns: 500 },
  );
  expect(normalCdf(1.959963984540054)).toBeCloseTo(0.975, 9);
  // The far tail is a difference of nearly equal numbers for the series, not here.
  expect(normalCdf(-8) / 6.220960574271785e-16).toBeCloseTo(1, 8);
  expect([normalCdf(Infinity), normalCdf(-Infinity), normalCdf(NaN)]).toEqual([1, 0, NaN]);
});

test('softmax adds up to 1, keeps the order and bears any shift', () => {
  fc.assert(
    fc.property(fc.array(fc.float({ min: -50, max: 50, noNaN: true }), { minLength: 2, maxLength: 12 }), (logits) => {
      const z = Float32Array.from([9, ...logits, 9]);
      const out = new Float32Array(z.length).fill(7);
      softmax(z, out, 1, logits.length);
      expect([out[0], out[z.length - 1]]).toEqual([7, 7]);
      const probabilities = out.subarray(1, -1);
      expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
      const exact = logits.map((zj) => 1 / logits.reduce((sum, zk) => sum + Math.exp(zk - zj), 0));
      for (const [j, p] of probabilities.entries()) expect(Math.abs(p - exact[j])).toBeLessThan(1e-6);
    }),
    seeded,
  );
  const huge = Float32Array.of(1e30, 0, -1e30);
  softmax(huge, huge, 0, 3);
  expect([...huge]).toEqual([1, 0, 0]);
  const lost = Float32Array.of(NaN, 0);
  softmax(lost, lost, 0, 2);
  expect([...lost]).toEqual([NaN, NaN]);
});
