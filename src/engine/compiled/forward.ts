/** The forward pass of one layer, the same for training and inference: the product with its bias, then the activation. */
import type { ActivationName } from '../../contract/model';
import { isCheap, value } from './activations';
import { columnForward } from './column';
import { exp } from './maths';
import { Column, type LayerPlace } from './memory';
import { rowMask, rowsProduct, type Rows } from './products';
import { add, count, i32, multiply, type Local } from './wasm';
import type { Code } from './wasm-bytes';
import type { Func } from './wasm-module';
import { v } from './wasm-simd';

/** C = f(A·W + b), where f is done in passing if it is cheap; otherwise `activationPass` comes after it. */
export function forwardLayer(
  f: Func,
  n: Local,
  place: LayerPlace,
  a: Rows,
  c: Rows,
  activation: ActivationName,
  panel?: Local,
): Code {
  const { inputs } = place.layout;
  if (place.panels instanceof Column) return columnForward(f, n, place, a, c);
  const inPassing = isCheap(activation) ? activation : 'identity';
  return rowsProduct(f, {
    n,
    a,
    b: { panels: place.panels, base: place.weights, terms: inputs },
    panel,
    c,
    start: inputs,
    finish: (sum) => value(f, inPassing, sum, null),
  });
}

/** Where an activation reads and writes; a local stands beside each address. */
export interface ActivationPlace {
  from: number;
  to: number;
  /** Where the slope is kept, or null. */
  slope: number | null;
  stride: number;
  pointer: Local;
}

/** a = f(z) over n rows. */
export function activationPass(f: Func, n: Local, activation: ActivationName, units: number, place: ActivationPlace): Code {
  return activation === 'softmax' ? softmax(f, n, units, place) : elementwise(f, n, activation, place);
}

/** All of the rows as one run of vectors: what fills them up is computed as well, and read by nobody. */
function elementwise(f: Func, n: Local, activation: ActivationName, { from, to, slope, stride, pointer }: ActivationPlace): Code {
  const [at, end] = [f.local('i32'), f.local('i32')];
  const [z, kept] = f.vectors(2);
  return [
    at.set(pointer.get),
    end.set(add(at.get, multiply(n.get, i32(stride)))),
    count(at, 16, end.get, [
      z.set(v.load(at.get, from)),
      v.store(at.get, value(f, activation, z, slope === null ? null : kept), to),
      slope === null ? [] : v.store(at.get, kept.get, slope),
    ]),
  ];
}

/** All lanes of what `combine` makes of a vector's four. */
export function acrossLanes(vector: Local, combine: (a: Code, b: Code) => Code): Code {
  const turned = (by: number) =>
    v.shuffle(
      vector.get,
      vector.get,
      [0, 1, 2, 3].map((lane) => lane ^ by),
    );
  return [vector.set(combine(vector.get, turned(1))), vector.set(combine(vector.get, turned(2)))];
}

/** Row by row: the largest is taken off first, so no power overflows. */
function softmax(f: Func, n: Local, units: number, { from, to, stride, pointer }: ActivationPlace): Code {
  const [row, rowsEnd, at, end] = [f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32')];
  const [largest, sum, z] = f.vectors(3);
  const whole = 16 * Math.floor(units / 4);
  const mask = rowMask(f, units);
  const over = (body: (mask: Code | null) => Code) => [
    at.set(row.get),
    whole > 0 ? [end.set(add(row.get, i32(whole))), count(at, 16, end.get, body(null))] : [],
    mask ? body(mask) : [],
  ];
  return [
    row.set(pointer.get),
    rowsEnd.set(add(row.get, multiply(n.get, i32(stride)))),
    count(row, stride, rowsEnd.get, [
      largest.set(f.constant(-Infinity)),
      over((real) => [
        z.set(v.load(at.get, from)),
        largest.set(v.greatest(largest.get, real ? v.select(z.get, f.constant(-Infinity), real) : z.get)),
      ]),
      acrossLanes(largest, v.greatest),
      sum.set(f.constant(0)),
      over((real) => [
        z.set(exp(f, v.sub(v.load(at.get, from), largest.get))),
        real ? z.set(v.and(z.get, real)) : [],
        v.store(at.get, z.get, to),
        sum.set(v.add(sum.get, z.get)),
      ]),
      acrossLanes(sum, v.add),
      over(() => v.store(at.get, v.div(v.load(at.get, to), sum.get), to)),
    ]),
  ];
}
