/** From a network's outputs to classes, and to the examples behind one cell of a confusion matrix. Pure. */
import type { Dataset } from '../../contract/dataset';

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
