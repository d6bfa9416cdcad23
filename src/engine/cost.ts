/**
 * What a network costs by formula, before anything is timed: one multiply-add counts as two operations, biases, activations
 * and the optimizer's own arithmetic as none, since the products outweigh them. Memory is float32, 4 bytes a number.
 */
import type { MemoryCost } from '../contract/measurement';
import type { ModelSpec, OptimizerSpec } from '../contract/model';
import { layoutOf, parameterCount } from './layout';
import { slotCount } from './optimizers';

export interface StepFlops {
  /** 2·n·Σ inputs·units: each layer's X·W. */
  forward: number;
  /** Twice as much, for Xᵀ·dY and dY·Wᵀ, but for the first layer's dY·Wᵀ: nobody needs the gradient of the data. */
  backward: number;
  /** Forward and backward. */
  step: number;
}

/** Floating-point operations of n examples. */
export function stepFlops(model: ModelSpec, n: number): StepFlops {
  const products = layoutOf(model).layers.map(({ inputs, units }) => 2 * n * inputs * units);
  const forward = products.reduce((sum, product) => sum + product, 0);
  const backward = 2 * forward - products[0];
  return { forward, backward, step: forward + backward };
}

/** Floating-point operations of the forward pass on n examples. */
export function forwardFlops(model: ModelSpec, n: number): number {
  return stepFlops(model, n).forward;
}

/** Bytes that training with batches of n examples needs, and inference of as many. Inputs count among the activations: dW = Xᵀ·dY needs them. */
export function memoryCost(model: ModelSpec, optimizer: OptimizerSpec, n: number): Omit<MemoryCost, 'measured'> {
  const widths = [model.inputs, ...model.layers.map((layer) => layer.units)];
  const weights = 4 * parameterCount(model);
  const pairs = widths.slice(1).map((width, i) => widths[i] + width);
  return {
    weights,
    activations: 4 * n * widths.reduce((sum, width) => sum + width, 0),
    gradients: weights,
    optimizer: slotCount(optimizer.kind) * weights,
    inference: weights + 4 * n * Math.max(...pairs),
  };
}
