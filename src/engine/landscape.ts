/**
 * A slice of a network's loss: along two random directions through its weights, as Li et al. 2018 draw it (arXiv 1712.09913).
 * Filter-normalised: in a dense layer each unit's part of a direction is made as long as that unit's incoming weights, so that
 * a network with large weights is not made to look flat. Biases stay where they are, as in those authors' own plots.
 */
import type { Examples } from '../contract/backend';
import type { ModelSpec } from '../contract/model';
import type { Landscape } from '../contract/protocol';
import { layoutOf, outputCount } from './layout';
import { dataLoss } from './losses';
import { ForwardPass } from './plain/inference';
import { hash, Random } from './random';

/**
 * Mean data loss at the middles of side × side equal cells; the network itself stands in the middle. Yields how far it has
 * come, 0 to 1, after each.
 *
 * @param side odd
 * @param reach how far the slice goes each way: at 1 every unit's weights have moved by their own length
 */
export function* landscape(
  model: ModelSpec,
  weights: Float32Array,
  examples: Examples,
  side: number,
  reach: number,
  seed: number,
): Generator<number, Landscape> {
  const across = direction(model, weights, hash(seed, 0));
  const up = direction(model, weights, hash(seed, 1));
  const lossOf = lossFunction(model, examples);
  const values = new Float64Array(side * side);
  const moved = new Float32Array(weights.length);
  const place = (i: number) => ((2 * i + 1) / side - 1) * reach;
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const [a, b] = [place(column), place(row)];
      for (let w = 0; w < weights.length; w++) moved[w] = weights[w] + a * across[w] + b * up[w];
      const at = row * side + column;
      values[at] = lossOf(moved);
      yield (at + 1) / values.length;
    }
  }
  return { side, reach, values, centre: lossOf(weights) };
}

/** A random direction with every unit's part as long as its incoming weights, and nothing for biases. */
export function direction(model: ModelSpec, weights: Float32Array, seed: number): Float32Array {
  const random = new Random(seed);
  const drawn = new Float32Array(weights.length);
  for (const { kernel, bias, units } of layoutOf(model).layers) {
    for (let w = kernel; w < bias; w++) drawn[w] = random.normal();
    for (let unit = 0; unit < units; unit++) {
      const length = (of: Float32Array) => {
        let sum = 0;
        for (let w = kernel + unit; w < bias; w += units) sum += of[w] * of[w];
        return Math.sqrt(sum);
      };
      const scale = length(weights) / length(drawn);
      for (let w = kernel + unit; w < bias; w += units) drawn[w] *= scale;
    }
  }
  return drawn;
}

/** Mean data loss of these examples as a function of the weights. */
export function lossFunction(model: ModelSpec, { n, x, y }: Examples): (weights: Float32Array) => number {
  const pass = new ForwardPass(model);
  const units = outputCount(model);
  return (weights) => {
    let sum = 0;
    pass.blocks(weights, x, n, model.layers.length - 1, (outputs, first, count) => {
      const targets = y.subarray(first * units, (first + count) * units);
      sum += count * dataLoss(model.loss, pass.logits, outputs, targets, count, units);
    });
    return sum / n;
  };
}
