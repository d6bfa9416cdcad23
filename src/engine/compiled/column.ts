/**
 * The last layer where it has one unit. In panels three quarters of its vectors would be empty; here its weights stand side by side, and so
 * do the examples' numbers (4 bytes from one to the next), so every vector is full. A sum over inputs is four sums, one for each lane,
 * which are added up as (0 + 2) + (1 + 3), whether an example goes through alone or among four.
 */
import { errorOf, through } from './activations';
import { step, type LayerPlace } from './memory';
import { rowMask, type Rows } from './products';
import type { Stretch } from './rows';
import type { Shape } from './training';
import { penalty, rates } from './updates';
import type { GradientUse } from './weights';
import { add, choose, count, i32, lessThan, loadI32, multiply, repeat, subtract, when, type Local } from './wasm';
import type { Code } from './wasm-bytes';
import type { Func } from './wasm-module';
import { v } from './wasm-simd';

/** Examples that go forward side by side. */
const SIDE = 4;
/** Vectors of weights that are taken in one go: their sums stay in registers. */
const TOGETHER = 8;

interface Span {
  /** Bytes from the first input to these. */
  from: number;
  vectors: number[];
  /** Lanes that hold something in the last vector, where these reach it and it is not full. */
  mask: Code | null;
}

const whileLess = (a: Code, b: Code, body: Code) => when(lessThan(a, b), repeat(body, lessThan(a, b)));

/** The inputs in stretches of TOGETHER vectors; the last may be shorter. */
function spans(f: Func, inputs: number): Span[] {
  const all = Math.ceil(inputs / 4);
  return Array.from({ length: Math.ceil(all / TOGETHER) }, (_, i) => {
    const first = i * TOGETHER;
    const length = Math.min(TOGETHER, all - first);
    return {
      from: 16 * first,
      vectors: Array.from({ length }, (__, k) => 16 * (first + k)),
      mask: first + length === all ? rowMask(f, inputs) : null,
    };
  });
}

/** What fills up the rows below may be anything: it counts as 0. */
const loaded = ({ vectors, mask }: Span, k: number, value: Code): Code =>
  mask && k === vectors.length - 1 ? v.and(value, mask) : value;

/** z = A·w + b. */
export function columnForward(f: Func, n: Local, { layout, panels, weights }: LayerPlace, a: Rows, c: Rows): Code {
  const [row, from, to] = [f.local('i32'), f.local('i32'), f.local('i32')];
  const w = f.local('v128');
  const zero = i32(0);
  const bias = v.load(zero, weights + 4 * panels.at(layout.inputs, 0));
  const products = (sums: readonly Local[]) => [
    from.set(add(a.pointer.get, multiply(row.get, i32(a.stride)))),
    to.set(add(c.pointer.get, multiply(row.get, i32(c.stride)))),
    sums.map((sum) => sum.set(bias)),
    spans(f, layout.inputs).map((span) =>
      span.vectors.map((at, k) => [
        w.set(v.load(zero, weights + at)),
        sums.map((sum, r) => sum.set(f.madd(loaded(span, k, v.load(from.get, a.base + r * a.stride + at)), w.get, sum.get))),
      ]),
    ),
  ];
  const sums = f.vectors(SIDE);
  const [low, high] = f.vectors(2);
  const halves = (x: Local, y: Local) => v.add(v.shuffle(x.get, y.get, [0, 4, 1, 5]), v.shuffle(x.get, y.get, [2, 6, 3, 7]));
  const four = [
    products(sums),
    low.set(halves(sums[0], sums[1])),
    high.set(halves(sums[2], sums[3])),
    v.store(to.get, v.add(v.shuffle(low.get, high.get, [0, 1, 4, 5]), v.shuffle(low.get, high.get, [2, 3, 6, 7])), c.base),
  ];
  const one = [
    products([sums[0]]),
    low.set(halves(sums[0], sums[0])),
    v.storeLane(to.get, v.add(low.get, v.shuffle(low.get, low.get, [2, 3, 2, 3])), 0, c.base),
  ];
  const last = subtract(n.get, i32(SIDE));
  const whole = f.local('i32');
  return [
    row.set(zero),
    when(
      lessThan(n.get, i32(SIDE)),
      count(row, 1, n.get, one),
      // The last four go back as far as they must to be four.
      count(whole, SIDE, n.get, [row.set(choose(whole.get, last, lessThan(whole.get, last))), four]),
    ),
  ];
}

