/**
 * The modules that train one network: the forward pass, the loss's gradient by the outputs, and the way back, first for all rows of the
 * batch, then for all panels of the weights, each tile of whose gradient goes straight from the registers into the weights, so that no
 * gradient is ever stored. For inspection the same functions are written once more with the gradient kept and the update apart.
 */
import type { ModelSpec, OptimizerSpec } from '../../contract/model';
import { PANEL_ROW, step, STEP_BYTES, type LayerPlace, type Places } from './memory';
import { backwardParts, firstParts, forwardParts } from './rows';
import { fade, rates, update } from './updates';
import { add, call, count, i32, loadI32, repeat, unequal, type Local } from './wasm';
import type { Code } from './wasm-bytes';
import type { Module, Func } from './wasm-module';
import { v } from './wasm-simd';
import { kept, updated, weightGradient, type GradientUse } from './weights';

/** A network and where everything of it stands. */
export interface Shape {
  model: ModelSpec;
  optimizer: OptimizerSpec;
  places: Places;
}

/** The functions of a training step but for those of the first layer. */
export interface StepParts {
  /** Zeros for averages that have all but faded: of a step's description. */
  fading: number;
  /** Of a step's description, the first of some rows, and how many. */
  rows: readonly number[];
  /** Of a step's description, and panels from an address to another; from the last layer to the second. */
  weights: readonly WeightPart[];
}

export interface WeightPart {
  place: LayerPlace;
  part: number;
}

export function stepParts(module: Module, shape: Shape): StepParts {
  return {
    fading: module.define(['i32'], (f, at) => fade(f, shape.optimizer, shape.places, at)),
    rows: [...forwardParts(module, shape), ...backwardParts(module, shape)],
    weights: weightParts(module, shape, updated),
  };
}

/** Exports `train(at, end)`: takes the steps described from address `at` to `end`. */
export function writeTraining(module: Module, shape: Shape): void {
  const { fading, rows, weights } = stepParts(module, shape);
  const { x } = shape.places.batch;
  const first = { rows: firstParts(module, shape, x), weights: weightPart(module, shape, 0, updated, x) };
  const train = module.define(['i32', 'i32'], (_, at, end) =>
    repeat(
      [
        call(fading, at.get),
        allRows([...first.rows, ...rows], at),
        allPanels([...weights, first.weights], at),
        at.set(add(at.get, i32(STEP_BYTES))),
      ],
      unequal(at.get, end.get),
    ),
  );
  module.export('train', train);
}

/** Exports `forward`, `backward` and `update`, each of the address of a step's description: one step in its parts. */
export function writeInspection(module: Module, shape: Shape): void {
  const [forward, backward] = [forwardParts(module, shape), backwardParts(module, shape)];
  const { x } = shape.places.batch;
  const first = { rows: firstParts(module, shape, x), weights: weightPart(module, shape, 0, kept, x) };
  const weights = weightParts(module, shape, kept);
  const named = (name: string, write: (f: Func, at: Local) => Code) => module.export(name, module.define(['i32'], write));
  named('forward', (_, at) => allRows([...first.rows, ...forward], at));
  named('backward', (_, at) => [allRows(backward, at), allPanels([...weights, first.weights], at)]);
  named('update', (f, at) => updateCopies(f, shape, at));
}

/** From the last layer to the second. */
function weightParts(module: Module, shape: Shape, use: GradientUse): WeightPart[] {
  return shape.places.layers
    .slice(1)
    .map((_, i) => weightPart(module, shape, i + 1, use, shape.places.batch.x))
    .reverse();
}

/** That of layer i, of a batch that stands at `x`. */
export function weightPart(module: Module, shape: Shape, i: number, use: GradientUse, x: number): WeightPart {
  const part = module.define(['i32', 'i32', 'i32'], (f, at, from, to) => weightGradient(f, shape, i, { at, from, to, x }, use));
  return { place: shape.places.layers[i], part };
}

const allRows = (parts: readonly number[], at: Local): Code =>
  parts.map((part) => call(part, [at.get, i32(0), loadI32(at.get, step.examples)]));

const allPanels = (parts: readonly WeightPart[], at: Local): Code =>
  parts.map(({ place, part }) => call(part, [at.get, i32(0), i32(PANEL_ROW * place.panels.count)]));

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
