/**
 * What training minimises. Mean squared error is the mean over examples and outputs; both cross-entropies are the mean over
 * examples, in nats, computed from the logits: −ln of a probability that rounds to 0 is infinite, from the logit it is exact.
 * Arrays are n × units; targets are one-hot, or 0 and 1 for one output.
 */
import type { Knobs, LossName } from '../contract/model';
import { softplus } from './activations';
import type { Layout } from './layout';

/**
 * Mean data loss of n examples, without penalty.
 *
 * @param logits the last layer before its activation
 * @param outputs the last layer after it
 */
export function dataLoss(
  loss: LossName,
  logits: Float32Array,
  outputs: Float32Array,
  targets: Float32Array,
  n: number,
  units: number,
): number {
  switch (loss) {
    case 'meanSquaredError':
      return squaredError(outputs, targets, n * units) / (n * units);
    case 'binaryCrossEntropy':
      return binaryCrossEntropy(logits, targets, n) / n;
    case 'categoricalCrossEntropy':
      return categoricalCrossEntropy(logits, targets, n, units) / n;
  }
}

/** Σ(a − y)². */
function squaredError(outputs: Float32Array, targets: Float32Array, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += (outputs[i] - targets[i]) ** 2;
  return sum;
}

/** −y·ln σ(z) − (1 − y)·ln(1 − σ(z)) = ln(1 + eᶻ) − y·z, summed. */
function binaryCrossEntropy(logits: Float32Array, targets: Float32Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += softplus(logits[i]) - targets[i] * logits[i];
  return sum;
}

/** −Σ y·ln softmax(z) = ln Σeᶻ − Σ y·z for targets that add up to 1, summed over examples. */
function categoricalCrossEntropy(logits: Float32Array, targets: Float32Array, n: number, units: number): number {
  let sum = 0;
  for (let start = 0; start < n * units; start += units) {
    let largest = -Infinity;
    for (let j = start; j < start + units; j++) largest = Math.max(largest, logits[j]);
    let powers = 0;
    let chosen = 0;
    for (let j = start; j < start + units; j++) {
      powers += Math.exp(logits[j] - largest);
      chosen += targets[j] * (logits[j] - largest);
    }
    sum += Math.log(powers) - chosen;
  }
  return sum;
}

/**
 * The gradient that backpropagation starts from, (a − y) times a constant, into `gradient`. For the cross-entropies it is the
 * gradient by the logits, for their activation's derivative cancels; for mean squared error it is the gradient by the outputs.
 */
export function outputGradient(
  loss: LossName,
  outputs: Float32Array,
  targets: Float32Array,
  gradient: Float32Array,
  n: number,
  units: number,
): void {
  const scale = loss === 'meanSquaredError' ? 2 / (n * units) : 1 / n;
  for (let i = 0; i < n * units; i++) gradient[i] = scale * (outputs[i] - targets[i]);
}

/** l1·Σ|w| + l2/2·Σw² over kernels. */
export function penalty({ layers }: Layout, weights: Float32Array, { l1, l2 }: Pick<Knobs, 'l1' | 'l2'>): number {
  if (l1 === 0 && l2 === 0) return 0;
  let absolute = 0;
  let squared = 0;
  for (const { kernel, bias } of layers) {
    for (let w = kernel; w < bias; w++) {
      absolute += Math.abs(weights[w]);
      squared += weights[w] * weights[w];
    }
  }
  return l1 * absolute + (l2 / 2) * squared;
}

/**
 * How many of n examples get their class right: one output on its target's side of one half, several with their largest where
 * the target's is. An output that is not a number is never right.
 */
export function countRight(outputs: Float32Array, targets: Float32Array, n: number, units: number): number {
  let right = 0;
  for (let i = 0; i < n; i++) {
    if (units === 1) {
      if (outputs[i] > 0.5 ? targets[i] > 0.5 : outputs[i] <= 0.5 && targets[i] <= 0.5) right++;
    } else {
      const chosen = largestOf(outputs, i * units, units);
      if (chosen >= 0 && chosen === largestOf(targets, i * units, units)) right++;
    }
  }
  return right;
}

/** Place of the largest of `units` numbers from `start` on, the first of equals; −1 where one is not a number. */
function largestOf(values: Float32Array, start: number, units: number): number {
  let best = 0;
  for (let j = 0; j < units; j++) {
    if (Number.isNaN(values[start + j])) return -1;
    if (values[start + j] > values[start + best]) best = j;
  }
  return best;
}
