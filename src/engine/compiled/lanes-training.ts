/**
 * The function that trains one small network, examples in the lanes. Batches of the usual size are written out whole: their gradient is
 * summed up in registers and never stored. Any other batch goes through a loop, and its sums through memory.
 */
import { errorOf, through } from './activations';
import { across, address, forward, gather, LANES, spread, weight, type Groups, type Layer, type Place } from './lanes';
import { step, STEP_BYTES, type LayerPlace } from './memory';
import type { Shape } from './training';
import { fade, penalty, rates, update, type Rates } from './updates';
import { add, choose, count, i32, lessThan, loadI32, multiply, repeat, subtract, unequal, when, type Local } from './wasm';
import type { Code } from './wasm-bytes';
import type { Module, Func } from './wasm-module';
import { v } from './wasm-simd';

/** Larger batches are not written out. */
const MOST_WRITTEN_OUT = 16;
/** Groups of four that go through the loop side by side. */
const TOGETHER = 2;

/** What the steps of one call have in common. */
interface Writing {
  f: Func;
  shape: Shape;
  /** Examples of the step, and the address of their row numbers. */
  n: Local;
  rows: Local;
  scale: Local;
  known: Rates;
  /** Whether anyone will look at this step's outputs: it is the last of its call. */
  seen: Local;
}

/**
 * Exports `train(at, end)`, as writeTraining does.
 *
 * @param usual examples of most batches
 */
export function writeLanesTraining(module: Module, shape: Shape, usual: number): void {
  const train = module.define(['i32', 'i32'], (f, at, end) => {
    const [n, rows, seen] = [f.local('i32'), f.local('i32'), f.local('i32')];
    const scale = f.local('v128');
    const known = rates(f, at);
    const w: Writing = { f, shape, n, rows, scale, known: known.rates, seen };
    const looped = loop(w);
    return repeat(
      [
        n.set(loadI32(at.get, step.examples)),
        rows.set(loadI32(at.get, step.rows)),
        scale.set(v.loadSplat(at.get, step.scale)),
        known.set,
        fade(f, shape.optimizer, shape.places, at),
        seen.set(lessThan(subtract(end.get, i32(STEP_BYTES + 1)), at.get)),
        usual <= MOST_WRITTEN_OUT ? when(unequal(n.get, i32(usual)), looped, writtenOut(w, usual)) : looped,
        at.set(add(at.get, i32(STEP_BYTES))),
      ],
      unequal(at.get, end.get),
    );
  });
  module.export('train', train);
}

/** The places of four rows of each group, and the code that finds them. */
function placesOf(f: Func, groups: number, find: (g: number, lane: number) => Code): { code: Code; places: Place[][] } {
  const places = Array.from({ length: groups }, () => LANES.map(() => ({ pointer: f.local('i32'), offset: 0 })));
  return { code: places.map((four, g) => four.map(({ pointer }, lane) => pointer.set(find(g, lane)))), places };
}

/** A step of exactly n examples. The last one stands in for those that fill up the last group, and counts there for nothing. */
function writtenOut(w: Writing, n: number): Code {
  const { f, shape, rows } = w;
  const groups = Math.ceil(n / 4);
  const index = (g: number, lane: number) => Math.min(4 * g + lane, n - 1);
  const numbers = placesOf(f, groups, (g, lane) => loadI32(rows.get, 4 * index(g, lane)));
  const mask = (g: number) => (4 * g + 4 <= n ? null : f.bits(LANES.map((lane) => (4 * g + lane < n ? 0xffffffff : 0))));
  const { stride } = lastOf(shape);
  const own = (pointer: Local) =>
    Array.from({ length: groups }, (_, g) => LANES.map((lane) => ({ pointer, offset: index(g, lane) * stride })));
  const start = f.local('i32');
  return [
    numbers.code,
    examples(w, numbers.places, own(start), mask, (place, below, dz) => {
      const inputs = below[0].length;
      const product = (k: number, j: number) =>
        k === inputs
          ? dz.map((group) => group[j].get).reduce(v.add)
          : dz
              .slice(1)
              .reduce((sum, group, g) => f.madd(below[g + 1][k].get, group[j].get, sum), v.mul(below[0][k].get, dz[0][j].get));
      return apply(w, place, product);
    }),
  ];
}

