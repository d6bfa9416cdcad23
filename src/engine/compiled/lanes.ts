/**
 * Small networks with examples in the lanes: four examples side by side in each vector, every unit a vector of its own, all of the network
 * written out without a loop. Nothing is computed to fill vectors up, where rows of 1 or 2 units would leave most of each empty.
 */
import type { ModelSpec } from '../../contract/model';
import { keepsSlope, through, value } from './activations';
import { exp } from './maths';
import { step, STEP_BYTES, type LayerPlace, type Places } from './memory';
import type { Shape } from './training';
import { penalty, rates, update } from './updates';
import {
  add,
  choose,
  count,
  i32,
  lessThan,
  loadI32,
  Module,
  multiply,
  repeat,
  subtract,
  unequal,
  v,
  when,
  type Code,
  type Func,
  type Local,
} from './wasm';

/** The most weights and biases that are written out: beyond, tiles are quicker and much less code. */
const MOST_PARAMETERS = 64;
const LANES = [0, 1, 2, 3];

export function fitsLanes(model: ModelSpec, places: Places): boolean {
  const parameters = places.layers.reduce((sum, { layout }) => sum + (layout.inputs + 1) * layout.units, 0);
  return parameters <= MOST_PARAMETERS && model.inputs <= 16;
}

/** One layer's units while they are computed. */
interface Units {
  a: Local[];
  slope: Local[];
}

const address = ({ weights, panels }: LayerPlace, row: number, column: number) => weights + 4 * panels.at(row, column);
const weight = (place: LayerPlace, row: number, column: number) => v.loadSplat(i32(0), address(place, row, column));

/** Numbers `offset` bytes from four addresses, as one vector. */
function across(from: readonly Local[], offset: number): Code {
  return LANES.slice(1).reduce(
    (vector: Code, lane) => v.loadLane(from[lane].get, vector, lane, offset),
    v.loadOne(from[0].get, offset),
  );
}

/** Sets z and a of every unit, from the layer below. The last layer's z is kept for the loss; elsewhere it is not wanted again. */
function forward(
  f: Func,
  { model, places }: Shape,
  inputs: Local[],
  slopes: boolean,
): { code: Code; layers: Units[]; z: Local[] } {
  const layers: Units[] = [];
  const code: Code[] = [];
  let below = inputs;
  let z: Local[] = [];
  for (const [i, place] of places.layers.entries()) {
    const { inputs: count, units } = place.layout;
    const { activation } = model.layers[i];
    z = f.vectors(units);
    const a = f.vectors(units);
    const slope = slopes && keepsSlope(activation) ? f.vectors(units) : [];
    for (const [j, sum] of z.entries()) {
      code.push(sum.set(weight(place, count, j)));
      code.push(below.map((input, k) => sum.set(f.madd(weight(place, k, j), input.get, sum.get))));
      if (activation !== 'softmax') code.push(a[j].set(value(f, activation, sum, slope[j] ?? null)));
    }
    if (activation === 'softmax') code.push(softmax(f, z, a));
    layers.push({ a, slope });
    below = a;
  }
  return { code, layers, z };
}

function softmax(f: Func, z: Local[], a: Local[]): Code {
  const [largest, sum] = f.vectors(2);
  return [
    largest.set(z.map(({ get }) => get).reduce(v.greatest)),
    a.map((power, j) => power.set(exp(f, v.sub(z[j].get, largest.get)))),
    sum.set(a.map(({ get }) => get).reduce(v.add)),
    a.map((power) => power.set(v.div(power.get, sum.get))),
  ];
}

/** The addresses of four rows from number `row` on; the last row stands in for those beyond it. */
function fourRows(f: Func, row: Local, n: Local, toAddress: (row: Code) => Code): { code: Code; pointers: Local[] } {
  const pointers = LANES.map(() => f.local('i32'));
  const last = subtract(n.get, i32(1));
  const code = pointers.map((pointer, lane) => {
    const wanted = add(row.get, i32(lane));
    return pointer.set(toAddress(lane === 0 ? row.get : choose(wanted, last, lessThan(wanted, n.get))));
  });
  return { code, pointers };
}

