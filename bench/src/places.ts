/** Where the marks of the plots stand: every contender as a multiple of its task's fastest peer, with its figure as words. Pure. */
import type { GridRow, InferenceRow, Results, TrainingRow } from './results';
import { duration } from './summary';

export interface Mark {
  network: string;
  batch: number;
  contender: string;
  ours: boolean;
  /** Times as fast as the fastest peer, and the same of the interval's ends; held within the axis. */
  ratio: number;
  low: number;
  high: number;
  label: string;
}

/** From a hundredth to a hundred times as fast; what lies outside stands at the edge. */
export const axis = [0.01, 100] as const;
const held = (ratio: number) => Math.min(axis[1], Math.max(axis[0], ratio));

function steps(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toPrecision(3)} M/s`;
  if (value >= 1e4) return `${Math.round(value / 1e3)} k/s`;
  return value >= 100 ? `${Math.round(value)}/s` : `${value.toPrecision(2)}/s`;
}

function mark(row: TrainingRow | InferenceRow, batch: number, low: number, high: number, label: string): Mark[] {
  const { network, contender, ratioToBestPeer: ratio } = row;
  if (ratio === null) return [];
  const ours = contender.startsWith('ours');
  return [{ network, batch, contender, ours, ratio: held(ratio), low: held(ratio * low), high: held(ratio * high), label }];
}

export function trainingMarks({ training }: Pick<Results, 'training'>): Mark[] {
  return training.flatMap((row) =>
    mark(row, 0, row.low / row.stepsPerSecond, row.high / row.stepsPerSecond, steps(row.stepsPerSecond)),
  );
}

export function inferenceMarks(rows: readonly (InferenceRow | GridRow)[]): Mark[] {
  return rows.flatMap((row) =>
    mark(row, row.batch, row.microseconds / row.high, row.microseconds / row.low, duration(row.microseconds)),
  );
}

/** Ours first, then the peers by how they stand on the whole (the mean of the logarithms). */
export function order(marks: readonly Mark[]): string[] {
  const logs = new Map<string, number[]>();
  for (const { contender, ratio } of marks) logs.set(contender, [...(logs.get(contender) ?? []), Math.log(ratio)]);
  const mean = (name: string) => {
    const all = logs.get(name) ?? [];
    return all.reduce((sum, log) => sum + log, 0) / all.length;
  };
  const first = (name: string) => Number(name.startsWith('ours'));
  return [...logs.keys()].toSorted((a, b) => first(b) - first(a) || mean(b) - mean(a));
}
