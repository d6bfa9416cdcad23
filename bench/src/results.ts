/** What a run found, in the shape of the file that --json writes, and how it comes from the slices. Pure. */
import type { NetworkId } from './networks';
import { ratiosToBestPeer, spread } from './statistics';

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

export interface TrainingRow {
  network: string;
  contender: string;
  stepsPerSecond: number;
  low: number;
  high: number;
  /** Times as fast as the fastest peer, whatever its threads; null where no peer took part. */
  ratioToBestPeer: number | null;
}

export interface InferenceRow {
  network: string;
  batch: number;
  contender: string;
  /** Of one call on the whole batch. */
  microseconds: number;
  low: number;
  high: number;
  ratioToBestPeer: number | null;
}

export interface Results {
  environment: Record<string, unknown>;
  training: TrainingRow[];
  inference: InferenceRow[];
  grid: InferenceRow[];
  /** Median over all slices of all pages; 0 where it could not be measured. */
  peakGflops: number;
}

function trainingRows(network: string, all: Slices[]): TrainingRow[] {
  const spreads = all.map(({ rates }) => spread(rates));
  const ratios = ratiosToBestPeer(all.map(({ ours }, i) => ({ ours, speed: spreads[i].median })));
  return all.map(({ contender }, i) => {
    const { median, low, high } = spreads[i];
    return { network, contender, stepsPerSecond: median, low, high, ratioToBestPeer: ratios[i] };
  });
}

function inferenceRows(network: string, batch: number, all: Slices[]): InferenceRow[] {
  const spreads = all.map(({ rates }) => spread(rates.map((rate) => 1e6 / rate)));
  const ratios = ratiosToBestPeer(all.map(({ ours }, i) => ({ ours, speed: 1 / spreads[i].median })));
  return all.map(({ contender }, i) => {
    const { median, low, high } = spreads[i];
    return { network, batch, contender, microseconds: median, low, high, ratioToBestPeer: ratios[i] };
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
