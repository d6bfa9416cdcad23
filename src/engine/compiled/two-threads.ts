/**
 * The functions of one network for two threads. Each takes half of the first layer's panels forward, half of the rows from there on forward
 * and back, and half of the weights, and before each share it waits until the other has done the last one: so every number is the sum of the
 * same terms in the same order as with one thread, to the last bit.
 */
import { inferenceParts } from './inference';
import { give, meet, order, serve, type Thread } from './meeting';
import { PANEL_ROW, step, STEP_BYTES } from './memory';
import type { PanelRange } from './products';
import { allRows, firstLayer, stepParts, wholeFirst, type FirstLayer, type Shape, type StepParts } from './training';
import {
  add,
  call,
  choose,
  i32,
  lessThan,
  loadI32,
  type Module,
  multiply,
  repeat,
  shiftRight,
  subtract,
  unequal,
  when,
  type Code,
  type Func,
  type Local,
} from './wasm';

const threads = [0, 1] as const;

/** Exports `train` and `infer` for the first thread, as the modules for one thread do, and `serve(number)` for the second. */
export function writeTwoThreads(module: Module, shape: Shape): void {
  const { control } = shape.places;
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
  const ordered = (name: 'train' | 'infer', [first]: readonly number[]) =>
    module.export(
      name,
      module.define(['i32', 'i32'], (_, a, b) => [give(control, order[name], a, b), call(first, [a.get, b.get])]),
    );
  ordered('train', train);
  ordered('infer', infer);
  module.export(
    'serve',
    module.define(['i32'], (f, number) =>
      serve(f, control, number, (what, a, b) => call((what === order.train ? train : infer)[1], [a.get, b.get])),
    ),
  );
}

/** A thread's functions. */
interface Parts extends StepParts {
  first: FirstLayer;
  /** Whether the first layer's product is divided by panels, so that all rows of it must be there before the rest begins. */
  byPanels: boolean;
}

/**
 * The first layer has most of the weights, as a rule. Where it has several panels each thread has its own ones forward as well, and gathers
 * the batch for itself: so its weights, and the optimizer's slots beside them, stay in the cache of the thread that changes them.
 */
function partsOf(module: Module, shape: Shape): Parts[] {
  const parts = stepParts(module, shape);
  const { batch, layers } = shape.places;
  const { panels } = layers[0];
  if (panels.count > 1)
    return halves(panels).map((range, me) => {
      const first = firstLayer(module, shape, { x: me === 0 ? batch.x : batch.second, panels: range });
      return { ...parts, first, byPanels: true };
    });
  const whole = { ...parts, first: firstLayer(module, shape, wholeFirst(shape.places)), byPanels: false };
  return [whole, whole];
}

function steps(f: Func, { places }: Shape, parts: Parts, me: Thread, at: Local, end: Local): Code {
  const { fading, rows, weights, first, byPanels } = parts;
  const mine = half(f, me);
  const ofMine = (some: readonly number[]) =>
    when(
      lessThan(i32(0), mine.n.get),
      some.map((part) => call(part, [at.get, mine.first.get, mine.n.get])),
    );
  return repeat(
    [
      me === 0 ? call(fading, at.get) : [],
      mine.set(loadI32(at.get, step.examples)),
      byPanels ? [allRows(first.rows, at), meet(f, places.control, me), ofMine(rows)] : ofMine([...first.rows, ...rows]),
      meet(f, places.control, me),
      [...weights, first.weights].map(({ place: { panels }, part }) => {
        const [from, to] = halves(panels)[me];
        return from < to ? call(part, [at.get, i32(PANEL_ROW * from), i32(PANEL_ROW * to)]) : [];
      }),
      meet(f, places.control, me),
      at.set(add(at.get, i32(STEP_BYTES))),
    ],
    unequal(at.get, end.get),
  );
}

/** The panels of each thread. */
function halves({ count }: { count: number }): readonly [PanelRange, PanelRange] {
  const middle = Math.ceil(count / 2);
  return [
    [0, middle],
    [middle, count],
  ];
}

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
