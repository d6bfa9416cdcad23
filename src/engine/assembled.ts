/**
 * Adam taken apart: one update rule whose four ideas can be switched on one by one, as a plain function of one weight, and the
 * rule that mends Adam's fault. With the switches of a known optimizer it is that optimizer (test/engine/assembled.test.ts).
 */

/** AdaGrad's division by each weight's own gradients, RMSProp's forgetting of old ones, momentum, and bias correction. */
export interface Parts {
  scale: boolean;
  /** Of the squares that scale: without them there is nothing to forget. */
  forget: boolean;
  momentum: boolean;
  /** Of the averages that start at 0: where neither is taken there is nothing to correct. */
  correct: boolean;
}

/** The averages' factors; ε stands outside the root. */
export interface Factors {
  beta1: number;
  beta2: number;
  epsilon: number;
}

/** A weight, the mean of its gradients and the mean (or sum) of their squares. */
export interface PartsState {
  weight: number;
  m: number;
  v: number;
}

/**
 * The state after one step. The mean is damped as Adam's is, m ← β₁m + (1 − β₁)g: Momentum at a learning rate of (1 − β₁)η.
 *
 * @param step the number of this step, counted from 1
 */
export function assembled(
  { scale, forget, momentum, correct }: Parts,
  { beta1, beta2, epsilon }: Factors,
  { weight, m, v }: PartsState,
  gradient: number,
  learningRate: number,
  step: number,
): PartsState {
  const mean = momentum ? beta1 * m + (1 - beta1) * gradient : gradient;
  const squares = forget ? beta2 * v + (1 - beta2) * gradient * gradient : v + gradient * gradient;
  const direction = momentum && correct ? mean / (1 - beta1 ** step) : mean;
  const size = forget && correct ? squares / (1 - beta2 ** step) : squares;
  const by = scale ? direction / (Math.sqrt(size) + epsilon) : direction;
  return { weight: weight - learningRate * by, m: mean, v: squares };
}

/** What AMSGrad remembers beside Adam's averages: the largest v so far. */
export interface AmsgradState extends PartsState {
  largest: number;
}

/**
 * AMSGrad (Reddi, Kale and Kumar 2018, Algorithm 2): Adam without bias correction, but divided by the root of the largest v so far,
 * so that no weight's step can grow again.
 */
export function amsgrad(
  { beta1, beta2, epsilon }: Factors,
  { weight, m, v, largest }: AmsgradState,
  gradient: number,
  learningRate: number,
): AmsgradState {
  const mean = beta1 * m + (1 - beta1) * gradient;
  const squares = beta2 * v + (1 - beta2) * gradient * gradient;
  const most = Math.max(largest, squares);
  return { weight: weight - (learningRate * mean) / (Math.sqrt(most) + epsilon), m: mean, v: squares, largest: most };
}
