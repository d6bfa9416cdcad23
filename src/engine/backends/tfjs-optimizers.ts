/**
 * The optimizers on tensors: the rules of ../optimizers.ts over all weights at once, since TF.js's own optimizers hide their state,
 * fix most learning rates and differ in their ε (AdaGrad's and RMSProp's stands inside the root, AdaGrad starts at 0.1; Adam's
 * default changes with the backend). Weights, slots and gradient are vectors in the layout of a Snapshot.
 */
import { scalar, type Tensor } from '@tensorflow/tfjs-core';
import type { OptimizerSpec } from '../../contract/model';
import type { Constants } from './tfjs-constants';
import * as op from './tfjs-ops';

export type OptimizerState = {
  weights: Tensor;
  slots: Tensor[];
};

/**
 * The state after one step, in new tensors; call it inside a tidy.
 *
 * @param learningRate a scalar tensor and the number in it
 * @param step the number of this step, counted from 1
 */
export function update(
  optimizer: OptimizerSpec,
  { weights, slots }: OptimizerState,
  gradient: Tensor,
  learningRate: { tensor: Tensor; value: number },
  step: number,
  constants: Constants,
): OptimizerState {
  // A product and not Square: WebGL has no packed Square, and would unpack the gradient for it.
  const squared = () => op.mul(gradient, gradient);
  const moved = (direction: Tensor) => op.sub(weights, op.mul(direction, learningRate.tensor));
  switch (optimizer.kind) {
    case 'sgd':
      return { weights: moved(gradient), slots: [] };

    case 'momentum': {
      const v = op.add(op.mul(slots[0], constants.get(optimizer.momentum)), gradient);
      return { weights: moved(v), slots: [v] };
    }

    case 'nesterov': {
      const mu = constants.get(optimizer.momentum);
      const v = op.add(op.mul(slots[0], mu), gradient);
      return { weights: moved(op.add(gradient, op.mul(v, mu))), slots: [v] };
    }

    case 'adagrad': {
      const a = op.add(slots[0], squared());
      return { weights: moved(op.div(gradient, op.add(op.sqrt(a), constants.get(optimizer.epsilon)))), slots: [a] };
    }

    case 'rmsprop': {
      const a = average(slots[0], squared(), optimizer.rho, constants);
      return { weights: moved(op.div(gradient, op.add(op.sqrt(a), constants.get(optimizer.epsilon)))), slots: [a] };
    }

    case 'adam':
    case 'adamw': {
      const m = average(slots[0], gradient, optimizer.beta1, constants);
      const v = average(slots[1], squared(), optimizer.beta2, constants);
      // η·m̂ / (√v̂ + ε), numerator and denominator multiplied by √(1 − β₂ᵗ): two operations on all weights less.
      const root = Math.sqrt(1 - optimizer.beta2 ** step);
      const rate = scalar((learningRate.value * root) / (1 - optimizer.beta1 ** step));
      const epsilon = scalar(optimizer.epsilon * root);
      const next = op.sub(weights, op.mul(op.div(m, op.add(op.sqrt(v), epsilon)), rate));
      if (optimizer.kind === 'adam') return { weights: next, slots: [m, v] };
      return { weights: op.sub(next, op.mul(weights, scalar(learningRate.value * optimizer.weightDecay))), slots: [m, v] };
    }
  }
}

/** share·old + (1 − share)·new. */
function average(old: Tensor, fresh: Tensor, share: number, constants: Constants): Tensor {
  return op.add(op.mul(old, constants.get(share)), op.mul(fresh, constants.get(1 - share)));
}
