/** Gradients that one weight meets step by step, for the cells that follow a rule with a single number. Pure and seeded. */
import { hash, Random } from '../engine/random';

export const gradientNames = ['constant', 'noisy', 'bowl'] as const;
export type GradientName = (typeof gradientNames)[number];

/** Where each walk starts. */
export const START = 2;
const SEED = 4;

export const gradientOptions: { value: GradientName; label: string }[] = [
  { value: 'constant', label: 'Constant' },
  { value: 'noisy', label: 'Noisy, as of a batch' },
  { value: 'bowl', label: 'From the bowl ½θ²' },
];

/** Whether it is one of the names. */
export function isGradientName(value: string): value is GradientName {
  return gradientNames.some((name) => name === value);
}

/** The gradient at this weight for step `step`, counted from 1, times `scale`. The noise is the same at every visit. */
export function gradientAt(name: GradientName, weight: number, step: number, scale: number): number {
  switch (name) {
    case 'constant':
      return scale;
    case 'noisy':
      return scale * (1 + 2 * new Random(hash(SEED, step)).normal());
    case 'bowl':
      return scale * weight;
  }
}
