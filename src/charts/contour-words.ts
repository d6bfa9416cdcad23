/** A loss over two directions for those who do not see it: a sentence, and a table. Pure. */
import { figure } from './format';
import type { ChartTable } from './table-view';

/** Losses at the middles of columns × rows equal cells, row by row from the lowest y up. */
export interface Grid {
  columns: number;
  rows: number;
  values: ArrayLike<number>;
  x: readonly [number, number];
  y: readonly [number, number];
}

/** Points gone through, the start first, and the loss at each. */
export interface Path {
  x: readonly number[];
  y: readonly number[];
  value: readonly number[];
}

/** Of the path where there is one, else of the loss itself. */
export function contourTable(grid: Grid | null, path: Path | null, xLabel: string, yLabel: string): ChartTable {
  if (path) {
    const rows = path.x.map((x, i) => [String(i), x, path.y[i], path.value[i]]);
    return { columns: ['step', xLabel, yLabel, 'loss'], rows };
  }
  if (!grid) return { columns: [], rows: [] };
  // Nine by nine at most: enough to see the shape, few enough to read.
  const columns = sparse(grid.columns);
  const middle = ([low, high]: readonly [number, number], i: number, n: number) => low + ((i + 0.5) / n) * (high - low);
  return {
    columns: [`${yLabel} \\ ${xLabel}`, ...columns.map((i) => figure(middle(grid.x, i, grid.columns)))],
    rows: sparse(grid.rows)
      .toReversed()
      .map((row) => [
        figure(middle(grid.y, row, grid.rows)),
        ...columns.map((column) => grid.values[row * grid.columns + column]),
      ]),
    note: 'loss at some points of the grid',
  };
}

export function contourSummary(grid: Grid, path: Path | null): string {
  const all = Array.from(grid.values).filter(Number.isFinite);
  const least = all.reduce((a, b) => Math.min(a, b), Infinity);
  const most = all.reduce((a, b) => Math.max(a, b), -Infinity);
  const drawn = `Contours of the loss, from ${figure(least)} to ${figure(most)}.`;
  if (!path) return drawn;
  const end = path.x.length - 1;
  return `${drawn} The path starts at ${figure(path.x[0])}, ${figure(path.y[0])} with loss ${figure(path.value[0])}; after ${end} steps it is at ${figure(path.x[end])}, ${figure(path.y[end])} with loss ${figure(path.value[end])}.`;
}

/** At most nine numbers below n, evenly spread, the ends included. */
function sparse(n: number): number[] {
  const count = Math.min(9, n);
  return Array.from({ length: count }, (_, i) => Math.round((i * (n - 1)) / Math.max(1, count - 1)));
}
