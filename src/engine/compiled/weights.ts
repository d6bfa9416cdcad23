/** The weights' gradient of a layer, panel by panel, and what becomes of it: the update at once, or keeping it for inspection. */
import { columnWeightGradient } from './column';
import { Column, step, type LayerPlace } from './memory';
import { sumDynamic, TALL, TALL_TERMS, TILE, type Tile } from './products';
import { inputsOf } from './rows';
import type { Shape } from './training';
import { penalty, rates, update, type Rates } from './updates';
import { add, choose, count, i32, lessThan, loadI32, multiply, when, type Local } from './wasm';
import type { Code } from './wasm-bytes';
import type { Func } from './wasm-module';
import { v } from './wasm-simd';

/**
 * What is done with four numbers of a gradient, held in a local.
 *
 * @param address beside it stand the four weights, at the layer's own address
 * @param w the weights, which it may set
 */
export type GradientUse = (f: Func, shape: Shape, rates: Rates, gradient: Local, w: Local, address: Code, offset: number) => Code;

export const updated: GradientUse = (f, { optimizer, places }, known, gradient, w, address, offset) => [
  update(
    f,
    optimizer,
    known,
    w,
    gradient,
    address,
    places.slots.map((slot) => slot - places.weights + offset),
  ),
  v.store(address, w.get, offset),
];

export const kept: GradientUse = (_, { places }, __, gradient, ___, address, offset) =>
  v.store(address, gradient.get, places.inspection.gradient - places.weights + offset);

/** What a function of some panels is given. */
export interface PanelStretch {
  /** The address of the step's description. */
  at: Local;
  /** In the layer's rows, the address of the first panel to take, and that of the first not to take. */
  from: Local;
  to: Local;
  /** The address of the gathered batch. */
  x: number;
}

/**
 * dW = Xᵀ·dZ in tiles of 4 or 6 inputs by 8 units, and db = Σ dZ along with the last tile; each tile is used as soon as it is summed up.
 */
