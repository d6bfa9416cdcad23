/** A run's history as the loss chart's table. */
import type { History } from '../contract/client';
import { count, figure, percent } from './format';
import { liveRows } from './loss-rows';
import type { ChartTable } from './table-view';

/** Rows of a run at most; beyond that every second, third, … row is shown. */
const LIMIT = 500;

export function lossTable(
  loss: string,
  history: History | null,
  rows: Int32Array,
  compare: History | null,
  compareLabel: string,
): ChartTable {
  const own = history ? runRows(history, rows) : { every: 1, cells: [] };
  const other = compare ? runRows(compare, liveRows(compare)) : { every: 1, cells: [] };
  const every = Math.max(own.every, other.every);
  const shares = history !== null && hasAccuracy(history) ? ['train accuracy', 'test accuracy'] : [];
  const columns = ['step', 'epoch', `train ${loss}`, `test ${loss}`, ...shares, 'learning rate'];
  return {
    columns: compare ? [...columns, 'run'] : columns,
    rows: compare
      ? [...own.cells.map((row) => [...row, 'this run']), ...other.cells.map((row) => [...row, compareLabel])]
      : own.cells,
    note: every > 1 ? `every ${ordinal(every)} row and the last` : undefined,
  };
}

/** Where a number is predicted there is none. */
function hasAccuracy({ columns, length }: History): boolean {
  return length === 0 || !Number.isNaN(columns.testAccuracy[0]);
}

function runRows(history: History, rows: Int32Array): { every: number; cells: string[][] } {
  const { columns } = history;
  const shares = hasAccuracy(history);
  const every = Math.ceil(rows.length / LIMIT);
  const shown = [...rows].filter((_, i) => i % every === 0 || i === rows.length - 1);
  const cells = shown.map((row) => [
    count(columns.step[row]),
    count(columns.epoch[row]),
    figure(columns.trainLoss[row]),
    figure(columns.testLoss[row]),
    ...(shares ? [percent(columns.trainAccuracy[row]), percent(columns.testAccuracy[row])] : []),
    figure(columns.learningRate[row]),
  ]);
  return { every: Math.max(1, every), cells };
}

/** 2nd, 3rd, 4th, …, 21st. */
function ordinal(n: number): string {
  const ending = { one: 'st', two: 'nd', few: 'rd', other: 'th', zero: 'th', many: 'th' };
  return `${n}${ending[new Intl.PluralRules('en', { type: 'ordinal' }).select(n)]}`;
}
