/** The function of one small network that only answers, examples in the lanes. */
import { value } from './activations';
import { address, forward, gather, LANES, softmax, spread, type Place } from './lanes';
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

/** One example alone, four units of a layer side by side: the same sums in the same order, and no unit computed four times over. */
function single(f: Func, { model, places }: Shape, x: Local): Code {
  const { logits, outputs } = places.inference;
  const last = places.layers.length - 1;
  const zero = i32(0);
  const number = f.local('v128');
  let below: Local[] = [];
  const unit = (vectors: readonly Local[], j: number) => {
    const four = vectors[Math.floor(j / LANES.length)].get;
    return v.shuffle(
      four,
      four,
      LANES.map(() => j % LANES.length),
    );
  };
  const stored = (vectors: readonly Local[], at: number) => vectors.map((four, i) => v.store(zero, four.get, at + 16 * i));
  const code: Code[] = [];
  for (const [i, place] of places.layers.entries()) {
    const { inputs, units } = place.layout;
    const { activation } = model.layers[i];
    const z = f.vectors(Math.ceil(units / LANES.length));
    const a = f.vectors(activation === 'softmax' ? units : z.length);
    const row = (k: number, four: number) => v.load(zero, address(place, k, LANES.length * four));
    code.push(z.map((sum, four) => sum.set(row(inputs, four))));
    for (let k = 0; k < inputs; k++) {
      code.push(number.set(i === 0 ? v.loadSplat(x.get, 4 * k) : unit(below, k)));
      code.push(z.map((sum, four) => sum.set(f.madd(number.get, row(k, four), sum.get))));
    }
    if (activation === 'softmax') code.push(alone(f, z, a, unit));
    else code.push(a.map((four, which) => four.set(value(f, activation, z[which], null))));
    if (i === last) {
      code.push(
        activation === 'softmax' ? a.map((one, j) => v.storeLane(zero, one.get, 0, outputs + 4 * j)) : stored(a, outputs),
      );
      if (model.loss !== 'meanSquaredError') code.push(stored(z, logits));
    }
    below = a;
  }
  return code;
}

/** Softmax with each unit in a vector of its own. */
function alone(f: Func, z: readonly Local[], a: readonly Local[], unit: (vectors: readonly Local[], j: number) => Code): Code {
  const units = f.vectors(a.length);
  return [units.map((one, j) => one.set(unit(z, j))), softmax(f, units, a)];
}
