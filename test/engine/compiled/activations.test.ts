/** The vector forms of the activations against the scalar reference, over all that a float can be. */
import { describe, expect, test } from 'vitest';
import type { ActivationName } from '../../../src/contract/model';
import { activations } from '../../../src/engine/activations';
import { keepsSlope, through, value } from '../../../src/engine/compiled/activations';
import { count, i32 } from '../../../src/engine/compiled/wasm';
import { Module } from '../../../src/engine/compiled/wasm-module';
import { v } from '../../../src/engine/compiled/wasm-simd';

const names = Object.keys(activations) as Exclude<ActivationName, 'softmax'>[];
const POINTS = 4096;

/** Values and slopes by the code that is written for these numbers, without fused multiply-adds: Node has none. */
function computed(name: ActivationName, inputs: readonly number[]): { values: Float32Array; slopes: Float32Array } {
  const module = new Module(false);
  const index = module.define(['i32'], (f, at) => {
    const [z, a, slope] = f.vectors(3);
    return count(at, 16, i32(4 * POINTS), [
      z.set(v.load(at.get)),
      a.set(value(f, name, z, keepsSlope(name) ? slope : null)),
      v.store(at.get, a.get, 4 * POINTS),
      v.store(at.get, through(f, name, f.constant(1), a, slope.get), 8 * POINTS),
    ]);
  });
  module.export('run', index);
  const memory = new WebAssembly.Memory({ initial: 1 });
  const floats = new Float32Array(memory.buffer);
  floats.set(inputs);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.bytes), { m: { m: memory } });
  (exports as { run(at: number): void }).run(0);
  return { values: floats.slice(POINTS, POINTS + inputs.length), slopes: floats.slice(2 * POINTS, 2 * POINTS + inputs.length) };
}

describe.each(names)('%s', (name) => {
  const spread = Array.from({ length: POINTS }, (_, i) => Math.fround(40 * ((2 * i) / (POINTS - 1) - 1)));
  const small = Array.from({ length: POINTS }, (_, i) => Math.fround((i % 2 ? 1 : -1) * 10 ** ((-8 * i) / POINTS)));

  test.each([
    ['from −40 to 40', spread],
    ['around 0', small],
  ])('is its reference %s, and so is its slope', (_, inputs) => {
    const { values, slopes } = computed(name, inputs);
    for (const [i, z] of inputs.entries()) {
      const wanted = activations[name].value(z);
      expect(Math.abs(values[i] - wanted), `f(${z})`).toBeLessThan(4e-7 * Math.max(1, Math.abs(wanted)));
      expect(Math.abs(slopes[i] - activations[name].derivative(z)), `f′(${z})`).toBeLessThan(1.5e-6);
    }
  });

  test('lets NaN through, and what is infinite stays so where the reference has it so', () => {
    const { values } = computed(name, [NaN, Infinity, -Infinity, 1e30, -1e30]);
    expect(values[0]).toBeNaN();
    expect(values[1]).toBeCloseTo(activations[name].value(Infinity), 5);
    if (Number.isFinite(activations[name].value(-Infinity))) expect(values[2]).toBeCloseTo(activations[name].value(-Infinity), 5);
    else expect(Number.isFinite(values[2])).toBe(false);
    expect(values[3] / Math.fround(activations[name].value(1e30))).toBeCloseTo(1, 5);
  });
});
