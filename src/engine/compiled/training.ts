/**
 * The functions that train one network: the forward pass, the loss's gradient by the outputs, and the way back, in which each tile of the
 * weights' gradient goes straight from the registers into the weights, so that no gradient is ever stored. For inspection the same
 * functions are written once more with the gradient kept and the update apart.
 */
import type { ModelSpec, OptimizerSpec } from '../../contract/model';
import { isCheap, keepsSlope, through } from './activations';
import { acrossLanes, activationPass, forwardLayer, rowMask } from './forward';
import { step, STEP_BYTES, type LayerPlace, type Places } from './memory';
import { rowsProduct, sumDynamic, TALL, TALL_TERMS, TILE, type Tile } from './products';
import { fade, penalty, rates, update, type Rates } from './updates';
import {
  add,
  call,
  count,
  i32,
  loadI32,
  Module,
  multiply,
  repeat,
  unequal,
  v,
  when,
  type Code,
  type Func,
  type Local,
} from './wasm';

/** A network and where everything of it stands. */
export interface Shape {
  model: ModelSpec;
  optimizer: OptimizerSpec;
  places: Places;
}

/** Vectors of a row that are copied one by one; longer rows take a loop. */
const COPIED_AT_ONCE = 8;

/** Exports `train(at, end)`: takes the steps described from address `at` to `end`. */
export function trainingModule(shape: Shape, relaxed: boolean): Uint8Array<ArrayBuffer> {
  const module = new Module(relaxed);
  const parts = [...forwardParts(module, shape), ...backwardParts(module, shape, updated)];
  const fading = module.define(['i32'], (f, at) => fade(f, shape.optimizer, shape.places, at));
  const train = module.define(['i32', 'i32'], (_, at, end) =>
    repeat(
      [[fading, ...parts].map((part) => call(part, at.get)), at.set(add(at.get, i32(STEP_BYTES)))],
      unequal(at.get, end.get),
    ),
  );
  module.export('train', train);
  return module.bytes;
}

/** Exports `forward`, `backward` and `update`, each of the address of a step's description: one step in its parts. */
export function inspectionModule(shape: Shape, relaxed: boolean): Uint8Array<ArrayBuffer> {
  const module = new Module(relaxed);
  const parts = { forward: forwardParts(module, shape), backward: backwardParts(module, shape, kept) };
  for (const [name, functions] of Object.entries(parts)) {
    const index = module.define(['i32'], (_, at) => functions.map((part) => call(part, at.get)));
    module.export(name, index);
  }
  module.export(
    'update',
    module.define(['i32'], (f, at) => updateCopies(f, shape, at)),
  );
  return module.bytes;
}

function forwardParts(module: Module, { model, places }: Shape): number[] {
  const define = (write: (f: Func, n: Local) => Code) =>
    module.define(['i32'], (f, at) => {
      const n = f.local('i32');
      return [n.set(loadI32(at.get, step.examples)), write(f, n)];
    });
  const gather = module.define(['i32'], (f, at) => gatherRows(f, model.inputs, places, at));
  const layers = places.layers.flatMap((place, i) => {
    const { activation } = model.layers[i];
    const below = i === 0 ? { base: places.batch.x, stride: 4 * model.inputs } : matrixOf(places.layers[i - 1], 'a');
    const last = i === places.layers.length - 1;
    const into = matrixOf(place, last ? 'z' : 'a');
    const product = define((f, n) =>
      forwardLayer(f, n, place, { ...below, pointer: null }, { ...into, pointer: null }, last ? 'identity' : activation),
    );
    const slope = keepsSlope(activation) && (!last || model.loss === 'meanSquaredError') ? place.slope : null;
    if (!last && isCheap(activation)) return product;
    const at = { from: into.base, to: place.a, slope, stride: place.stride, pointer: null };
    return [product, define((f, n) => activationPass(f, n, activation, place.layout.units, at))];
  });
  return [gather, ...layers];
}

/** From the last layer to the first; what becomes of a weights' gradient is for `use` to say. */
function backwardParts(module: Module, shape: Shape, use: GradientUse): number[] {
  const { places } = shape;
  const parts = [module.define(['i32'], (f, at) => outputGradient(f, shape, at))];
  for (let i = places.layers.length - 1; i >= 0; i--) {
    if (i > 0) parts.push(module.define(['i32'], (f, at) => inputGradient(f, shape, i, at)));
    parts.push(module.define(['i32'], (f, at) => weightGradient(f, shape, i, at, use)));
  }
  return parts;
}

function matrixOf(place: LayerPlace, which: 'a' | 'd' | 'z') {
  return { base: place[which], stride: place.stride };
}

