/** What the microscope reads off two walks of one weight, one with bias correction and one without. Pure. */
import type { OptimizerSpec } from '../../contract/model';
import type { Step } from '../walk';

type Adam = Extract<OptimizerSpec, { kind: 'adam' }>;

/** A step's numbers by their symbols. Where nothing is corrected m̂ is m and v̂ is v. */
export interface Seen {
  step: number;
  g: number;
  m: number;
  v: number;
  mHat: number;
  vHat: number;
  /** Learning rate × m̂ / (√v̂ + ε): what was taken off the weight. */
  taken: number;
  weight: number;
}

export function seen({ step, gradient, before, after }: Step, { beta1, beta2 }: Adam, corrected: boolean): Seen {
  const [m, v] = after.slots;
  return {
    step,
    g: gradient,
    m,
    v,
    mHat: corrected ? m / (1 - beta1 ** step) : m,
    vHat: corrected ? v / (1 - beta2 ** step) : v,
    taken: before.weight - after.weight,
    weight: after.weight,
  };
}

/** How many times as long each uncorrected step is as the corrected one of the same number. */
export function ratios(corrected: readonly Seen[], plain: readonly Seen[]): number[] {
  return plain.map(({ taken }, i) => Math.abs(taken / corrected[i].taken));
}
