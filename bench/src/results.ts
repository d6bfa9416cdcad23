/** What a run found, in the shape of the file that --json writes, and how it comes from the slices. Pure. */
import { flopsPerStep, networkOf, type NetworkId } from './networks';
import { median } from '../../src/measure/stats';
import { bestPeer, pairedRatio, spread, type Spread } from './statistics';
import { undisturbed, type Turn, type Undisturbed } from './undisturbed';

/** The slices of one contender at one task, as rates: steps or calls a second. */
export interface Slices {
  contender: string;
  ours: boolean;
  threads: number;
  /** The call that was timed, of those it has. */
  call: string;
  rates: number[];
  /** Whether it draws what it computes, where the others only compute. */
  drawn?: boolean;
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
  /** The same of two threads at once, in the same rounds. */
  peakOfTwo: number[];
  /** Ours with one thread between slices of the peak, its rates as steps a second; null where no peak was measured. */
  between: { contender: string; turns: Turn[] } | null;
  /** Who was left out of what, and why; and which steps differ. */
  notes: string[];
  /** What runs under each name. */
  details: Record<string, string>;
}

/** One contender against another, round by round. */
export interface Against {
  peer: string;
  ratio: number;
  low: number;
  high: number;
}

/** What the tables and plots say of a contender beside its figure. */
export interface Standing {
  contender: string;
  threads: number;
  /** Times as fast as the fastest peer, whatever its threads: one median by the other. Null where no peer took part. */
  ratioToBestPeer: number | null;
  /** The same against the fastest of the peers that use no more threads, round by round, with its interval. */
  equalThreads: Against | null;
}

export interface TrainingRow extends Standing {
  network: string;
  /** Of what one thread can multiply and add at most, round by round, with its interval; null where that was not measured. */
  peakShare: Spread | null;
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

export interface GridRow extends InferenceRow {
  /** Whether the grid is drawn in that time too. */
  drawn: boolean;
  /** Against the fastest backend of TensorFlow.js, which only predicts. */
  tfjs: Against | null;
}

/**
 * By network: how many times as much two threads multiplied and added as one did, round by round, while it was trained. Near 2 where the
 * machine gives each thread a core of its own, near 1 where they share one or others need it.
 */
export type TwoThreads = Record<string, Spread>;

/** Of a network's training, with one thread, where there were enough such turns. */
export interface UndisturbedRow extends Undisturbed {
  network: string;
  contender: string;
}

export interface Results {
  environment: Record<string, unknown> & { twoThreads: TwoThreads; undisturbed: UndisturbedRow[] };
  training: TrainingRow[];
  inference: InferenceRow[];
  grid: GridRow[];
  /** Median over all slices of all pages; 0 where it could not be measured. */
  peakGflops: number;
}

function against(one: Slices, peer: Slices | null): Against | null {
  if (!peer) return null;
  const { median: ratio, low, high } = pairedRatio(one.rates, peer.rates);
  return { peer: peer.contender, ratio, low, high };
}

function standing(one: Slices, all: Slices[]): Standing {
  const best = bestPeer(all);
  return {
    contender: one.contender,
    threads: one.threads,
    ratioToBestPeer: best && median(one.rates) / median(best.rates),
    equalThreads: against(one, bestPeer(all, one.threads)),
  };
}

function trainingRows({ network, training, peak }: PageResult): TrainingRow[] {
  const gflops = flopsPerStep(networkOf(network)) / 1e9;
  return training.map((one) => {
    const { median: stepsPerSecond, low, high } = spread(one.rates);
    const ofOne = one.rates.map((rate) => rate * gflops);
    const peakShare = peak.length ? pairedRatio(ofOne, peak) : null;
    return { network, ...standing(one, training), stepsPerSecond, low, high, peakShare };
  });
}

function inferenceRows(network: string, batch: number, all: Slices[]): InferenceRow[] {
  return all.map((one) => {
    const { median: microseconds, low, high } = spread(one.rates.map((rate) => 1e6 / rate));
    return { network, batch, ...standing(one, all), microseconds, low, high };
  });
}

function gridRows(network: string, points: number, all: Slices[]): GridRow[] {
  const tfjs = bestPeer(all.filter(({ contender }) => contender.startsWith('TF.js')));
  return inferenceRows(network, points, all).map((row, i) => ({
    ...row,
    drawn: all[i].drawn ?? false,
    tfjs: against(all[i], tfjs),
  }));
}

function undisturbedRows({ network, between }: PageResult, best: number): UndisturbedRow[] {
  const gflops = flopsPerStep(networkOf(network)) / 1e9;
  const found =
    between &&
    undisturbed(
      between.turns.map((turn) => ({ ...turn, ours: turn.ours * gflops })),
      best,
    );
  return found ? [{ network, contender: between.contender, ...found }] : [];
}

export function resultsOf(environment: Record<string, unknown>, pages: readonly PageResult[]): Results {
  const peaks = pages.flatMap(({ peak }) => peak);
  const besides = pages.flatMap(({ between }) => between?.turns.flatMap(({ before, after }) => [before, after]) ?? []);
  const best = Math.max(0, ...peaks, ...besides);
  const two = pages.filter(({ peak, peakOfTwo }) => peak.length > 0 && peakOfTwo.length > 0);
  const twoThreads: TwoThreads = Object.fromEntries(
    two.map(({ network, peak, peakOfTwo }) => [network, pairedRatio(peakOfTwo, peak)]),
  );
  return {
    environment: { ...environment, twoThreads, undisturbed: pages.flatMap((page) => undisturbedRows(page, best)) },
    training: pages.flatMap(trainingRows),
    inference: pages.flatMap(({ network, inference }) =>
      inference.flatMap(({ batch, slices }) => inferenceRows(network, batch, slices)),
    ),
    grid: pages.flatMap(({ network, grid }) => (grid ? gridRows(network, grid.points, grid.slices) : [])),
    peakGflops: peaks.length ? spread(peaks).median : 0,
  };
}
