/** What the runs of a race came to: medians and ranges by optimizer and learning rate, and who is first. Pure. */
import type { RaceLine, RacePoint } from '../../charts/race-chart';
import type { OptimizerName } from '../../contract/model';

/** In the order in which the lesson tells of them; the place is also the colour. */
export const entrants: { kind: OptimizerName; label: string }[] = [
  { kind: 'sgd', label: 'SGD' },
  { kind: 'momentum', label: 'Momentum' },
  { kind: 'nesterov', label: 'Nesterov' },
  { kind: 'adagrad', label: 'AdaGrad' },
  { kind: 'rmsprop', label: 'RMSProp' },
  { kind: 'adam', label: 'Adam' },
  { kind: 'adamw', label: 'AdamW' },
];

/** One run. Infinite where it diverged. */
export interface Outcome {
  optimizer: OptimizerName;
  rate: number;
  seed: number;
  loss: number;
}

/** Median, least and greatest; of an even number the mean of the two in the middle. */
export function spread(values: readonly number[]): { median: number; low: number; high: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const median = (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2;
  return { median, low: sorted[0], high: sorted[sorted.length - 1] };
}

/** A line for each entrant that has run, in their order. */
export function linesOf(outcomes: readonly Outcome[]): RaceLine[] {
  const losses = new Map<string, number[]>();
  for (const { optimizer, rate, loss } of outcomes) {
    const key = `${optimizer} ${rate}`;
    losses.set(key, [...(losses.get(key) ?? []), loss]);
  }
  return entrants.flatMap(({ kind, label }, colour) => {
    const points: RacePoint[] = [];
    for (const [key, values] of losses) {
      const [name, rate] = key.split(' ');
      if (name !== kind) continue;
      const diverged = values.filter((value) => !Number.isFinite(value)).length;
      points.push({ rate: Number(rate), ...spread(values), runs: values.length, diverged });
    }
    return points.length > 0 ? [{ label, colour, points: points.sort((a, b) => a.rate - b.rate) }] : [];
  });
}

export interface Standing extends RacePoint {
  label: string;
}

/** Each entrant at the learning rate of its lowest median, the lowest first. */
export function standings(lines: readonly RaceLine[]): Standing[] {
  return lines
    .map(({ label, points }) => ({ label, ...points.reduce((a, b) => (b.median < a.median ? b : a)) }))
    .sort((a, b) => a.median - b.median);
}

/** Whether the ranges of two standings share a value: then neither is clearly ahead. */
export function overlap(a: Standing, b: Standing): boolean {
  return a.low <= b.high && b.low <= a.high;
}

/** Those whose best rate is the first or the last of the grid: beyond it there may be a better one. */
export function atTheEdge(all: readonly Standing[], rates: readonly number[]): Standing[] {
  const ends = [Math.min(...rates), Math.max(...rates)];
  return all.filter(({ rate, median }) => Number.isFinite(median) && ends.includes(rate));
}
