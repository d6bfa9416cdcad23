/**
 * The functions of one network for two threads. A step has three parts, and before each both wait until the last one is done: the product of
 * the batch with the first layer's weights, panel by panel; half of the rows each from there on forward and back; the weights, panel by
 * panel. So every number is the sum of the same terms in the same order as with one thread, to the last bit.
 */
import { inferenceParts } from './inference';
import { give, meet, order, serve, type Thread } from './meeting';
import { PANEL_ROW, step, STEP_BYTES, type LayerPlace } from './memory';
import { firstByPanels, firstParts } from './rows';
import { refill, share, type Pieces } from './sharing';
import { stepParts, weightPart, type Shape, type WeightPart } from './training';
import {
  add,
  call,
  choose,
  i32,
  lessThan,
  loadI32,
  multiply,
  repeat,
  shiftRight,
  subtract,
  unequal,
  when,
  type Local,
} from './wasm';
import type { Code } from './wasm-bytes';
import type { Module, Func } from './wasm-module';
import { updated } from './weights';

const threads = [0, 1] as const;

/** Exports `train` and `infer` for the first thread, as the modules for one thread do, and `serve(number)` for the second. */
export function writeTwoThreads(module: Module, shape: Shape): void {
  const { control, layers, shared } = shape.places;
  const parts = partsOf(module, shape);
  const train = threads.map((me) => module.define(['i32', 'i32'], (f, at, end) => steps(f, shape, parts[me], me, at, end)));
  const { through, close } = inferenceParts(module, shape);
  const infer = threads.map((me) =>
    module.define(['i32', 'i32'], (f, x, n) => [
      answers(f, shape, through, me, x, n),
      meet(f, control, me),
      me === 0 ? call(close, n.get) : [],
    ]),
  );
  const ordered = (name: 'train' | 'infer', [first]: readonly number[], before: Code = []) =>
    module.export(
      name,
      module.define(['i32', 'i32'], (_, a, b) => [before, give(control, order[name], a, b), call(first, [a.get, b.get])]),
    );
  const lists = [panelsOf(shared.first, layers[0]), ...layers.map((place) => panelsOf(place.shared, place))];
  ordered('train', train, lists.map(refill));
  ordered('infer', infer);
  module.export(
    'serve',
    module.define(['i32'], (f, number) =>
      serve(f, control, number, (what, a, b) => call((what === order.train ? train : infer)[1], [a.get, b.get])),
    ),
  );
}

/** A thread's functions. */
interface Parts {
  /** Null where the first layer has but one panel: it is then divided by rows, like the rest. */
  byPanels: { gather: number; product: number } | null;
  fading: number;
  rows: readonly number[];
  weights: readonly WeightPart[];
}

/**
 * Where the first layer has several panels, each thread gathers the whole batch for itself: in most networks that layer has most of the
 * weights, and who has multiplied a panel also changes it, so that it stays in that thread's cache with the optimizer's slots beside it.
 */
function partsOf(module: Module, shape: Shape): readonly Parts[] {
  const { fading, rows, weights } = stepParts(module, shape);
  const { batch, layers } = shape.places;
  const weightsAt = (x: number) => [...weights, weightPart(module, shape, 0, updated, x)];
  if (layers[0].panels.count > 1)
    return [batch.x, batch.second].map((x) => ({
      byPanels: firstByPanels(module, shape, x),
      fading,
      rows,
      weights: weightsAt(x),
    }));
  const byRows = {
    byPanels: null,
    fading,
    rows: [...firstParts(module, shape, batch.x), ...rows],
    weights: weightsAt(batch.x),
  };
  return [byRows, byRows];
}

function steps(f: Func, { places }: Shape, { byPanels, fading, rows, weights }: Parts, me: Thread, at: Local, end: Local): Code {
  const { control, layers, shared } = places;
  const mine = half(f, me);
  const whole = [at.get, i32(0), loadI32(at.get, step.examples)];
  const first = panelsOf(shared.first, layers[0]);
  const both = meet(f, control, me);
  // Nobody is at a part's pieces before the next meeting.
  const again = (pieces: Pieces) => (me === 0 ? refill(pieces) : []);
  return repeat(
    [
      me === 0 ? call(fading, at.get) : [],
      byPanels
        ? [
            call(byPanels.gather, whole),
            share(f, first, me, (panel) => call(byPanels.product, [...whole, panel.get])),
            both,
            again(first),
          ]
        : [],
      mine.set(loadI32(at.get, step.examples)),
      when(
        lessThan(i32(0), mine.n.get),
        rows.map((part) => call(part, [at.get, mine.first.get, mine.n.get])),
      ),
      both,
      weights.map(({ place, part }) =>
        share(f, panelsOf(place.shared, place), me, (panel) =>
          call(part, [at.get, ...[0, 1].map((on) => multiply(add(panel.get, i32(on)), i32(PANEL_ROW)))]),
        ),
      ),
      both,
      weights.map(({ place }) => again(panelsOf(place.shared, place))),
      at.set(add(at.get, i32(STEP_BYTES))),
    ],
    unequal(at.get, end.get),
  );
}

/** The panels of a layer as pieces of work. */
const panelsOf = (counters: number, { panels: { count } }: LayerPlace): Pieces => ({
  counters,
  middle: i32(Math.ceil(count / 2)),
  end: i32(count),
});

function answers(f: Func, { model, places }: Shape, through: number, me: Thread, x: Local, n: Local): Code {
  const mine = half(f, me);
  return [
    mine.set(n.get),
    when(
      lessThan(i32(0), mine.n.get),
      call(through, [
        add(x.get, multiply(mine.first.get, i32(4 * model.inputs))),
        multiply(mine.first.get, i32(places.outputStride)),
        mine.n.get,
        i32(me * places.inference.block),
      ]),
    ),
  ];
}

/** A thread's half of some rows: the first takes whole fours of them, which a layer of one unit writes at once. */
function half(f: Func, me: Thread): { first: Local; n: Local; set: (all: Code) => Code } {
  const [first, n] = [f.local('i32'), f.local('i32')];
  const fours = (all: Code) => multiply(shiftRight(add(all, i32(7)), 3), i32(4));
  const set = (all: Code) =>
    me === 0
      ? [first.set(i32(0)), n.set(choose(fours(all), all, lessThan(fours(all), all)))]
      : [first.set(fours(all)), n.set(subtract(all, first.get))];
  return { first, n, set };
}
