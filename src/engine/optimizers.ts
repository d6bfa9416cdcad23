/**
 * Every optimizer once, as a plain function of one weight: the reference that each backend's own form is tested against.
 * η is the learning rate, g the gradient of loss and penalty, t the number of this step, counted from 1.
 * Sources: momentum and Nesterov in the undamped form of Sutskever et al. 2013 as TensorFlow writes it; AdaGrad, Duchi et al.
 * 2011; RMSProp, Hinton's lecture 6e, 2012; Adam, Kingma and Ba 2014 (Algorithm 1); AdamW, Loshchilov and Hutter 2017.
 */
import type { OptimizerName, OptimizerSpec } from '../contract/model';
import { conventions } from './conventions';

/** One weight and what its optimizer remembers of it, in the order of Snapshot.slots. */
export interface WeightState {
  weight: number;
  slots: readonly number[];
}

/** The hyper-parameters used unless a spec says otherwise. */
export function defaults<K extends OptimizerName>(kind: K): Extract<OptimizerSpec, { kind: K }>;
export function defaults(kind: OptimizerName): OptimizerSpec {
  return { ...conventions.optimizers[kind] };
}

/** How many numbers the optimizer remembers for each weight. */
export function slotCount(kind: OptimizerName): number {
  if (kind === 'sgd') return 0;
  return kind === 'adam' || kind === 'adamw' ? 2 : 1;
}

/** The state after one step. */
export function update(
  optimizer: OptimizerSpec,
  { weight, slots }: WeightState,
  gradient: number,
  learningRate: number,
  step: number,
): WeightState {
  switch (optimizer.kind) {
    case 'sgd':
      return { weight: weight - learningRate * gradient, slots: [] };

    case 'momentum': {
      const v = optimizer.momentum * slots[0] + gradient;
      return { weight: weight - learningRate * v, slots: [v] };
    }

    case 'nesterov': {
      const v = optimizer.momentum * slots[0] + gradient;
      const ahead = gradient + optimizer.momentum * v;
      return { weight: weight - learningRate * ahead, slots: [v] };
    }

    case 'adagrad': {
      const a = slots[0] + gradient * gradient;
      const scale = Math.sqrt(a) + optimizer.epsilon;
      return { weight: weight - (learningRate * gradient) / scale, slots: [a] };
    }

    case 'rmsprop': {
      const { rho, epsilon } = optimizer;
      const a = rho * slots[0] + (1 - rho) * gradient * gradient;
      const change = (learningRate * gradient) / (Math.sqrt(a) + epsilon);
      return { weight: weight - change, slots: [a] };
    }

    case 'adam':
    case 'adamw': {
      const { beta1, beta2, epsilon } = optimizer;
      const m = beta1 * slots[0] + (1 - beta1) * gradient;
      const v = beta2 * slots[1] + (1 - beta2) * gradient * gradient;
      const mHat = m / (1 - beta1 ** step);
      const vHat = v / (1 - beta2 ** step);
      const change = (learningRate * mHat) / (Math.sqrt(vHat) + epsilon);
      const decay = optimizer.kind === 'adamw' ? optimizer.weightDecay * weight : 0;
      return { weight: weight - change - learningRate * decay, slots: [m, v] };
    }
  }
}
