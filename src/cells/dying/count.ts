/** Counts units that are off over the looks of several seeds. Pure. */
import type { ProbeLook } from '../../contract/protocol';
import { median } from '../summary';

/** Looks of one activation, a list in order of step for each seed. */
export type Looks = readonly (readonly ProbeLook[])[];

const shareOff = ({ off }: ProbeLook) => off.reduce((sum, one) => sum + one, 0) / off.length;

/** For each step that every seed has reached: the share of units off, as median and range over seeds. */
export function overSteps(looks: Looks): { x: number; median: number; low: number; high: number }[] {
  const length = Math.min(...looks.map((one) => one.length));
  return Array.from({ length }, (_, i) => {
    const shares = looks.map((one) => shareOff(one[i]));
    return { x: looks[0][i].step, median: median(shares), low: Math.min(...shares), high: Math.max(...shares) };
  });
}

export interface Tally {
  /** Share of units off at the last look: median and range over seeds. */
  off: { median: number; low: number; high: number };
  /** Units of all seeds that were off at one look or another, and how many of them were on at a later one. */
  ever: number;
  back: number;
  /** Median and largest train loss at the last look; a seed that diverged counts as infinite. */
  loss: { median: number; most: number };
}

/** Null where a seed has not been looked at yet. */
export function tally(looks: Looks): Tally | null {
  const last = looks.flatMap((one) => one.at(-1) ?? []);
  if (last.length < looks.length || looks.length === 0) return null;
  const shares = last.map(shareOff);
  let ever = 0;
  let back = 0;
  for (const one of looks) {
    for (const unit of one[0].off.keys()) {
      const first = one.findIndex(({ off }) => off[unit] === 1);
      if (first < 0) continue;
      ever += 1;
      if (one.slice(first).some(({ off }) => off[unit] === 0)) back += 1;
    }
  }
  const losses = last.map(({ trainLoss }) => (Number.isFinite(trainLoss) ? trainLoss : Infinity));
  return {
    off: { median: median(shares), low: Math.min(...shares), high: Math.max(...shares) },
    ever,
    back,
    loss: { median: median(losses), most: Math.max(...losses) },
  };
}
