/** Rows of a run's history as the loss chart reads them. */
import type { History } from '../contract/client';
import { decimate } from './decimate';

export type Metric = 'loss' | 'accuracy';

/**
 * Row numbers to draw, in order of epoch. A run that was rewound writes the same steps again: the newest row of a step
 * counts, and what came after the rewind replaces what stood there.
 */
export function liveRows({ length, columns }: History): Int32Array {
  const kept = new Int32Array(length);
  let next = Infinity;
  let at = length;
  for (let row = length - 1; row >= 0; row--) {
    if (!(columns.step[row] < next)) continue;
    next = columns.step[row];
    kept[--at] = row;
  }
  return kept.subarray(at);
}

export interface Curve {
  epoch: number[];
  /** NaN where the value is not finite, or cannot stand on a log axis: the line breaks there. */
  value: number[];
  /** The last value that can be drawn, NaN if there is none. */
  end: number;
  least: number;
  greatest: number;
}

/** One column as a line of at most 500 points. */
export function curve(history: History, rows: Int32Array, column: Float64Array, log: boolean): Curve {
  const drawable = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const value = column[rows[i]];
    drawable[i] = Number.isFinite(value) && (!log || value > 0) ? value : NaN;
  }
  const result: Curve = { epoch: [], value: [], end: NaN, least: Infinity, greatest: -Infinity };
  for (const i of decimate(drawable)) {
    const value = drawable[i];
    result.epoch.push(history.columns.epoch[rows[i]]);
    result.value.push(value);
    if (Number.isNaN(value)) continue;
    result.end = value;
    result.least = Math.min(result.least, value);
    result.greatest = Math.max(result.greatest, value);
  }
  return result;
}

/** Position in `rows` of the row nearest to an epoch, by bisection. `rows` must not be empty. */
export function nearest(history: History, rows: Int32Array, epoch: number): number {
  const at = history.columns.epoch;
  let low = 0;
  let high = rows.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (at[rows[middle]] < epoch) low = middle;
    else high = middle;
  }
  return Math.abs(at[rows[low]] - epoch) <= Math.abs(at[rows[high]] - epoch) ? low : high;
}
