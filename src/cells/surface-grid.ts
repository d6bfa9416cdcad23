/** A loss of two weights as the grid that the contour chart draws. */
import type { Grid } from '../charts/contour-words';
import type { Surface } from '../engine/surfaces';

const COLUMNS = 72;
const ROWS = 48;

/** Losses over the part of a surface that is drawn. */
export function gridOf({ value, x, y }: Surface): Grid {
  const values = new Float64Array(COLUMNS * ROWS);
  for (let row = 0; row < ROWS; row++) {
    const up = y[0] + ((row + 0.5) / ROWS) * (y[1] - y[0]);
    for (let column = 0; column < COLUMNS; column++) {
      values[row * COLUMNS + column] = value(x[0] + ((column + 0.5) / COLUMNS) * (x[1] - x[0]), up);
    }
  }
  return { columns: COLUMNS, rows: ROWS, values, x, y };
}