/** (a − y) times a constant, through the activation where the loss does not cancel it: four examples at a time, then one by one. */
export function columnOutputGradient(f: Func, { model, places }: Shape, { at, first, n }: Stretch): Code {
  const place = places.layers[places.layers.length - 1];
  const { activation } = model.layers[model.layers.length - 1];
  const [row, to, end] = [f.local('i32'), f.local('i32'), f.local('i32')];
  const [scale, a, y] = f.vectors(3);
  const targets = (k: number) => multiply(loadI32(row.get, 4 * k), i32(places.outputStride));
  const gradient = (load: (from: number) => Code) => {
    const error = errorOf(f, a.tee(load(place.a)), y.get, scale);
    return model.loss === 'meanSquaredError' ? through(f, activation, error, a, load(place.slope)) : error;
  };
  const advance = (examples: number) => [
    to.set(add(to.get, i32(place.stride * examples))),
    row.set(add(row.get, i32(4 * examples))),
  ];
  const four = [
    y.set(
      [1, 2, 3].reduce(
        (vector: Code, lane) => v.loadLane(targets(lane), vector, lane, places.data.train.y),
        v.loadOne(targets(0), places.data.train.y),
      ),
    ),
    v.store(
      to.get,
      gradient((from) => v.load(to.get, from)),
      place.d,
    ),
    advance(SIDE),
  ];
  const one = [
    y.set(v.loadOne(targets(0), places.data.train.y)),
    v.storeLane(
      to.get,
      gradient((from) => v.loadOne(to.get, from)),
      0,
      place.d,
    ),
    advance(1),
  ];
  return [
    scale.set(v.loadSplat(at.get, step.scale)),
    to.set(multiply(first.get, i32(place.stride))),
    row.set(add(loadI32(at.get, step.rows), multiply(first.get, i32(4)))),
    end.set(add(row.get, multiply(n.get, i32(4)))),
    whileLess(add(row.get, i32(4 * (SIDE - 1))), end.get, four),
    whileLess(row.get, end.get, one),
  ];
}

/** dA of the layer below = dz·wᵀ, and through that layer's activation at once. */
export function columnInputGradient(f: Func, { model, places }: Shape, i: number, { first, n }: Stretch): Code {
  const [place, below] = [places.layers[i], places.layers[i - 1]];
  const { activation } = model.layers[i - 1];
  const [row, from, to] = [f.local('i32'), f.local('i32'), f.local('i32')];
  const [dz, a] = f.vectors(2);
  return [
    from.set(multiply(first.get, i32(place.stride))),
    to.set(multiply(first.get, i32(below.stride))),
    row.set(i32(0)),
    count(row, 1, n.get, [
      dz.set(v.loadSplat(from.get, place.d)),
      spans(f, place.layout.inputs).map(({ vectors }) =>
        vectors.map((at) => {
          const by = v.mul(dz.get, v.load(i32(0), place.weights + at));
          return [
            activation === 'identity' ? [] : a.set(v.load(to.get, below.a + at)),
            v.store(to.get, through(f, activation, by, a, v.load(to.get, below.slope + at)), below.d + at),
          ];
        }),
      ),
      from.set(add(from.get, i32(place.stride))),
      to.set(add(to.get, i32(below.stride))),
    ]),
  ];
}

/** dw = Aᵀ·dz and db = Σ dz; each stretch of them is used as soon as it is summed up. */
export function columnWeightGradient(
  f: Func,
  shape: Shape,
  i: number,
  at: Local,
  below: { base: number; stride: number },
  use: GradientUse,
): Code {
  const place = shape.places.layers[i];
  const { layout, panels, weights } = place;
  const known = rates(f, at);
  const [row, from, dz, n] = [f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32')];
  const sums = f.vectors(TOGETHER);
  const [bias, w, d] = f.vectors(3);
  const all = spans(f, layout.inputs);
  const stretch = (span: Span) => {
    const last = span === all[all.length - 1];
    const own = span.vectors.map((offset, k) => ({ sum: sums[k], at: weights + offset, k }));
    const biasAt = weights + 4 * panels.at(layout.inputs, 0);
    const used = (sum: Local, address: number) => [
      w.set(v.load(i32(0), address)),
      use(f, shape, known.rates, sum, w, i32(0), address),
    ];
    return [
      own.map(({ sum }) => sum.set(f.constant(0))),
      last ? bias.set(f.constant(0)) : [],
      [row, from, dz].map((local) => local.set(i32(0))),
      count(row, 1, n.get, [
        d.set(v.loadSplat(dz.get, place.d)),
        own.map(({ sum, k }) => sum.set(f.madd(loaded(span, k, v.load(from.get, below.base + span.vectors[k])), d.get, sum.get))),
        last ? bias.set(v.add(bias.get, v.loadOne(dz.get, place.d))) : [],
        from.set(add(from.get, i32(below.stride))),
        dz.set(add(dz.get, i32(place.stride))),
      ]),
      when(
        known.rates.penalised.get,
        own.map(({ sum, at: address }) => [w.set(v.load(i32(0), address)), penalty(f, known.rates, sum, w)]),
      ),
      own.map(({ sum, at: address }, k) => [
        used(sum, address),
        // A rule that divides 0 by 0 there would let NaN into the sums.
        span.mask && k === own.length - 1 ? v.store(i32(0), v.and(v.load(i32(0), address), span.mask), address) : [],
      ]),
      last ? used(bias, biasAt) : [],
    ];
  };
  return [n.set(loadI32(at.get, step.examples)), known.set, all.map(stretch)];
}
