/** Some rows of a step's batch forward and back: their activations, and the loss's gradient by what goes into each layer. */
import { errorOf, isCheap, keepsSlope, through } from './activations';
import { columnInputGradient, columnOutputGradient } from './column';
import { acrossLanes, activationPass, forwardLayer } from './forward';
import { Column, step, type LayerPlace, type Places } from './memory';
import { rowMask, rowsProduct } from './products';
import type { Shape } from './training';
import { add, count, i32, loadI32, multiply, repeat, unequal, type Local } from './wasm';
import type { Code } from './wasm-bytes';
import { Module, type Func } from './wasm-module';
import { v } from './wasm-simd';

/** Vectors of a row that are copied one by one; longer rows take a loop. */
const COPIED_AT_ONCE = 8;

/** What a function of some rows is given: the address of the step's description, the first row, and how many, at least 1. */
export interface Stretch {
  at: Local;
  first: Local;
  n: Local;
}

type Write = (f: Func, stretch: Stretch) => Code;

const define = (module: Module, write: Write) =>
  module.define(['i32', 'i32', 'i32'], (f, at, first, n) => write(f, { at, first, n }));

/** The functions that gather the batch at address `x` and take its product with the first layer's weights, each of a Stretch. */
export function firstParts(module: Module, shape: Shape, x: number): number[] {
  return [gathering(shape, x), layerProduct(shape, 0, x)].map((write) => define(module, write));
}

/** The same where the product is taken panel by panel: a function of a Stretch, and one of a Stretch and the number of a panel. */
export function firstByPanels(module: Module, shape: Shape, x: number): { gather: number; product: number } {
  const product = layerProduct(shape, 0, x);
  return {
    gather: define(module, gathering(shape, x)),
    product: module.define(['i32', 'i32', 'i32', 'i32'], (f, at, first, n, panel) => product(f, { at, first, n }, panel)),
  };
}

const gathering =
  (shape: Shape, x: number): Write =>
  (f, stretch) =>
    gatherRows(f, shape.model.inputs, shape.places, x, stretch);

function layerProduct({ model, places }: Shape, i: number, x: number) {
  const place = places.layers[i];
  const last = i === places.layers.length - 1;
  return (f: Func, { first, n }: Stretch, panel?: Local): Code => {
    const from = rowsFrom(f, inputsOf(places, i, x), first);
    const to = rowsFrom(f, matrixOf(place, last ? 'z' : 'a'), first);
    const { activation } = model.layers[i];
    return [from.set, to.set, forwardLayer(f, n, place, from.rows, to.rows, last ? 'identity' : activation, panel)];
  };
}

/** The functions of the rest of the forward pass, each of a Stretch. */
export function forwardParts(module: Module, shape: Shape): number[] {
  const { model, places } = shape;
  const layers = places.layers.flatMap((place, i) => {
    const { activation } = model.layers[i];
    const last = i === places.layers.length - 1;
    const product: Write[] = i === 0 ? [] : [layerProduct(shape, i, places.batch.x)];
    const slope = keepsSlope(activation) && (!last || model.loss === 'meanSquaredError') ? place.slope : null;
    const pass: Write = (f, { first, n }) => {
      const pointer = f.local('i32');
      const at = { from: last ? place.z : place.a, to: place.a, slope, stride: place.stride, pointer };
      return [pointer.set(multiply(first.get, i32(place.stride))), activationPass(f, n, activation, place.layout.units, at)];
    };
    return !last && isCheap(activation) ? product : [...product, pass];
  });
  return layers.map((write) => define(module, write));
}

/** Those of the way back, from the last layer to the first. */
export function backwardParts(module: Module, shape: Shape): number[] {
  const layers = shape.places.layers
    .map((_, i) => i)
    .slice(1)
    .reverse();
  return [
    define(module, (f, stretch) => outputGradient(f, shape, stretch)),
    ...layers.map((i) => define(module, (f, stretch) => inputGradient(f, shape, i, stretch))),
  ];
}

function matrixOf(place: LayerPlace, which: 'a' | 'd' | 'z') {
  return { base: place[which], stride: place.stride };
}

/** What goes into layer i; `x` is the address of the gathered batch. */
export function inputsOf({ batch, layers }: Places, i: number, x: number) {
  return i === 0 ? { base: x, stride: batch.stride } : matrixOf(layers[i - 1], 'a');
}

/** A matrix from a row on that is known only when it runs. */
function rowsFrom(f: Func, { base, stride }: { base: number; stride: number }, first: Local) {
  const pointer = f.local('i32');
  return { rows: { base, stride, pointer }, set: pointer.set(multiply(first.get, i32(stride))) };
}

/** The addresses of the row numbers of a stretch: from the local on, to the end. */
function numbersOf(f: Func, { at, first, n }: Stretch) {
  const [row, end] = [f.local('i32'), f.local('i32')];
  const set = [
    row.set(add(loadI32(at.get, step.rows), multiply(first.get, i32(4)))),
    end.set(add(row.get, multiply(n.get, i32(4)))),
  ];
  return { row, end, set };
}

