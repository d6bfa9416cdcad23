/** What a run found, in the shape of the file that --json writes, and how it comes from the slices. Pure. */
import type { NetworkId } from './networks';
import { median } from '../../src/measure/stats';
import { bestPeer, pairedRatio, spread } from './statistics';

/** The slices of one contender at one task, as rates: steps or calls a second. */
export interface Slices {
  contender: string;
  ours: boolean;
  threads: number;
  /** The call that was timed, of those it has. */
  call: string;
  rates: number[];
}

/** What one page found. */
export interface PageResult {
  network: NetworkId;
  training: Slices[];
  inference: { batch: number; slices: Slices[] }[];
  /** Points of the grid in all, and its slices; null where this network has none. */
  grid: { points: number; slices: Slices[] } | null;
  /** GFLOP/s of each slice of the peak. */
  peak: number[];
  /** Who was left out of what, and why; and which steps differ. */
  notes: string[];
  /** What runs under each name. */
  details: Record<string, string>;
}

/** What the tables and plots say of a contender beside its figure. */
export interface Standing {
  contender: string;
  threads: number;
  /** Times as fast as the fastest peer, whatever its threads: one median by the other. Null where no peer took part. */
  ratioToBestPeer: number | null;
  /** The same against the fastest of the peers that use no more threads, round by round, with its interval. */
  equalThreads: { peer: string; ratio: number; low: number; high: number } | null;
}

export interface TrainingRow extends Standing {
  network: string;
  stepsPerSecond: number;
  low: number;
  high: number;
}

export interface InferenceRow extends Standing {
  network: string;
  batch: number;
  /** Of one call on the whole batch. */
  microseconds: number;
  low: number;
  high: number;
}

export interface Results {
  environment: Record<string, unknown>;
  training: TrainingRow[];
  inference: InferenceRow[];
  grid: InferenceRow[];
  /** Median over all slices of all pages; 0 where it could not be measured. */
  peakGflops: number;
}

function standing(one: Slices, all: Slices[]): Standing {
  const best = bestPeer(all);
  const equal = bestPeer(all, one.threads);
  const paired = equal && pairedRatio(one.rates, equal.rates);
  return {
    contender: one.contender,
    threads: one.threads,
    ratioToBestPeer: best && median(one.rates) / median(best.rates),
    equalThreads: equal && paired && { peer: equal.contender, ratio: paired.median, low: paired.low, high: paired.high },
  };
}

function trainingRows(network: string, all: Slices[]): TrainingRow[] {
  return all.map((one) => {
    const { median: stepsPerSecond, low, high } = spread(one.rates);
    return { network, ...standing(one, all), stepsPerSecond, low, high };
  });
}

function inferenceRows(network: string, batch: number, all: Slices[]): InferenceRow[] {
  return all.map((one) => {
    const { median: microseconds, low, high } = spread(one.rates.map((rate) => 1e6 / rate));
    return { network, batch, ...standing(one, all), microseconds, low, high };
  });
}

export function resultsOf(environment: Record<string, unknown>, pages: readonly PageResult[]): Results {
  const peaks = pages.flatMap(({ peak }) => peak);
  return {
    environment,
    training: pages.flatMap(({ network, training }) => trainingRows(network, training)),
    inference: pages.flatMap(({ network, inference }) =>
      inference.flatMap(({ batch, slices }) => inferenceRows(network, batch, slices)),
    ),
    grid: pages.flatMap(({ network, grid }) => (grid ? inferenceRows(network, grid.points, grid.slices) : [])),
    peakGflops: peaks.length ? spread(peaks).median : 0,
  };
}
