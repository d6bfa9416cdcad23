/** One neuron's answer and score: the engine's functions, and what geometry says. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hiddenActivationNames } from '../../../src/cells/activation-names';
import { responseOf, scoreOf, thresholdOf } from '../../../src/cells/neuron/neuron';
import { activations } from '../../../src/engine/activations';

test.each(hiddenActivationNames)('%s answers one half at its threshold, less below and more above', (name) => {
  const at = thresholdOf(name);
  const { value } = activations[name];
  expect(value(at)).toBeCloseTo(0.5, 6);
  expect(value(at - 0.1)).toBeLessThan(0.5);
  expect(value(at + 0.1)).toBeGreaterThan(0.5);
});

test('the response has row 0 at the top', () => {
  const grid = responseOf({ w1: 1, w2: 10, b: 0, activation: 'identity' }, 3);
  expect([...grid]).toEqual([18, 20, 22, -2, 0, 2, -22, -20, -18]);
});

const xor = { raw: Float32Array.of(0, 0, 0, 1, 1, 0, 1, 1), labels: Uint8Array.of(0, 1, 1, 0) };

describe('the score', () => {
  test('is right where points lie on their side of the line', () => {
    const or = { w1: 10, w2: 10, b: -5, activation: 'sigmoid' as const };
    expect(scoreOf(or, xor.raw, xor.labels).accuracy).toBe(0.75);
    expect(scoreOf({ ...or, w1: 0, w2: 0, b: 0 }, xor.raw, xor.labels).loss).toBeCloseTo(0.25, 6);
  });

  test('never gets all four points of XOR, whatever the neuron', () => {
    const number = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(number, number, number, fc.constantFrom(...hiddenActivationNames), (w1, w2, b, activation) => {
        expect(scoreOf({ w1, w2, b, activation }, xor.raw, xor.labels).accuracy).toBeLessThanOrEqual(0.75);
      }),
      { numRuns: 500, seed: 1 },
    );
  });
});