/** Exports `infer(x, n)`, as inferenceModule does. */
export function lanesInferenceModule(shape: Shape, relaxed: boolean): Uint8Array<ArrayBuffer> {
  const { model, places } = shape;
  const module = new Module(relaxed);
  const infer = module.define(['i32', 'i32'], (f, x, n) => {
    const row = f.local('i32');
    const inputs = f.vectors(model.inputs);
    const from = fourRows(f, row, n, (at) => add(x.get, multiply(at, i32(4 * model.inputs))));
    const to = fourRows(f, row, n, (at) => multiply(at, i32(places.outputStride)));
    const { code, layers, z } = forward(f, shape, inputs, false);
    const { logits, outputs } = places.inference;
    return [
      row.set(i32(0)),
      count(row, 4, n.get, [
        from.code,
        to.code,
        inputs.map((input, k) => input.set(across(from.pointers, 4 * k))),
        code,
        spread(to.pointers, z, logits),
        spread(to.pointers, layers[layers.length - 1].a, outputs),
      ]),
    ];
  });
  module.export('infer', infer);
  return module.bytes;
}

/** Each unit's four numbers into four rows. Last lane first: where rows repeat, all of them hold the same. */
function spread(rows: readonly Local[], units: readonly Local[], base: number): Code {
  return units.map((unit, j) => LANES.map((lane) => v.storeLane(rows[lane].get, unit.get, lane, base + 4 * j)));
}

/** Exports `train(at, end)`, as trainingModule does. */
export function lanesTrainingModule(shape: Shape, relaxed: boolean): Uint8Array<ArrayBuffer> {
  const module = new Module(relaxed);
  const train = module.define(['i32', 'i32'], (f, at, end) =>
    repeat([oneStep(f, shape, at), at.set(add(at.get, i32(STEP_BYTES)))], unequal(at.get, end.get)),
  );
  module.export('train', train);
  return module.bytes;
}

function oneStep(f: Func, shape: Shape, at: Local): Code {
  const { model, places } = shape;
  const last = places.layers[places.layers.length - 1];
  const [n, rows, row] = [f.local('i32'), f.local('i32'), f.local('i32')];
  const [scale, real] = f.vectors(2);
  const inputs = f.vectors(model.inputs);
  const numbers = fourRows(f, row, n, (index) => loadI32(add(rows.get, multiply(index, i32(4)))));
  const examples = LANES.map(() => f.local('i32'));
  const place = (stride: number) =>
    examples.map((pointer, lane) => pointer.set(multiply(numbers.pointers[lane].get, i32(stride))));
  const own = fourRows(f, row, n, (index) => multiply(index, i32(last.stride)));
  const passed = forward(f, shape, inputs, true);
  const outputs = passed.layers[passed.layers.length - 1];
  return [
    n.set(loadI32(at.get, step.examples)),
    rows.set(loadI32(at.get, step.rows)),
    scale.set(v.loadSplat(at.get, step.scale)),
    row.set(i32(0)),
    count(row, 4, n.get, [
      numbers.code,
      place(4 * model.inputs),
      inputs.map((input, k) => input.set(across(examples, places.data.train.x + 4 * k))),
      passed.code,
      own.code,
      spread(own.pointers, passed.z, last.z),
      spread(own.pointers, outputs.a, last.a),
      place(places.outputStride),
      real.set(v.greaterWhole(v.splatWhole(subtract(n.get, row.get)), f.bits(LANES))),
      backward(f, shape, inputs, passed.layers, (j) => {
        const error = v.sub(outputs.a[j].get, across(examples, places.data.train.y + 4 * j));
        return v.and(v.mul(error, scale.get), real.get);
      }),
    ]),
    apply(f, shape, at),
  ];
}