export function weightGradient(f: Func, shape: Shape, i: number, { at, from, to, x }: PanelStretch, use: GradientUse): Code {
  const { places } = shape;
  const place = places.layers[i];
  const { inputs } = place.layout;
  const below = inputsOf(places, i, x);
  if (place.panels instanceof Column) return columnWeightGradient(f, shape, i, at, below, use);
  const { full, half, rows } = place.panels;
  const n = f.local('i32');
  const known = rates(f, at);
  const [panel, end, input, dz, w0] = [f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32')];
  const height = inputs >= TALL_TERMS ? TALL : TILE;
  // The last tile has at least one input, and the bias.
  const tiles = Math.ceil(inputs / height) - 1;
  const tile = (tileRows: number, vectors: readonly number[], rowBytes: number, last: boolean): Code => {
    const sums = Array.from({ length: tileRows }, () => f.vectors(vectors.length));
    const ones = last ? f.vectors(vectors.length) : [];
    const w = f.local('v128');
    const written: Tile = {
      a: { pointer: input, base: below.base, inner: below.stride, row: 4 },
      b: { pointer: dz, base: place.d, inner: place.stride, vectors },
      sums,
      ones,
    };
    const offset = (r: number, c: number) => place.weights + r * rowBytes + vectors[c];
    const each = (code: (sum: Local, offset: number) => Code) =>
      sums.map((row, r) => row.map((sum, c) => code(sum, offset(r, c))));
    const used = (sum: Local, at: number) => [w.set(v.load(w0.get, at)), use(f, shape, known.rates, sum, w, w0.get, at)];
    return [
      [...sums.flat(), ...ones].map((sum) => sum.set(f.constant(0))),
      sumDynamic(f, written, n.get),
      when(
        known.rates.penalised.get,
        each((sum, at) => [w.set(v.load(w0.get, at)), penalty(f, known.rates, sum, w)]),
      ),
      each(used),
      ones.map((sum, c) => used(sum, offset(tileRows, c))),
    ];
  };
  const column = (vectors: readonly number[]) => {
    const rowBytes = 16 * vectors.length;
    return [
      dz.set(panel.get),
      input.set(i32(0)),
      w0.set(multiply(panel.get, i32(rows))),
      tiles > 0
        ? count(input, 4 * height, i32(4 * height * tiles), [
            tile(height, vectors, rowBytes, false),
            w0.set(add(w0.get, i32(height * rowBytes))),
          ])
        : [],
      tile(inputs - height * tiles, vectors, rowBytes, true),
      use === updated ? turned(f, place, rows, panel, vectors) : [],
    ];
  };
  return [
    n.set(loadI32(at.get, step.examples)),
    known.set,
    panel.set(from.get),
    end.set(choose(to.get, i32(32 * full), lessThan(to.get, i32(32 * full)))),
    full > 0 ? when(lessThan(panel.get, end.get), count(panel, 32, end.get, column([0, 16]))) : [],
    half ? when(lessThan(i32(32 * full), to.get), [panel.set(i32(32 * full)), column([0])]) : [],
  ];
}

/** Copies a panel's new weights into the transposed matrix, where its inputs stand side by side: four inputs at a time, which zeros fill up. */
function turned(
  f: Func,
  { layout, transposed, weights }: LayerPlace,
  rows: number,
  panel: Local,
  vectors: readonly number[],
): Code {
  if (!transposed) return [];
  const { panels, at } = transposed;
  const [input, from, to] = [f.local('i32'), f.local('i32'), f.local('i32')];
  const four = f.vectors(4);
  const [low01, low23, high01, high23] = f.vectors(4);
  const fromBytes = 16 * vectors.length;
  const whole = Math.floor(layout.inputs / 4);
  const rest = layout.inputs % 4;
  // Two groups of four inputs stand side by side in a panel of 8; the last panel may have 4.
  const group = (real: number, toBytes: number) =>
    vectors.map((offset, c) => {
      const store = (unit: number, value: Code) => v.store(to.get, value, at + (4 * c + unit) * toBytes);
      return [
        four.map((row, r) => row.set(r < real ? v.load(from.get, weights + r * fromBytes + offset) : f.constant(0))),
        low01.set(v.shuffle(four[0].get, four[1].get, [0, 4, 1, 5])),
        low23.set(v.shuffle(four[2].get, four[3].get, [0, 4, 1, 5])),
        high01.set(v.shuffle(four[0].get, four[1].get, [2, 6, 3, 7])),
        high23.set(v.shuffle(four[2].get, four[3].get, [2, 6, 3, 7])),
        store(0, v.shuffle(low01.get, low23.get, [0, 1, 4, 5])),
        store(1, v.shuffle(low01.get, low23.get, [2, 3, 6, 7])),
        store(2, v.shuffle(high01.get, high23.get, [0, 1, 4, 5])),
        store(3, v.shuffle(high01.get, high23.get, [2, 3, 6, 7])),
      ];
    });
  const pairs = Math.floor(whole / 2);
  const next = (by: number) => [from.set(add(from.get, i32(4 * fromBytes))), to.set(add(to.get, i32(by)))];
  const lastBytes = panels.half ? 16 : 32;
  // The panel's first unit is its address / 4.
  const last = (real: number) => [
    panels.half ? to.set(add(i32(32 * panels.rows * panels.full), multiply(panel.get, i32(4)))) : [],
    group(real, lastBytes),
  ];
  return [
    from.set(multiply(panel.get, i32(rows))),
    to.set(multiply(panel.get, i32(8))),
    input.set(i32(0)),
    pairs > 0 ? count(input, 1, i32(pairs), [group(4, 32), next(16), group(4, 32), next(32 * panels.rows - 16)]) : [],
    whole % 2 ? [rest ? [group(4, 32), next(16)] : last(4)] : [],
    rest ? last(rest) : [],
  ];
}