/** A step of any number of examples, some groups at a time. */
function loop(w: Writing): Code {
  const { f, shape, n, rows } = w;
  const { places } = shape;
  const row = f.local('i32');
  const last = subtract(n.get, i32(1));
  const wanted = (g: number, lane: number) => add(row.get, i32(4 * g + lane));
  const index = (g: number, lane: number) =>
    g + lane === 0 ? row.get : choose(wanted(g, lane), last, lessThan(wanted(g, lane), n.get));
  const numbers = placesOf(f, TOGETHER, (g, lane) => loadI32(add(rows.get, multiply(index(g, lane), i32(4)))));
  const own = placesOf(f, TOGETHER, (g, lane) => multiply(index(g, lane), i32(lastOf(shape).stride)));
  const real = (g: number) => v.greaterWhole(v.splatWhole(subtract(n.get, wanted(g, 0))), f.bits(LANES));
  const sums = (place: LayerPlace, k: number, j: number) => places.sums + 4 * (address(place, k, j) - places.weights);
  return [
    row.set(i32(0)),
    count(row, 4 * TOGETHER, n.get, [
      numbers.code,
      own.code,
      examples(w, numbers.places, own.places, real, (place, below, dz) =>
        dz[0].map((_, j) => [
          below[0].map((__, k) =>
            accumulate(sums(place, k, j), (sum) => dz.reduce((s, group, g) => f.madd(below[g][k].get, group[j].get, s), sum)),
          ),
          accumulate(sums(place, below[0].length, j), (sum) => dz.reduce((s, group) => v.add(s, group[j].get), sum)),
        ]),
      ),
    ]),
    places.layers.map((place) =>
      apply(
        w,
        place,
        (k, j) => v.load(i32(0), sums(place, k, j)),
        (k, j) => v.store(i32(0), f.constant(0), sums(place, k, j)),
      ),
    ),
  ];
}

const accumulate = (at: number, more: (sum: Code) => Code): Code => v.store(i32(0), more(v.load(i32(0), at)), at);

const lastOf = ({ places }: Shape) => places.layers[places.layers.length - 1];

/**
 * Some groups of examples forward and back. `use` gets each layer's gradient by z, once nobody wants the layer's weights any more.
 *
 * @param numbers locals that hold the examples' row numbers
 * @param own where the outputs are kept for the loss
 * @param mask which lanes of a group are real, where not all are
 */
function examples(
  { f, shape, scale, seen }: Writing,
  numbers: readonly Place[][],
  own: readonly Place[][],
  mask: (g: number) => Code | null,
  use: (place: LayerPlace, below: Groups, dz: Groups) => Code,
): Code {
  const { model, places } = shape;
  const last = lastOf(shape);
  const inputs = numbers.map(() => f.vectors(model.inputs));
  const rows = (stride: number) => placesOf(f, numbers.length, (g, lane) => multiply(numbers[g][lane].pointer.get, i32(stride)));
  const [x, y] = [rows(4 * model.inputs), rows(places.outputStride)];
  const { code, layers } = forward(f, shape, inputs, true);
  const outputs = layers[layers.length - 1];
  const error = (g: number, j: number) => {
    const by = errorOf(f, outputs.a[g][j].get, across(y.places[g], places.data.train.y + 4 * j), scale);
    const real = mask(g);
    return real ? v.and(by, real) : by;
  };
  return [
    x.code,
    inputs.map((group, g) => gather(f, x.places[g], places.data.train.x, group)),
    code,
    when(
      seen.get,
      own.map((to, g) => [spread(to, outputs.z[g], last.z), spread(to, outputs.a[g], last.a)]),
    ),
    y.code,
    backward(f, shape, inputs, layers, error, use),
  ];
}

