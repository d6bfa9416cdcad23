/** The results as the terminal shows them: a table for each network and task, ours first, then the peers by speed. Pure. */
import { flopsPerStep, networkOf, type NetworkId } from './networks';
import type { Against, GridRow, InferenceRow, Results, Standing, TrainingRow, TwoThreads } from './results';

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

/** A ratio as a multiple; what is a hundred times slower or worse is only said to be so. */
export function times(ratio: number | null): string {
  if (ratio === null) return '';
  if (ratio < 0.01) return '< 0.01×';
  return `${ratio >= 10 ? ratio.toFixed(1) : ratio.toFixed(2)}×`;
}

/** The ratio and its interval. */
export function interval(against: Against | null): string {
  if (!against) return '';
  const { ratio, low, high } = against;
  return ratio < 0.01 ? times(ratio) : `${times(ratio)} (${times(low)} to ${times(high)})`;
}

const STANDING = ['× best peer', 'at equal threads'];
const standing = ({ ratioToBestPeer, equalThreads }: Standing) => [times(ratioToBestPeer), interval(equalThreads)];

/** Ours first, then by speed. */
function ranked<T extends { contender: string }>(rows: T[], speed: (row: T) => number): T[] {
  return rows.toSorted((a, b) => Number(isOurs(b.contender)) - Number(isOurs(a.contender)) || speed(b) - speed(a));
}

/** GFLOP/s of a row and its share of the peak, where there is one. */
function share(network: NetworkId, { stepsPerSecond, peakShare }: TrainingRow): string[] {
  const gflops = (stepsPerSecond * flopsPerStep(networkOf(network))) / 1e9;
  return [gflops.toPrecision(3), peakShare ? percent(peakShare.median) : ''];
}

/** A share, with a digit more where it is small. */
export const percent = (part: number): string => `${(100 * part).toFixed(part < 0.1 ? 1 : 0)}%`;

function trainingTable(network: NetworkId, rows: TrainingRow[]): string {
  const head = ['', 'steps/s', 'low', 'high', ...STANDING, 'GFLOP/s', 'of peak'];
  const cells = ranked(rows, (row) => row.stepsPerSecond).map((row) => [
    row.contender,
    figure(row.stepsPerSecond),
    figure(row.low),
    figure(row.high),
    ...standing(row),
    ...share(network, row),
  ]);
  return `${network} training (${networkOf(network).title})\n${table(head, cells)}`;
}

const INFERENCE = ['µs a call', 'low', 'high', ...STANDING];
const inferenceCells = (row: InferenceRow) => [
  row.contender,
  figure(row.microseconds),
  figure(row.low),
  figure(row.high),
  ...standing(row),
];

function inferenceTable(title: string, rows: InferenceRow[]): string {
  return `${title}\n${table(['', ...INFERENCE], ranked(rows, (row) => 1 / row.microseconds).map(inferenceCells))}`;
}

/** TensorFlow.js only predicts; ours named so draw as well. */
function gridTable(title: string, rows: GridRow[]): string {
  const cells = ranked(rows, (row) => 1 / row.microseconds).map((row) => [...inferenceCells(row), interval(row.tfjs)]);
  return `${title}\n${table(['', ...INFERENCE, '× best of TF.js'], cells)}`;
}

function groups<T>(rows: T[], key: (row: T) => string): T[][] {
  const found = new Map<string, T[]>();
  for (const row of rows) found.set(key(row), [...(found.get(key(row)) ?? []), row]);
  return [...found.values()];
}

/** What a second thread brought, network by network. */
export const twoThreadsOf = (found: TwoThreads): string[] =>
  Object.entries(found).map(
    ([network, { median, low, high }]) => `${median.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)}) beside ${network}`,
  );

export function tablesOf({ environment, training, inference, grid, peakGflops }: Results): string {
  const networks = twoThreadsOf(environment.twoThreads);
  const key = (row: InferenceRow) => `${row.network}, batch ${row.batch}`;
  return [
    ...groups(training, (row) => row.network).map((rows) => trainingTable(rows[0].network as NetworkId, rows)),
    ...groups(inference, key).map((rows) => inferenceTable(`${rows[0].network} inference, batch ${rows[0].batch}`, rows)),
    ...groups(grid, key).map((rows) => gridTable(`${rows[0].network}, a grid of ${rows[0].batch} points`, rows)),
    [
      ...(peakGflops > 0 ? [`Measured peak of one thread: ${peakGflops.toPrecision(3)} GFLOP/s`] : []),
      ...environment.undisturbed.map(
        ({ network, contender, share, turns, of }) =>
          `${network} training, ${contender}, of the peak where nothing else needed the core: ${percent(share.median)} (${percent(share.low)} to ${percent(share.high)}; ${turns} of ${of} turns)`,
      ),
      ...(networks.length > 0 ? [`Two threads at once multiplied and added as much as one, times: ${networks.join('; ')}`] : []),
    ].join('\n'),
  ]
    .filter(Boolean)
    .join('\n\n');
}
