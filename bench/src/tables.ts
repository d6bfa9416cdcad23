/** The results as the terminal shows them: a table for each network and task, ours first, then the peers by speed. Pure. */
import { flopsPerStep, networkOf, type NetworkId } from './networks';
import type { InferenceRow, Results, TrainingRow } from './results';

const isOurs = (contender: string) => contender.startsWith('ours');

function table(head: string[], rows: string[][]): string {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i].length)));
  const line = (cells: string[]) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ');
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** Three figures, and thousands set apart. */
export function figure(value: number): string {
  if (value >= 1000) return Math.round(value).toLocaleString('en');
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

const times = (ratio: number | null) => (ratio === null ? '' : `${ratio >= 10 ? ratio.toFixed(1) : ratio.toFixed(2)}×`);

/** Ours first, then by speed. */
function ranked<T extends { contender: string }>(rows: T[], speed: (row: T) => number): T[] {
  return rows.toSorted((a, b) => Number(isOurs(b.contender)) - Number(isOurs(a.contender)) || speed(b) - speed(a));
}

/** GFLOP/s of a row and its share of the peak, where there is one. */
function share(network: NetworkId, row: TrainingRow, peak: number): string[] {
  const gflops = (row.stepsPerSecond * flopsPerStep(networkOf(network))) / 1e9;
  return [gflops.toPrecision(3), peak > 0 ? `${((100 * gflops) / peak).toFixed(gflops / peak < 0.1 ? 1 : 0)}%` : ''];
}

function trainingTable(network: NetworkId, rows: TrainingRow[], peak: number): string {
  const head = ['', 'steps/s', 'low', 'high', '× best peer', 'GFLOP/s', 'of peak'];
  const cells = ranked(rows, (row) => row.stepsPerSecond).map((row) => [
    row.contender,
    figure(row.stepsPerSecond),
    figure(row.low),
    figure(row.high),
    times(row.ratioToBestPeer),
    ...share(network, row, peak),
  ]);
  return `${network} training (${networkOf(network).title})\n${table(head, cells)}`;
}

function inferenceTable(title: string, rows: InferenceRow[]): string {
  const head = ['', 'µs a call', 'low', 'high', '× best peer'];
  const cells = ranked(rows, (row) => 1 / row.microseconds).map((row) => [
    row.contender,
    figure(row.microseconds),
    figure(row.low),
    figure(row.high),
    times(row.ratioToBestPeer),
  ]);
  return `${title}\n${table(head, cells)}`;
}

function groups<T>(rows: T[], key: (row: T) => string): T[][] {
  const found = new Map<string, T[]>();
  for (const row of rows) found.set(key(row), [...(found.get(key(row)) ?? []), row]);
  return [...found.values()];
}

export function tablesOf({ training, inference, grid, peakGflops }: Results): string {
  const key = (row: InferenceRow) => `${row.network}, batch ${row.batch}`;
  return [
    ...groups(training, (row) => row.network).map((rows) => trainingTable(rows[0].network as NetworkId, rows, peakGflops)),
    ...groups(inference, key).map((rows) => inferenceTable(`${rows[0].network} inference, batch ${rows[0].batch}`, rows)),
    ...groups(grid, key).map((rows) => inferenceTable(`${rows[0].network}, a grid of ${rows[0].batch} points`, rows)),
    peakGflops > 0 ? `Measured peak of one thread: ${peakGflops.toPrecision(3)} GFLOP/s` : '',
  ]
    .filter(Boolean)
    .join('\n\n');
}
