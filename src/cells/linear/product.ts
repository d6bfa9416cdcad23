/** Layers as matrices, and the one matrix that a stack of them comes to where nothing stands between. Pure. */
import { activations } from '../../engine/activations';
import { Random } from '../../engine/random';
import type { HiddenActivation } from '../activation-names';

/** A layer: y = W·x + b. `w` has a row for each output and a column for each input. */
export interface Layer {
  w: readonly (readonly number[])[];
  b: readonly number[];
}

/** Outputs of the three layers; the first has two inputs. */
const widths = [2, 2, 1];

/** Three layers with weights of two decimals, so that what is shown is what is used. */
export function layersOf(seed: number): Layer[] {
  const random = new Random(seed);
  const draw = (deviation: number) => Math.round(random.normal() * deviation * 100) / 100 || 0;
  return widths.map((units) => ({
    w: Array.from({ length: units }, () => [draw(1), draw(1)]),
    b: Array.from({ length: units }, () => draw(0.5)),
  }));
}

/** Row times column, each a list of numbers. */
const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * b[i], 0);

/** `after` · `before`, as one layer: W = W₂W₁ and b = W₂b₁ + b₂. */
export function product(after: Layer, before: Layer): Layer {
  const columns = before.w[0].map((_, j) => before.w.map((row) => row[j]));
  return {
    w: after.w.map((row) => columns.map((column) => dot(row, column))),
    b: after.w.map((row, i) => dot(row, before.b) + after.b[i]),
  };
}

/** All layers as one. */
export function collapse(layers: readonly Layer[]): Layer {
  return layers.slice(1).reduce((before, after) => product(after, before), layers[0]);
}

/** What the layers answer, with this activation after each but the last. */
export function answer(layers: readonly Layer[], activation: HiddenActivation, x: readonly number[]): number[] {
  const { value } = activations[activation];
  return layers.reduce((input: readonly number[], { w, b }, i) => {
    const sums = w.map((row, j) => dot(row, input) + b[j]);
    return i < layers.length - 1 ? sums.map(value) : sums;
  }, x) as number[];
}

/** The answers over the plane from −2 to 2, side × side, row 0 at the top, in double precision. */
export function answers(layers: readonly Layer[], activation: HiddenActivation, side: number): Float64Array {
  const at = (i: number) => (4 * i) / (side - 1) - 2;
  return Float64Array.from(
    { length: side * side },
    (_, i) => answer(layers, activation, [at(i % side), -at(Math.floor(i / side))])[0],
  );
}

/** The largest difference between two lists of answers. */
export function largestDifference(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
}