/** The batch's rows of the data, one after another. A row's last vector may reach into the next row, which is written after it. */
function gatherRows(f: Func, inputs: number, { batch, data }: Places, at: Local): Code {
  const [row, end, from, to, stop] = [f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32')];
  const bytes = 4 * inputs;
  const whole = Math.ceil(bytes / 16);
  const copy = (k: number) => v.store(to.get, v.load(from.get, data.train.x + 16 * k), batch.x + 16 * k);
  const rest = whole % 4;
  const long = [
    stop.set(add(from.get, i32(16 * (whole - rest)))),
    repeat([[0, 1, 2, 3].map(copy), from.set(add(from.get, i32(64))), to.set(add(to.get, i32(64)))], unequal(from.get, stop.get)),
    Array.from({ length: rest }, (_, k) => copy(k)),
    to.set(add(to.get, i32(bytes - 16 * (whole - rest)))),
  ];
  const short = [Array.from({ length: whole }, (_, k) => copy(k)), to.set(add(to.get, i32(bytes)))];
  return [
    row.set(loadI32(at.get, step.rows)),
    end.set(add(row.get, multiply(loadI32(at.get, step.examples), i32(4)))),
    to.set(i32(0)),
    count(row, 4, end.get, [from.set(multiply(loadI32(row.get), i32(bytes))), whole > COPIED_AT_ONCE ? long : short]),
  ];
}

/** (a − y) times a constant, through the activation where the loss does not cancel it. */
function outputGradient(f: Func, { model, places }: Shape, at: Local): Code {
  const place = places.layers[places.layers.length - 1];
  const { units } = place.layout;
  const { activation } = model.layers[model.layers.length - 1];
  const cancels = model.loss !== 'meanSquaredError';
  const [row, end, y, to, stop] = [f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32')];
  const [scale, a, d, mean] = f.vectors(4);
  const whole = Math.floor(units / 4);
  const one = (mask: Code | null) => {
    const error = v.mul(v.sub(a.tee(v.load(to.get, place.a)), v.load(y.get, places.data.train.y)), scale.get);
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
    scale.set(v.loadSplat(at.get, step.scale)),
    row.set(loadI32(at.get, step.rows)),
    end.set(add(row.get, multiply(loadI32(at.get, step.examples), i32(4)))),
    to.set(i32(0)),
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
function inputGradient(f: Func, { model, places }: Shape, i: number, at: Local): Code {
  const place = places.layers[i];
  const below = places.layers[i - 1];
  const { activation } = model.layers[i - 1];
  const { transposed } = place;
  if (!transposed) throw new TypeError('The first layer has no transposed weights.');
  const n = f.local('i32');
  const a = f.local('v128');
  const known = activation === 'identity';
  return [
    n.set(loadI32(at.get, step.examples)),
    rowsProduct(f, {
      n,
      a: { ...matrixOf(place, 'd'), pointer: null },
      b: { panels: transposed.panels, base: transposed.at, terms: place.layout.units },
      c: { ...matrixOf(below, 'd'), pointer: null },
      start: null,
      finish: (sum, address, offset) => [
        known ? [] : a.set(v.load(address, below.a + offset)),
        through(f, activation, sum.get, a, v.load(address, below.slope + offset)),
      ],
    }),
  ];
}

/**
 * What is done with four numbers of a gradient, held in a local.
 *
 * @param address beside it stand the four weights, at the layer's own address
 * @param w the weights, which it may set
 */
type GradientUse = (f: Func, shape: Shape, rates: Rates, gradient: Local, w: Local, address: Code, offset: number) => Code;

const updated: GradientUse = (f, { optimizer, places }, known, gradient, w, address, offset) => [
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

const kept: GradientUse = (_, { places }, __, gradient, ___, address, offset) =>
  v.store(address, gradient.get, places.inspection.gradient - places.weights + offset);

/** dW = Xᵀ·dZ in tiles of 4 or 6 inputs by 8 units, and db = Σ dZ along with the last tile; each tile is used as soon as it is summed up. */
function weightGradient(f: Func, shape: Shape, i: number, at: Local, use: GradientUse): Code {
  const { model, places } = shape;
  const place = places.layers[i];
  const { inputs } = place.layout;
  const below = i === 0 ? { base: places.batch.x, stride: 4 * model.inputs } : matrixOf(places.layers[i - 1], 'a');
  const { full, half, rows } = place.panels;
  const n = f.local('i32');
  const known = rates(f, at);
  const [panel, input, dz, w0] = [f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32')];
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
      use === updated ? turned(f, place, panel, vectors) : [],
    ];
  };
  return [
    n.set(loadI32(at.get, step.examples)),
    known.set,
    panel.set(i32(0)),
    full > 0 ? count(panel, 32, i32(32 * full), column([0, 16])) : [],
    half ? column([0]) : [],
  ];
}

/** Copies a panel's new weights into the transposed matrix, where its inputs stand side by side: four inputs at a time, which zeros fill up. */
function turned(
  f: Func,
  { layout, panels: { rows }, transposed, weights }: LayerPlace,
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

/** The update that `inspect` times: the stored gradient on copies of weights and slots. */
function updateCopies(f: Func, { optimizer, places }: Shape, at: Local): Code {
  const { gradient, weights } = places.inspection;
  const known = rates(f, at);
  const to = f.local('i32');
  const [g, w] = f.vectors(2);
  const slots = places.slots.map((_, i) => weights + (i + 1) * places.parameterBytes);
  return [
    known.set,
    to.set(i32(0)),
    count(to, 16, i32(places.parameterBytes), [
      g.set(v.load(to.get, gradient)),
      w.set(v.load(to.get, weights)),
      update(f, optimizer, known.rates, w, g, to.get, slots),
      v.store(to.get, w.get, weights),
    ]),
  ];
}