/** Adds four examples' gradients to the sums, each lane for itself. */
function backward(f: Func, { model, places }: Shape, inputs: Local[], layers: Units[], error: (j: number) => Code): Code {
  const code: Code[] = [];
  let d: Local[] = [];
  for (let i = places.layers.length - 1; i >= 0; i--) {
    const place = places.layers[i];
    const above = places.layers[i + 1];
    const { activation } = model.layers[i];
    const { a, slope } = layers[i];
    const dz = f.vectors(place.layout.units);
    const cancels = !above && model.loss !== 'meanSquaredError';
    for (const [j, own] of dz.entries()) {
      const product = d.reduce(
        (sum: Code, over, k) => (k === 0 ? v.mul(weight(above, j, 0), over.get) : f.madd(weight(above, j, k), over.get, sum)),
        [],
      );
      const by = above ? product : error(j);
      code.push(own.set(cancels ? by : through(f, activation, by, a[j], slope[j]?.get ?? [])));
    }
    if (activation === 'softmax' && !cancels) code.push(throughSoftmax(f, a, dz));
    const below = i > 0 ? layers[i - 1].a : inputs;
    for (const [j, own] of dz.entries()) {
      code.push(below.map((input, k) => accumulate(sumOf(places, place, k, j), (sum) => f.madd(input.get, own.get, sum))));
      code.push(accumulate(sumOf(places, place, below.length, j), (sum) => v.add(sum, own.get)));
    }
    d = dz;
  }
  return code;
}

/** dZᵢ = sᵢ(dAᵢ − Σ sⱼ·dAⱼ) */
function throughSoftmax(f: Func, a: Local[], d: Local[]): Code {
  const mean = f.local('v128');
  return [
    mean.set(v.mul(a[0].get, d[0].get)),
    a.slice(1).map((share, j) => mean.set(f.madd(share.get, d[j + 1].get, mean.get))),
    d.map((own, j) => own.set(v.mul(a[j].get, v.sub(own.get, mean.get)))),
  ];
}

/** Each weight has a vector of sums, in the order of the weights. */
function sumOf(places: Places, place: LayerPlace, row: number, column: number): number {
  return places.sums + 4 * (address(place, row, column) - places.weights);
}

const accumulate = (at: number, more: (sum: Code) => Code): Code => v.store(i32(0), more(v.load(i32(0), at)), at);

/** Adds up the lanes of four weights' sums at a time, and updates the weights. The sums are 0 again for the next step. */
function apply(f: Func, shape: Shape, at: Local): Code {
  const { optimizer, places } = shape;
  const known = rates(f, at);
  const zero = f.constant(0);
  const [first, second, gradient, w] = f.vectors(4);
  return [
    known.set,
    places.layers.map((place) =>
      Array.from({ length: place.panels.rows * (place.panels.padded / 4) }, (_, i) => {
        const row = Math.floor(i / (place.panels.padded / 4));
        const column = 4 * (i % (place.panels.padded / 4));
        const real = Math.min(4, place.layout.units - column);
        const offset = address(place, row, column);
        const sum = (lane: number) => (lane < real ? v.load(i32(0), sumOf(places, place, row, column + lane)) : zero);
        // The sums of lanes 0 and 2, 1 and 3, of two weights side by side.
        const halves = (a: number, b: number) =>
          b >= real && a >= real ? zero : v.add(v.shuffle(sum(a), sum(b), [0, 4, 1, 5]), v.shuffle(sum(a), sum(b), [2, 6, 3, 7]));
        return [
          first.set(halves(0, 1)),
          second.set(halves(2, 3)),
          gradient.set(v.add(v.shuffle(first.get, second.get, [0, 1, 4, 5]), v.shuffle(first.get, second.get, [2, 3, 6, 7]))),
          Array.from({ length: real }, (__, lane) => v.store(i32(0), zero, sumOf(places, place, row, column + lane))),
          w.set(v.load(i32(0), offset)),
          row < place.layout.inputs ? when(known.rates.penalised.get, penalty(f, known.rates, gradient, w)) : [],
          update(
            f,
            optimizer,
            known.rates,
            w,
            gradient,
            i32(0),
            places.slots.map((slot) => slot - places.weights + offset),
          ),
          v.store(i32(0), w.get, offset),
        ];
      }),
    ),
  ];
}
