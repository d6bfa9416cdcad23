/** What the seeds of one setting have come to. Pure. */
import type { Dataset } from '../../contract/dataset';
import type { LossName } from '../../contract/model';
import type { Trial } from '../../contract/protocol';
import type { HiddenActivation } from '../activation-names';
import { median, wilson } from '../summary';

/** Final losses of one activation, in the order of their seeds. */
export interface Group {
  activation: HiddenActivation;
  /** How many are wanted. */
  of: number;
  points: readonly { seed: number; value: number }[];
}

/** The last loss of a trial; NaN where it diverged. */
export function finalLoss({ trainLoss, diverged }: Trial): number {
  return diverged || trainLoss.length === 0 ? NaN : trainLoss[trainLoss.length - 1];
}

export interface Outcome {
  successes: number;
  trials: number;
  rate: number;
  interval: [low: number, high: number];
  median: number;
  least: number;
  most: number;
}

/** A seed that diverged is a failure, and has no part in median and range. */
export function outcomeOf({ points }: Group, success: number): Outcome {
  const values = points.map(({ value }) => value).filter(Number.isFinite);
  const successes = values.filter((value) => value < success).length;
  return {
    successes,
    trials: points.length,
    rate: points.length ? successes / points.length : NaN,
    interval: wilson(successes, points.length),
    median: median(values),
    least: values.length ? Math.min(...values) : NaN,
    most: values.length ? Math.max(...values) : NaN,
  };
}

/**
 * The loss of the best answer that is the same for every example: the share p of class 1. Its squared error is p(1 − p), its
 * cross-entropy the entropy of the two shares, in nats.
 */
export function constantLoss({ labels, train }: Pick<Dataset, 'labels' | 'train'>, loss: LossName): number {
  const share = train.reduce((sum, row) => sum + labels[row], 0) / train.length;
  if (loss === 'meanSquaredError') return share * (1 - share);
  const part = (p: number) => (p > 0 ? -p * Math.log(p) : 0);
  return part(share) + part(1 - share);
}
