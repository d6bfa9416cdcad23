/** A network in the plainest possible words and double precision: slow, without batches, made only of the scalar references. */
import type { Examples } from '../../../src/contract/backend';
import type { Knobs, ModelSpec } from '../../../src/contract/model';
import { activations } from '../../../src/engine/activations';
import { layoutOf } from '../../../src/engine/layout';

/** Every layer's numbers before (z) and after (a) its activation, for one example. */
export function oracleLayers(model: ModelSpec, weights: ArrayLike<number>, x: readonly number[]): { z: number[]; a: number[] }[] {
  let input = x;
  return layoutOf(model).layers.map(({ units, kernel, bias }, l) => {
    const z = Array.from({ length: units }, (_, j) =>
      input.reduce((sum, value, i) => sum + value * weights[kernel + i * units + j], weights[bias + j]),
    );
    const { activation } = model.layers[l];
    const a = activation === 'softmax' ? softmax(z) : z.map(activations[activation].value);
    input = a;
    return { z, a };
  });
}

function softmax(z: number[]): number[] {
  const powers = z.map((value) => Math.exp(value - Math.max(...z)));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** Data loss and penalty, by the definitions. */
export function oracleLoss(model: ModelSpec, weights: ArrayLike<number>, { n, x, y }: Examples, knobs: Knobs): number {
  const outputs = model.layers[model.layers.length - 1].units;
  let loss = 0;
  for (let e = 0; e < n; e++) {
    const layers = oracleLayers(model, weights, [...x.subarray(e * model.inputs, (e + 1) * model.inputs)]);
    const { a } = layers[layers.length - 1];
    const target = y.subarray(e * outputs, (e + 1) * outputs);
    for (const [j, output] of a.entries()) {
      if (model.loss === 'meanSquaredError') loss += (output - target[j]) ** 2 / (n * outputs);
      else if (model.loss === 'binaryCrossEntropy') loss -= Math.log(target[j] ? output : 1 - output) / n;
      else if (target[j]) loss -= Math.log(output) / n;
    }
  }
  for (const { kernel, bias } of layoutOf(model).layers)
    for (let w = kernel; w < bias; w++) loss += knobs.l1 * Math.abs(weights[w]) + (knobs.l2 / 2) * weights[w] ** 2;
  return loss;
}

/** The gradient of `oracleLoss` by central differences. */
export function oracleGradient(model: ModelSpec, weights: Float32Array, examples: Examples, knobs: Knobs): number[] {
  const h = 1e-5;
  const moved = Array.from(weights);
  return moved.map((weight, i) => {
    const at = (value: number) => {
      moved[i] = value;
      return oracleLoss(model, moved, examples, knobs);
    };
    const slope = (at(weight + h) - at(weight - h)) / (2 * h);
    moved[i] = weight;
    return slope;
  });
}
