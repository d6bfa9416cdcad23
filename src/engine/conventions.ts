/**
 * The conventions of the numbers, in one table: where libraries differ, this is what Forward Pass means on every backend.
 * The README quotes it.
 */
import type { ActivationName, OptimizerName, OptimizerSpec } from '../contract/model';

export const conventions = {
  /** Slope of leaky ReLU below 0. */
  leakyReluSlope: 0.01,
  /** What ELU tends to, negated, far below 0. */
  eluAlpha: 1,
  /** GELU is x·Φ(x) with the exact normal distribution, not the tanh approximation. */
  gelu: 'exact',
  /** ReLU's derivative at exactly 0. */
  reluSlopeAtZero: 0,
  /**
   * Standard deviation of a kernel's normal deviates by the activation that follows it, not truncated:
   * Glorot √(2 / (inputs + units)), He √(2 / inputs).
   */
  initialKernel: {
    identity: 'glorot',
    sigmoid: 'glorot',
    tanh: 'glorot',
    softplus: 'glorot',
    softmax: 'glorot',
    relu: 'he',
    leakyRelu: 'he',
    elu: 'he',
    gelu: 'he',
    silu: 'he',
  },
  initialBias: 0,
  /** Every ε stands outside the root, Adam's on the corrected v̂; accumulators start at 0; momentum is not damped (v ← μv + g). */
  optimizers: {
    sgd: { kind: 'sgd' },
    momentum: { kind: 'momentum', momentum: 0.9 },
    nesterov: { kind: 'nesterov', momentum: 0.9 },
    adagrad: { kind: 'adagrad', epsilon: 1e-8 },
    rmsprop: { kind: 'rmsprop', rho: 0.9, epsilon: 1e-8 },
    adam: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    adamw: { kind: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 },
  },
  /** Mean squared error is the mean over examples and over outputs. */
  meanSquaredError: 'mean over examples and outputs',
  /** Half of Σw² is penalised, so that the penalty's gradient is l2·w. Kernels only; AdamW's decay takes biases too. */
  l2: 'l2/2·Σw²',
  /** The loss shown is the data loss, without the penalty. */
  lossShown: 'data loss without penalty',
  /** An epoch's last batch takes what is left. */
  lastPartialBatch: 'kept',
} as const satisfies {
  initialKernel: Record<ActivationName, 'glorot' | 'he'>;
  optimizers: { [K in OptimizerName]: Extract<OptimizerSpec, { kind: K }> };
  [name: string]: unknown;
};
