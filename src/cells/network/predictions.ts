/** From a network's outputs to classes or numbers, and to what they are worth on the held-out examples. Pure. */
import type { Dataset, NumericTarget } from '../../contract/dataset';
import { quantity } from '../../ui/format';

/** One class an example: the likeliest output, or with one output whether it is at least a half. */
export function predictedClasses(outputs: Float32Array, units: number): Uint8Array {
  const predicted = new Uint8Array(outputs.length / units);
  for (let row = 0; row < predicted.length; row++) {
    if (units === 1) {
      predicted[row] = outputs[row] >= 0.5 ? 1 : 0;
      continue;
    }
    let best = 0;
    for (let unit = 1; unit < units; unit++) if (outputs[row * units + unit] > outputs[row * units + best]) best = unit;
    predicted[row] = best;
  }
  return predicted;
}

/** Held-out examples of one class that were taken for another (or rightly for their own). */
export function rowsOf(
  { test, labels }: Dataset,
  predicted: Uint8Array,
  [actual, taken]: readonly [number, number],
): Uint32Array {
  return test.filter((row) => labels[row] === actual && predicted[row] === taken);
}

/** In the target's own unit. */
export function inOwnUnit({ mean, deviation }: NumericTarget, output: number): number {
  return mean + output * deviation;
}

export interface NumberError {
  /** Root mean squared error over the held-out rows, in the target's own unit. */
  rmse: number;
  /** 1 − mean squared error / variance, both over the held-out rows; NaN where these are all the same. */
  r2: number;
}

export function numberError(target: NumericTarget, test: Uint32Array, outputs: Float32Array): NumberError {
  const n = test.length;
  const mean = test.reduce((sum, row) => sum + target.values[row], 0) / n;
  let [squares, spread] = [0, 0];
  for (const row of test) {
    squares += (inOwnUnit(target, outputs[row]) - target.values[row]) ** 2;
    spread += (target.values[row] - mean) ** 2;
  }
  return { rmse: Math.sqrt(squares / n), r2: spread > 0 ? 1 - squares / spread : NaN };
}

/** R² to two decimals, and to four where it is near 1. */
export function shareWords(r2: number): string {
  if (Number.isNaN(r2)) return '–';
  if (r2 < 1 && r2 > 0.99995) return '> 0.9999';
  return quantity(Number(r2.toFixed(r2 > 0.99 ? 4 : 2)));
}
