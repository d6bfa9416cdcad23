/** A step of TF.js's own optimizers beside ours: what ours takes, and how the two differ. Pure. */
import type { OptimizerSpec } from '../../contract/model';
import type { TfjsOptimizer } from '../../contract/protocol';
import { defaults, slotCount, update, type WeightState } from '../../engine/optimizers';

/** In the order of the table: ours, and where TF.js's rule or default is another. */
export const pairs: { optimizer: TfjsOptimizer; ours: OptimizerSpec; difference: string }[] = [
  { optimizer: 'sgd', ours: defaults('sgd'), difference: 'the same rule' },
  { optimizer: 'momentum', ours: defaults('momentum'), difference: 'the same rule, not damped' },
  { optimizer: 'adagrad', ours: defaults('adagrad'), difference: 'starts its sum at 0.1, and ε stands inside the root' },
  { optimizer: 'rmsprop', ours: defaults('rmsprop'), difference: 'ε stands inside the root' },
  { optimizer: 'adam', ours: defaults('adam'), difference: 'the same rule, but its ε is that of the backend' },
  { optimizer: 'adam with ε = 1e-8', ours: defaults('adam'), difference: 'the same rule and the same ε' },
];

/** What our rule takes off a weight that begins at 0, step by step, at one gradient. */
export function ourSteps(optimizer: OptimizerSpec, gradient: number, learningRate: number, steps: number): number[] {
  let state: WeightState = { weight: 0, slots: Array.from({ length: slotCount(optimizer.kind) }, () => 0) };
  return Array.from({ length: steps }, (_, i) => {
    const before = state.weight;
    state = update(optimizer, state, gradient, learningRate, i + 1);
    return before - state.weight;
  });
}
