/**
 * Small networks with examples in the lanes: four examples side by side in each vector, every unit a vector of its own, all of the network
 * written out without a loop. Nothing is computed to fill vectors up, where rows of 1 or 2 units would leave most of each empty. One group
 * of four would wait for itself at every step, so several go through side by side.
 */
import { keepsSlope, value } from './activations';
import { exp } from './maths';
import type { LayerPlace } from './memory';
import type { Shape } from './training';
import type { Local } from './wasm';
import type { Code } from './wasm-bytes';
import type { Func } from './wasm-module';
import { v } from './wasm-simd';

export const LANES = [0, 1, 2, 3];

/** For each group of four examples the vectors of a layer's units. */
export type Groups = readonly Local[][];

/** One layer while it is computed. */
export interface Layer {
  z: Groups;
  a: Groups;
  slope: Groups;
}

/** Where an example's numbers are: a local, and a constant beside it. */
export interface Place {
  pointer: Local;
  offset: number;
}

export const address = ({ weights, panels }: LayerPlace, row: number, column: number) => weights + 4 * panels.at(row, column);

const zero: Code = [0x41, 0];
export const weight = (place: LayerPlace, row: number, column: number) => v.loadSplat(zero, address(place, row, column));

/** One number of each of four examples, `offset` bytes from their places, as a vector. */
export function across(from: readonly Place[], offset: number): Code {
  return from
    .slice(1)
    .reduce(
      (vector: Code, place, i) => v.loadLane(place.pointer.get, vector, i + 1, place.offset + offset),
      v.loadOne(from[0].pointer.get, from[0].offset + offset),
    );
}

/** Sets a vector for each input of four examples, two inputs at a time. */
export function gather(f: Func, from: readonly Place[], offset: number, inputs: readonly Local[]): Code {
  const halves = f.vectors(2);
  const [a, b, c, d] = from;
  const sideBySide = inputs.length === 2 && b.pointer === a.pointer;
  return inputs.map((input, k) => {
    const at = offset + 4 * k;
    if (k % 2) return input.set(v.shuffle(halves[0].get, halves[1].get, [1, 3, 5, 7]));
    if (k === inputs.length - 1) return input.set(across(from, at));
    const pairs = [[a, b] as const, [c, d] as const].map(([first, second], half) =>
      halves[half].set(
        sideBySide
          ? v.load(first.pointer.get, first.offset + at)
          : v.loadTwoLane(second.pointer.get, v.loadTwo(first.pointer.get, first.offset + at), 1, second.offset + at),
      ),
    );
    return [pairs, input.set(v.shuffle(halves[0].get, halves[1].get, [0, 2, 4, 6]))];
  });
}

/** Sets z and a of every unit, from the layer below; slopes where they are wanted and have to be kept. */
export function forward(f: Func, { model, places }: Shape, inputs: Groups, slopes: boolean): { code: Code; layers: Layer[] } {
  const w = f.local('v128');
  const layers: Layer[] = [];
  const code: Code[] = [];
  let below = inputs;
  for (const [i, place] of places.layers.entries()) {
    const { inputs: count, units } = place.layout;
    const { activation } = model.layers[i];
    const vectors = () => inputs.map(() => f.vectors(units));
    const layer = { z: vectors(), a: vectors(), slope: slopes && keepsSlope(activation) ? vectors() : [] };
    for (let j = 0; j < units; j++) {
      code.push(w.set(weight(place, count, j)));
      code.push(layer.z.map((group) => group[j].set(w.get)));
      for (let k = 0; k < count; k++) {
        code.push(w.set(weight(place, k, j)));
        code.push(layer.z.map((group, g) => group[j].set(f.madd(w.get, below[g][k].get, group[j].get))));
      }
      if (activation !== 'softmax')
        code.push(layer.a.map((group, g) => group[j].set(value(f, activation, layer.z[g][j], layer.slope[g]?.[j] ?? null))));
    }
    if (activation === 'softmax') code.push(layer.a.map((group, g) => softmax(f, layer.z[g], group)));
    layers.push(layer);
    below = layer.a;
  }
  return { code, layers };
}

/** Of units in vectors of their own. */
export function softmax(f: Func, z: readonly Local[], a: readonly Local[]): Code {
  const [largest, sum] = f.vectors(2);
  return [
    largest.set(z.map(({ get }) => get).reduce(v.greatest)),
    a.map((power, j) => power.set(exp(f, v.sub(z[j].get, largest.get)))),
    sum.set(a.map(({ get }) => get).reduce(v.add)),
    a.map((power) => power.set(v.div(power.get, sum.get))),
  ];
}

/** Each unit's four numbers into four rows. Last lane first: where rows repeat, all of them hold the same. */
export function spread(to: readonly Place[], units: readonly Local[], offset: number): Code {
  return units.map((unit, j) =>
    [...to.entries()]
      .reverse()
      .map(([lane, place]) => v.storeLane(place.pointer.get, unit.get, lane, place.offset + offset + 4 * j)),
  );
}