/** The batch's rows of the data, one after another. What fills a row up is whatever stands behind it in the data, and nobody reads it. */
function gatherRows(f: Func, inputs: number, { batch, data }: Places, x: number, stretch: Stretch): Code {
  const [from, to, stop] = [f.local('i32'), f.local('i32'), f.local('i32')];
  const { row, end, set } = numbersOf(f, stretch);
  const bytes = 4 * inputs;
  const whole = Math.ceil(bytes / 16);
  const copy = (k: number) => v.store(to.get, v.load(from.get, data.train.x + 16 * k), x + 16 * k);
  const rest = whole % 4;
  const long = [
    stop.set(add(from.get, i32(16 * (whole - rest)))),
    repeat([[0, 1, 2, 3].map(copy), from.set(add(from.get, i32(64))), to.set(add(to.get, i32(64)))], unequal(from.get, stop.get)),
    Array.from({ length: rest }, (_, k) => copy(k)),
    to.set(add(to.get, i32(batch.stride - 16 * (whole - rest)))),
  ];
  const short = [Array.from({ length: whole }, (_, k) => copy(k)), to.set(add(to.get, i32(batch.stride)))];
  return [
    set,
    to.set(multiply(stretch.first.get, i32(batch.stride))),
    count(row, 4, end.get, [from.set(multiply(loadI32(row.get), i32(bytes))), whole > COPIED_AT_ONCE ? long : short]),
  ];
}

/** (a − y) times a constant, through the activation where the loss does not cancel it. */
function outputGradient(f: Func, shape: Shape, stretch: Stretch): Code {
  const { model, places } = shape;
  const place = places.layers[places.layers.length - 1];
  if (place.panels instanceof Column) return columnOutputGradient(f, shape, stretch);
  const { units } = place.layout;
  const { activation } = model.layers[model.layers.length - 1];
  const cancels = model.loss !== 'meanSquaredError';
  const [y, to, stop] = [f.local('i32'), f.local('i32'), f.local('i32')];
  const { row, end, set } = numbersOf(f, stretch);
  const [scale, a, d, mean] = f.vectors(4);
  const whole = Math.floor(units / 4);
  const one = (mask: Code | null) => {
    const error = errorOf(f, a.tee(v.load(to.get, place.a)), v.load(y.get, places.data.train.y), scale);
    const by = cancels ? error : through(f, activation, error, a, v.load(to.get, place.slope));
    return v.store(to.get, mask ? v.and(by, mask) : by, place.d);
  };
  const mask = rowMask(f, units);
  const softmax = activation === 'softmax' && !cancels;
  const over = (body: Code) => [
    stop.set(add(to.get, i32(place.stride))),
    count(to, 16, stop.get, body),
    to.set(add(stop.get, i32(-place.stride))),
  ];
  return [
    scale.set(v.loadSplat(stretch.at.get, step.scale)),
    set,
    to.set(multiply(stretch.first.get, i32(place.stride))),
    count(row, 4, end.get, [
      y.set(multiply(loadI32(row.get), i32(places.outputStride))),
      whole > 0 ? [stop.set(add(to.get, i32(16 * whole))), count(to, 16, stop.get, [one(null), y.set(add(y.get, i32(16)))])] : [],
      mask ? one(mask) : [],
      to.set(add(to.get, i32(place.stride - 16 * whole))),
      softmax
        ? [
            // ∂sᵢ/∂zⱼ = sᵢ(δᵢⱼ − sⱼ): dZᵢ = sᵢ(dAᵢ − Σ sⱼ·dAⱼ)
            to.set(add(to.get, i32(-place.stride))),
            mean.set(f.constant(0)),
            over(mean.set(f.madd(v.load(to.get, place.a), v.load(to.get, place.d), mean.get))),
            acrossLanes(mean, v.add),
            over([
              d.set(v.sub(v.load(to.get, place.d), mean.get)),
              v.store(to.get, v.mul(v.load(to.get, place.a), d.get), place.d),
            ]),
            to.set(add(to.get, i32(place.stride))),
          ]
        : [],
    ]),
  ];
}

/** dA of the layer below = dZ·Wᵀ, and through that layer's activation at once. */
function inputGradient(f: Func, shape: Shape, i: number, stretch: Stretch): Code {
  const { model, places } = shape;
  const { first, n } = stretch;
  const place = places.layers[i];
  if (place.panels instanceof Column) return columnInputGradient(f, shape, i, stretch);
  const below = places.layers[i - 1];
  const { activation } = model.layers[i - 1];
  const { transposed } = place;
  if (!transposed) throw new TypeError('The first layer has no transposed weights.');
  const a = f.local('v128');
  const known = activation === 'identity';
  const [from, to] = [rowsFrom(f, matrixOf(place, 'd'), first), rowsFrom(f, matrixOf(below, 'd'), first)];
  return [
    from.set,
    to.set,
    rowsProduct(f, {
      n,
      a: from.rows,
      b: { panels: transposed.panels, base: transposed.at, terms: place.layout.units },
      c: to.rows,
      start: null,
      finish: (sum, address, offset) => [
        known ? [] : a.set(v.load(address, below.a + offset)),
        through(f, activation, sum.get, a, v.load(address, below.slope + offset)),
      ],
    }),
  ];
}