function backward(
  f: Func,
  { model, places }: Shape,
  inputs: Groups,
  layers: readonly Layer[],
  error: (g: number, j: number) => Code,
  use: (place: LayerPlace, below: Groups, dz: Groups) => Code,
): Code {
  const code: Code[] = [];
  let above: { place: LayerPlace; used: Code; dz: Groups } | null = null;
  for (let i = places.layers.length - 1; i >= 0; i--) {
    const place = places.layers[i];
    const { activation } = model.layers[i];
    const { a, slope } = layers[i];
    const dz = inputs.map(() => f.vectors(place.layout.units));
    const cancels = !above && model.loss !== 'meanSquaredError';
    for (let j = 0; j < place.layout.units; j++)
      for (const [g, group] of dz.entries()) {
        const by = above ? product(f, above.place, j, above.dz[g]) : error(g, j);
        code.push(group[j].set(cancels ? by : through(f, activation, by, a[g][j], slope[g]?.[j]?.get ?? [])));
      }
    if (activation === 'softmax' && !cancels) code.push(dz.map((group, g) => throughSoftmax(f, a[g], group)));
    if (above) code.push(above.used);
    above = { place, dz, used: use(place, i > 0 ? layers[i - 1].a : inputs, dz) };
  }
  if (above) code.push(above.used);
  return code;
}

/** Σ wₖ·dₖ over a layer's units: the gradient by unit j of the layer below. */
function product(f: Func, place: LayerPlace, j: number, d: readonly Local[]): Code {
  return d
    .slice(1)
    .reduce((sum, unit, k) => f.madd(weight(place, j, k + 1), unit.get, sum), v.mul(weight(place, j, 0), d[0].get));
}

/** dZᵢ = sᵢ(dAᵢ − Σ sⱼ·dAⱼ) */
function throughSoftmax(f: Func, a: readonly Local[], d: readonly Local[]): Code {
  const mean = f.local('v128');
  return [
    mean.set(v.mul(a[0].get, d[0].get)),
    a.slice(1).map((share, j) => mean.set(f.madd(share.get, d[j + 1].get, mean.get))),
    d.map((own, j) => own.set(v.mul(a[j].get, v.sub(own.get, mean.get)))),
  ];
}

/**
 * Updates a layer's weights, four side by side at a time.
 *
 * @param sum the gradient by one weight, its lanes not yet added up
 * @param clear what becomes of the sum afterwards
 */
function apply(
  { f, shape, known }: Writing,
  place: LayerPlace,
  sum: (row: number, column: number) => Code,
  clear: (row: number, column: number) => Code = () => [],
): Code {
  const { optimizer, places } = shape;
  const { inputs, units } = place.layout;
  const [gradient, w] = f.vectors(2);
  const four = f.vectors(4);
  const columns = Array.from({ length: Math.ceil(units / 4) }, (_, i) => 4 * i);
  return Array.from({ length: inputs + 1 }, (_, row) =>
    columns.map((column) => {
      const real = four.slice(0, units - column);
      const offset = address(place, row, column);
      const slots = places.slots.map((slot) => slot - places.weights + offset);
      return [
        real.map((one, lane) => one.set(sum(row, column + lane))),
        added(f, real, gradient),
        real.map((_one, lane) => clear(row, column + lane)),
        w.set(v.load(i32(0), offset)),
        row < inputs ? when(known.penalised.get, penalty(f, known, gradient, w)) : [],
        update(f, optimizer, known, w, gradient, i32(0), slots),
        v.store(i32(0), w.get, offset),
      ];
    }),
  );
}

/** Each vector's lanes added up, side by side in `to`; zeros where there are fewer than four. */
function added(f: Func, vectors: readonly Local[], to: Local): Code {
  const [a, b, c, d] = vectors;
  if (!b) {
    const turned = (lanes: readonly number[]) => v.shuffle(to.get, to.get, lanes);
    return [
      to.set(v.add(a.get, v.shuffle(a.get, a.get, [2, 3, 0, 1]))),
      to.set(v.and(v.add(to.get, turned([1, 0, 3, 2])), f.bits([0xffffffff, 0, 0, 0]))),
    ];
  }
  const zero = f.constant(0);
  // The sums of lanes 0 and 2, 1 and 3, of two vectors side by side.
  const halves = (one: Local, other: Local | undefined) =>
    v.add(v.shuffle(one.get, other?.get ?? zero, [0, 4, 1, 5]), v.shuffle(one.get, other?.get ?? zero, [2, 6, 3, 7]));
  const [first, second] = f.vectors(2);
  const rest = c ? second.get : zero;
  return [
    first.set(halves(a, b)),
    c ? second.set(halves(c, d)) : [],
    to.set(v.add(v.shuffle(first.get, rest, [0, 1, 4, 5]), v.shuffle(first.get, rest, [2, 3, 6, 7]))),
  ];
}
