/** What one neuron answers, and how well: the engine's own functions on a network of a single unit. Pure. */
import { activations } from '../../engine/activations';
import { countRight, dataLoss } from '../../engine/losses';
import type { HiddenActivation } from '../activation-names';

export interface Neuron {
  w1: number;
  w2: number;
  b: number;
  activation: HiddenActivation;
}

/**
 * The weighted sum at which the output is one half: on either side of it stands another class. Each function here passes one half
 * just once, rising, between −10 and 10: it is found by halving.
 */
export function thresholdOf(activation: HiddenActivation): number {
  const { value } = activations[activation];
  let [low, high] = [-10, 10];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (value(middle) < 0.5) low = middle;
    else high = middle;
  }
  return Math.round(high * 1e9) / 1e9;
}

/** side × side outputs over the plane from −2 to 2, row 0 at the top. */
export function responseOf({ w1, w2, b, activation }: Neuron, side: number): Float32Array {
  const { value } = activations[activation];
  const grid = new Float32Array(side * side);
  const at = (i: number) => (4 * i) / (side - 1) - 2;
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) grid[row * side + column] = value(w1 * at(column) + w2 * -at(row) + b);
  return grid;
}

/**
 * Share of the points on the right side of the line, and mean squared error of the outputs.
 * @param raw n × 2
 * @param labels n class numbers, 0 or 1
 */
export function scoreOf(
  { w1, w2, b, activation }: Neuron,
  raw: Float32Array,
  labels: Uint8Array,
): { accuracy: number; loss: number } {
  const n = labels.length;
  const sums = Float32Array.from(labels, (_, i) => w1 * raw[2 * i] + w2 * raw[2 * i + 1] + b);
  const outputs = sums.map(activations[activation].value);
  const targets = Float32Array.from(labels);
  return {
    accuracy: countRight(outputs, targets, n, 1) / n,
    loss: dataLoss('meanSquaredError', sums, outputs, targets, n, 1),
  };
}
