/** What the lesson says of bias correction, measured. */
import { expect, test } from 'vitest';
import { ratios, seen } from '../../../src/cells/microscope/looked';
import { Walk } from '../../../src/cells/walk';
import { defaults } from '../../../src/engine/optimizers';

const adam = defaults('adam');

function look(steps: number, scale = 1) {
  const course = { gradients: 'constant', scale, learningRate: 0.01 } as const;
  const [corrected, plain] = [new Walk(adam, course), new Walk(adam, course, false)];
  for (let i = 0; i < steps; i++) {
    corrected.take();
    plain.take();
  }
  return {
    corrected: corrected.steps.map((step) => seen(step, adam, true)),
    plain: plain.steps.map((step) => seen(step, adam, false)),
  };
}

test('the first step without correction is √10 times as long, and with a constant gradient the worst is the twelfth, 6.6 times', () => {
  const { corrected, plain } = look(40);
  const all = ratios(corrected, plain);
  expect(all[0]).toBeCloseTo(Math.sqrt(10), 5);
  const peak = Math.max(...all);
  expect(all.indexOf(peak) + 1).toBe(12);
  expect(peak).toBeCloseTo(6.6, 1);
});

test.each([1e-3, 1, 1e3])('corrected, the first step is the learning rate at gradients of %d', (scale) => {
  const { corrected } = look(1, scale);
  expect(corrected[0].taken).toBeCloseTo(0.01, 6);
  expect(corrected[0].mHat).toBeCloseTo(scale, 9);
});

test('not corrected, m̂ and v̂ are m and v', () => {
  const [first] = look(1).plain;
  expect(first.mHat).toBe(first.m);
  expect(first.m).toBeCloseTo(0.1, 12);
  expect(first.v).toBeCloseTo(0.001, 12);
});
