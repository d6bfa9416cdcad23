/**
 * The optimizers over whole arrays, in place: the same rules as the scalar reference in ../optimizers.ts, to the last bit, as
 * one loop each without allocation. All arrays have the layout of the weights.
 */
import type { OptimizerSpec } from '../../contract/model';

/** @param step the number of this step, counted from 1 */
export function applyUpdate(
  optimizer: OptimizerSpec,
  weights: Float32Array,
  slots: readonly Float32Array[],
  gradient: Float32Array,
  learningRate: number,
  step: number,
): void {
  switch (optimizer.kind) {
    case 'sgd':
      for (let i = 0; i < weights.length; i++) weights[i] -= learningRate * gradient[i];
      return;
    case 'momentum':
      return momentum(weights, slots[0], gradient, learningRate, optimizer.momentum);
    case 'nesterov':
      return nesterov(weights, slots[0], gradient, learningRate, optimizer.momentum);
    case 'adagrad':
      return adagrad(weights, slots[0], gradient, learningRate, optimizer.epsilon);
    case 'rmsprop':
      return rmsprop(weights, slots[0], gradient, learningRate, optimizer.rho, optimizer.epsilon);
    case 'adam':
      return adam(weights, slots, gradient, learningRate, optimizer, 0, step);
    case 'adamw':
      return adam(weights, slots, gradient, learningRate, optimizer, optimizer.weightDecay, step);
  }
}

function momentum(weights: Float32Array, v: Float32Array, gradient: Float32Array, learningRate: number, mu: number): void {
  for (let i = 0; i < weights.length; i++) {
    const velocity = mu * v[i] + gradient[i];
    v[i] = velocity;
    weights[i] -= learningRate * velocity;
  }
}

function nesterov(weights: Float32Array, v: Float32Array, gradient: Float32Array, learningRate: number, mu: number): void {
  for (let i = 0; i < weights.length; i++) {
    const g = gradient[i];
    const velocity = mu * v[i] + g;
    v[i] = velocity;
    weights[i] -= learningRate * (g + mu * velocity);
  }
}

function adagrad(weights: Float32Array, a: Float32Array, gradient: Float32Array, learningRate: number, epsilon: number): void {
  for (let i = 0; i < weights.length; i++) {
    const g = gradient[i];
    const sum = a[i] + g * g;
    a[i] = sum;
    weights[i] -= (learningRate * g) / (Math.sqrt(sum) + epsilon);
  }
}

function rmsprop(
  weights: Float32Array,
  a: Float32Array,
  gradient: Float32Array,
  learningRate: number,
  rho: number,
  epsilon: number,
): void {
  for (let i = 0; i < weights.length; i++) {
    const g = gradient[i];
    const mean = rho * a[i] + (1 - rho) * g * g;
    a[i] = mean;
    weights[i] -= (learningRate * g) / (Math.sqrt(mean) + epsilon);
  }
}

function adam(
  weights: Float32Array,
  [m, v]: readonly Float32Array[],
  gradient: Float32Array,
  learningRate: number,
  { beta1, beta2, epsilon }: { beta1: number; beta2: number; epsilon: number },
  weightDecay: number,
  step: number,
): void {
  const mCorrection = 1 - beta1 ** step;
  const vCorrection = 1 - beta2 ** step;
  for (let i = 0; i < weights.length; i++) {
    const g = gradient[i];
    const mean = beta1 * m[i] + (1 - beta1) * g;
    const square = beta2 * v[i] + (1 - beta2) * g * g;
    m[i] = mean;
    v[i] = square;
    const ratio = (learningRate * (mean / mCorrection)) / (Math.sqrt(square / vCorrection) + epsilon);
    weights[i] = weights[i] - ratio - learningRate * (weightDecay * weights[i]);
  }
}
