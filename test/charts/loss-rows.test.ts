import { expect, test } from 'vitest';
import { curve, liveRows, nearest } from '../../src/charts/loss-rows';
import { lossTable } from '../../src/charts/loss-table';
import { historyOf } from './made-up';

test('rows of a run that goes forward are all drawn', () => {
  expect([
    ...liveRows(
      historyOf([
        [0, 0, 1, 1],
        [7, 1, 0.5, 0.6],
        [14, 2, 0.4, 0.5],
      ]),
    ),
  ]).toEqual([0, 1, 2]);
});

test('after a rewind the newer rows replace the older ones', () => {
  const history = historyOf([
    [0, 0, 1, 1],
    [10, 1, 0.9, 1],
    [20, 2, NaN, NaN],
    [10, 1, 0.8, 0.9],
    [15, 1.5, 0.7, 0.8],
  ]);
  expect([...liveRows(history)]).toEqual([0, 3, 4]);
});

test('only rows up to the length count', () => {
  const history = {
    ...historyOf([
      [0, 0, 1, 1],
      [10, 1, 0.9, 1],
      [0, 0, 0, 0],
    ]),
    length: 2,
  };
  expect([...liveRows(history)]).toEqual([0, 1]);
});

test('values that cannot be drawn are gaps, and do not count as the end or the extremes', () => {
  const history = historyOf([
    [0, 0, 1, 1],
    [1, 1, 0, 1],
    [2, 2, 0.5, 1],
    [3, 3, Infinity, 1],
  ]);
  const rows = liveRows(history);
  const linear = curve(history, rows, history.columns.trainLoss, false);
  expect(linear.value).toEqual([1, 0, 0.5, NaN]);
  expect([linear.end, linear.least, linear.greatest]).toEqual([0.5, 0, 1]);
  const log = curve(history, rows, history.columns.trainLoss, true);
  expect(log.value).toEqual([1, NaN, 0.5, NaN]);
  expect(log.least).toBe(0.5);
});

test('the nearest row to an epoch', () => {
  const history = historyOf([
    [0, 0, 1, 1],
    [7, 1, 1, 1],
    [28, 4, 1, 1],
    [30, 4.2, 1, 1],
  ]);
  const rows = liveRows(history);
  expect([-5, 0.4, 0.6, 2.4, 2.6, 4.15, 99].map((epoch) => nearest(history, rows, epoch))).toEqual([0, 0, 1, 1, 2, 3, 3]);
});

test('the table of a long run keeps every k-th row and the last, and says so', () => {
  const history = historyOf(Array.from({ length: 1201 }, (_, i) => [i, i, 1, 1] as const));
  const table = lossTable('cross-entropy', history, liveRows(history), null, '');
  expect(table.rows.length).toBeLessThanOrEqual(502);
  expect(table.rows.at(-1)![0]).toBe('1,200');
  expect(table.note).toBe('every 3rd row and the last');
});

test('the table of a predicted number has no accuracy', () => {
  const history = historyOf([[0, 0, 1, 1]]);
  history.columns.trainAccuracy.fill(NaN);
  history.columns.testAccuracy.fill(NaN);
  const { columns, rows } = lossTable('mean squared error', history, liveRows(history), null, '');
  expect(columns).toEqual(['step', 'epoch', 'train mean squared error', 'test mean squared error', 'learning rate']);
  expect(rows[0]).toHaveLength(columns.length);
});
