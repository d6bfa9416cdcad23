import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaults, slotCount, update } from '../../../src/engine/optimizers';
import { applyUpdate } from '../../../src/engine/plain/update';
import { optimizerNames, seeded } from '../arbitrary';

const floats = fc.array(fc.float({ min: -4, max: 4, noNaN: true }), { minLength: 6, maxLength: 6 });
const steps = fc.array(floats, { minLength: 1, maxLength: 6 });

describe.each(optimizerNames)('%s', (kind) => {
  test('the loop over arrays is the scalar rule to the last bit', () => {
    const optimizer = defaults(kind);
    fc.assert(
      fc.property(floats, steps, fc.double({ min: 0, max: 1, noNaN: true }), (start, gradients, learningRate) => {
        const weights = Float32Array.from(start);
        const slots = Array.from({ length: slotCount(kind) }, () => new Float32Array(weights.length));
        let states = start.map((weight) => ({ weight, slots: slots.map(() => 0) }));
        for (const [i, gradient] of gradients.entries()) {
          applyUpdate(optimizer, weights, slots, Float32Array.from(gradient), learningRate, i + 1);
          states = states.map((state, w) => {
            const next = update(optimizer, state, gradient[w], learningRate, i + 1);
            return { weight: Math.fround(next.weight), slots: next.slots.map(Math.fround) };
          });
          expect([...weights]).toEqual(states.map((state) => state.weight));
          for (const [s, slot] of slots.entries()) expect([...slot]).toEqual(states.map((state) => state.slots[s]));
        }
      }),
      seeded,
    );
  });
});
