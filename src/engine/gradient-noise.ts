/**
 * How far the gradient of a batch lies from that of all the data, by batch size: drawn and measured on a real network.
 * With examples drawn with replacement a batch's gradient is a mean of independent draws, so its mean squared distance from the
 * full gradient is that of single examples over B: the root falls as 1/√B.
 */
import type { Examples } from '../contract/backend';
import type { ModelSpec } from '../contract/model';
import type { GradientNoise } from '../contract/protocol';
import { TrainingPass } from './plain/training';
import { Random } from './random';

/** Of the data loss alone: a penalty has the same gradient whatever the batch. */
const noPenalty = { learningRate: 0, batchSize: 1, l1: 0, l2: 0 };

/**
 * Yields how far it has come, 0 to 1, after each batch.
 *
 * @param draws batches drawn at each size
 */
export function* gradientNoise(
  model: ModelSpec,
  weights: Float32Array,
  examples: Examples,
  batchSizes: readonly number[],
  draws: number,
  seed: number,
): Generator<number, GradientNoise> {
  const pass = new TrainingPass(model, Math.max(examples.n, ...batchSizes));
  const gradient = new Float32Array(weights.length);
  const gradientOf = (rows: Uint32Array) => {
    pass.gather(examples, rows);
    pass.forward(weights);
    pass.backward(weights, gradient, noPenalty);
    return gradient;
  };
  const all = Uint32Array.from({ length: examples.n }, (_, i) => i);
  const full = gradientOf(all).slice();
  const total = examples.n + draws * batchSizes.reduce((sum, size) => sum + size, 0);
  let done = 0;

  let single = 0;
  for (const row of all) {
    single += squaredDistance(gradientOf(Uint32Array.of(row)), full);
    yield ++done / total;
  }
  const random = new Random(seed);
  const points: GradientNoise['points'] = [];
  for (const batchSize of batchSizes) {
    const squares: number[] = [];
    for (let draw = 0; draw < draws; draw++) {
      const rows = Uint32Array.from({ length: batchSize }, () => random.below(examples.n));
      squares.push(squaredDistance(gradientOf(rows), full));
      done += batchSize;
      yield done / total;
    }
    points.push({ batchSize, ...rootMean(squares) });
  }
  return {
    norm: Math.sqrt(squaredDistance(full, new Float32Array(full.length))),
    single: Math.sqrt(single / examples.n),
    points,
  };
}

function squaredDistance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return sum;
}

/** The root of the mean of squares, with the roots of the ends of that mean's 95% interval (normal approximation). */
function rootMean(squares: readonly number[]): { rms: number; low: number; high: number } {
  const n = squares.length;
  const mean = squares.reduce((sum, one) => sum + one, 0) / n;
  const variance = squares.reduce((sum, one) => sum + (one - mean) ** 2, 0) / Math.max(1, n - 1);
  const half = 1.96 * Math.sqrt(variance / n);
  return { rms: Math.sqrt(mean), low: Math.sqrt(Math.max(0, mean - half)), high: Math.sqrt(mean + half) };
}
