/** The function of one small network that only answers, examples in the lanes. */
import { forward, gather, LANES, spread, type Place } from './lanes';
import type { Shape } from './training';
import { add, count, i32, lessThan, subtract, unequal, when, type Local } from './wasm';
import type { Code } from './wasm-bytes';
import type { Module, Func } from './wasm-module';
import { v } from './wasm-simd';

/** Groups of four that go through side by side. */
const TOGETHER = 2;

/**
 * Exports `infer(x, n)`, as writeInference does. What fills the last group up is whatever stands behind the examples, and what comes of it
 * stands behind the outputs: there is room for whole blocks.
 */
export function writeLanesInference(module: Module, shape: Shape): void {
  const infer = module.define(['i32', 'i32'], (f, x, n) => {
    const [row, to] = [f.local('i32'), f.local('i32')];
    const last = subtract(n.get, i32(4));
    return when(
      unequal(n.get, i32(1)),
      [
        row.set(i32(0)),
        to.set(i32(0)),
        when(lessThan(row.get, last), count(row, 4 * TOGETHER, last, groups(f, shape, x, to, TOGETHER))),
        when(lessThan(row.get, n.get), groups(f, shape, x, to, 1)),
      ],
      single(f, shape, x),
    );
  });
  module.export('infer', infer);
}

/** So many groups of examples from x on, and on to what stands behind them. */
function groups(f: Func, shape: Shape, x: Local, to: Local, together: number): Code {
  const { model, places } = shape;
  const { logits, outputs } = places.inference;
  const stride = 4 * model.layers[model.layers.length - 1].units;
  const rows = (pointer: Local, bytes: number, g: number): Place[] =>
    LANES.map((lane) => ({ pointer, offset: bytes * (4 * g + lane) }));
  const inputs = Array.from({ length: together }, () => f.vectors(model.inputs));
  const { code, layers } = forward(f, shape, inputs, false);
  const { z, a } = layers[layers.length - 1];
  return [
    inputs.map((group, g) => gather(f, rows(x, 4 * model.inputs, g), 0, group)),
    code,
    a.map((units, g) => [
      stored(rows(to, stride, g), units, outputs),
      model.loss === 'meanSquaredError' ? [] : stored(rows(to, stride, g), z[g], logits),
    ]),
    x.set(add(x.get, i32(together * 16 * model.inputs))),
    to.set(add(to.get, i32(together * 4 * stride))),
  ];
}

function stored(to: readonly Place[], units: readonly Local[], offset: number): Code {
  return units.length === 1 ? v.store(to[0].pointer.get, units[0].get, to[0].offset + offset) : spread(to, units, offset);
}

/** One example alone, the same in all lanes. */
function single(f: Func, shape: Shape, x: Local): Code {
  const { model, places } = shape;
  const inputs = [f.vectors(model.inputs)];
  const { code, layers } = forward(f, shape, inputs, false);
  const { z, a } = layers[layers.length - 1];
  const first = (units: readonly Local[], at: number) => units.map((unit, j) => v.storeLane(i32(0), unit.get, 0, at + 4 * j));
  return [
    inputs[0].map((input, k) => input.set(v.loadSplat(x.get, 4 * k))),
    code,
    first(a[0], places.inference.outputs),
    model.loss === 'meanSquaredError' ? [] : first(z[0], places.inference.logits),
  ];
}
