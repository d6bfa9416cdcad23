/** One weight on its way under an optimizer's rule, step by step: what the cells that look at a rule have in common. */
import type { OptimizerSpec } from '../contract/model';
import { slotCount, update, type WeightState } from '../engine/optimizers';
import { type GradientName, gradientAt, START } from './gradients';

export interface Step {
  /** Counted from 1. */
  step: number;
  gradient: number;
  before: WeightState;
  after: WeightState;
}

export interface Course {
  gradients: GradientName;
  /** Every gradient is multiplied by it. */
  scale: number;
  learningRate: number;
}

export class Walk {
  readonly steps: Step[] = [];

  /** @param corrected without it Adam's averages are used as they are: bias correction divides by 1 − βᵗ, which is 1 at t = ∞ */
  constructor(
    readonly optimizer: OptimizerSpec,
    readonly course: Course,
    readonly corrected = true,
  ) {}

  get state(): WeightState {
    const slots = Array.from({ length: slotCount(this.optimizer.kind) }, () => 0);
    return this.steps.at(-1)?.after ?? { weight: START, slots };
  }

  take(): void {
    const { gradients, scale, learningRate } = this.course;
    const before = this.state;
    const step = this.steps.length + 1;
    const gradient = gradientAt(gradients, before.weight, step, scale);
    const after = update(this.optimizer, before, gradient, learningRate, this.corrected ? step : Infinity);
    this.steps.push({ step, gradient, before, after });
  }
}
