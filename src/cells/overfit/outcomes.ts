/** What several seeds of one setting come to: medians and ranges of the three losses. Pure. */
import type { SpreadSeries } from '../../charts/spread';
import type { DataSpec, RunSpec } from '../../contract/model';
import type { SplitLosses } from '../../contract/protocol';
import { defaults } from '../../engine/optimizers';
import type { OverfitBody } from './schema';

export interface Setting {
  examples: number;
  l2: number;
}

export interface Outcome extends Setting {
  /** One a seed, in order. */
  curves: readonly SplitLosses[];
}

export type Split = 'train' | 'validation' | 'test';
export const splits = ['train', 'validation', 'test'] as const;

/** Points drawn in all: half of them to train on, a quarter to validate, a quarter to test. */
export const POOL = 1200;
/** All examples in one batch while there are few; from then on as many a step, so that steps cost and count alike. */
const BATCH = 20;

/** The run of one seed: it draws points and weights of its own. */
export function specOf({ data: dataset, noise, layers, learningRate }: OverfitBody, { l2 }: Setting, seed: number): RunSpec {
  const data: DataSpec = { dataset, seed, noise, samples: POOL, trainShare: 0.5, features: ['x1', 'x2'] };
  return {
    model: {
      inputs: 2,
      layers: [...layers.map((units) => ({ units, activation: 'tanh' as const })), { units: 1, activation: 'sigmoid' as const }],
      loss: 'binaryCrossEntropy',
    },
    optimizer: defaults('adam'),
    data,
    seed,
    backend: 'plain',
    knobs: { learningRate, batchSize: BATCH, l1: 0, l2 },
    changes: [],
  };
}

/** Middle one of the sorted values, the mean of two where there is no one; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return NaN;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** Median over the seeds at every evaluation that all of them reached. */
export function medians({ curves }: Outcome, split: Split): number[] {
  return column(curves, split).map(median);
}

export function final(outcome: Outcome, split: Split): number {
  return medians(outcome, split).at(-1) ?? NaN;
}

/** Where the median validation loss is lowest. */
export function lowest(outcome: Outcome): { step: number; loss: number } {
  const values = medians(outcome, 'validation');
  const at = values.indexOf(Math.min(...values));
  return { step: outcome.curves[0]?.step[at] ?? NaN, loss: values[at] ?? NaN };
}

const colours: Record<Split, string> = { train: 'var(--train)', validation: 'var(--series-2)', test: 'var(--ink)' };

export function seriesOf(outcome: Outcome): SpreadSeries[] {
  return splits.map((split) => {
    const values = column(outcome.curves, split);
    return {
      label: split,
      x: values.map((_, i) => outcome.curves[0].step[i]),
      y: values.map(median),
      low: values.map((one) => Math.min(...one)),
      high: values.map((one) => Math.max(...one)),
      dashed: split === 'test',
      colour: colours[split],
    };
  });
}

/** The loss of every seed at each evaluation that all of them reached. */
function column(curves: readonly SplitLosses[], split: Split): number[][] {
  const length = Math.min(...curves.map(({ step }) => step.length));
  return Array.from({ length: Number.isFinite(length) ? length : 0 }, (_, i) => curves.map((curve) => curve[split][i]));
}

/** What the cell publishes of all that has been run, by the names in schema.ts. */
export function comparison(outcomes: readonly Outcome[], { examples, l2 }: Pick<OverfitBody, 'examples' | 'l2'>) {
  const fewest = examples[0];
  const none = l2[0];
  const least = (some: readonly Outcome[]) =>
    some.length > 0 ? Math.min(...some.map((outcome) => final(outcome, 'validation'))) : null;
  const base = outcomes.filter((one) => one.examples === fewest && one.l2 === none);
  return {
    runs: outcomes.length,
    rise: base.length > 0 ? final(base[0], 'validation') / lowest(base[0]).loss : null,
    baseline: least(base),
    byData: least(outcomes.filter((one) => one.examples > fewest && one.l2 === none)),
    byPenalty: least(outcomes.filter((one) => one.examples === fewest && one.l2 > none)),
  };
}
