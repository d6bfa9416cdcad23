/** The plane that two numbers of a reader's table span, where a third is predicted from them. For both threads; pure. */
import type { Dataset, Scale } from '../src/contract/dataset';

/** One column, in its own unit. */
export interface TableAxis extends Scale {
  name: string;
  from: number;
  to: number;
}

export interface TablePlane {
  across: TableAxis;
  up: TableAxis;
}

/** Room beyond the outermost rows, as a share of their range. */
const margin = 0.05;

/** Null where it is no number that is predicted, or not from two other numbers alone. */
export function tablePlane({ target, scales, features, raw }: Dataset): TablePlane | null {
  if (!target || scales?.length !== 2) return null;
  const [across, up] = scales.map((scale, column) => scale && axisOf(features[column], scale, raw, column));
  return across && up ? { across, up } : null;
}

function axisOf(name: string, scale: Scale, raw: Float32Array, column: number): TableAxis {
  let [least, most] = [Infinity, -Infinity];
  for (let i = column; i < raw.length; i += 2) {
    least = Math.min(least, raw[i]);
    most = Math.max(most, raw[i]);
  }
  // A column that never changes still needs a width to be drawn.
  const room = most > least ? margin * (most - least) : 1;
  return { name, ...scale, from: least - room, to: most + room };
}

/**
 * side × side points of the plane as the network takes them, ends included, row by row from the top.
 * @returns side² × 2
 */
export function planeInputs({ across, up }: TablePlane, side: number): Float32Array {
  const x = new Float32Array(2 * side * side);
  for (let row = 0, to = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      x[to++] = standardised(across, share(column, side));
      x[to++] = standardised(up, 1 - share(row, side));
    }
  return x;
}

function share(i: number, side: number): number {
  return side === 1 ? 0.5 : i / (side - 1);
}

function standardised({ from, to, mean, deviation }: TableAxis, at: number): number {
  return deviation > 0 ? (from + (to - from) * at - mean) / deviation : 0;
}
