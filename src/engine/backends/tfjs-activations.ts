/**
 * The activations and their derivatives on tensors, with the constants of conventions.ts. TF.js has every kernel they need on all four
 * backends. Its Erf is Abramowitz and Stegun's formula 7.1.26, whose error is below 1.5e-7: GELU keeps well under 1e-6.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { ActivationName } from '../../contract/model';
import { conventions } from '../conventions';
import type { Constants } from './tfjs-constants';
import * as op from './tfjs-ops';

/** One layer's numbers for a batch: before the activation, after it, and what else its derivative wants. */
export type Activated = {
  z: Tensor;
  a: Tensor;
  /** GELU's Φ(z), SiLU's σ(z). */
  gate?: Tensor;
};

export function activate(name: ActivationName, z: Tensor, constants: Constants): Activated {
  switch (name) {
    case 'identity':
      return { z, a: z };
    case 'sigmoid':
      return { z, a: op.sigmoid(z) };
    case 'tanh':
      return { z, a: op.tanh(z) };
    case 'relu':
      return { z, a: op.relu(z) };
    case 'leakyRelu':
      return { z, a: op.leakyRelu(z, conventions.leakyReluSlope) };
    case 'elu':
      // The kernel's α is 1, as conventions.eluAlpha.
      return { z, a: op.elu(z) };
    case 'softplus':
      return { z, a: op.softplus(z) };
    case 'softmax':
      return { z, a: op.softmax(z) };
    case 'silu': {
      const gate = op.sigmoid(z);
      return { z, a: op.mul(z, gate), gate };
    }
    case 'gelu': {
      const half = constants.get(0.5);
      const gate = op.add(half, op.mul(half, op.erf(op.mul(z, constants.get(Math.SQRT1_2)))));
      return { z, a: op.mul(z, gate), gate };
    }
  }
}

/** From the gradient of the loss by a layer's output to that by its input: d times the derivative, softmax's whole Jacobian. */
export function throughActivation(name: ActivationName, d: Tensor, { z, a, gate }: Activated, constants: Constants): Tensor {
  switch (name) {
    case 'identity':
      return d;
    case 'sigmoid':
      return op.mul(d, op.sub(a, op.square(a)));
    case 'tanh':
      return op.sub(d, op.mul(d, op.square(a)));
    case 'relu':
      return op.mul(d, op.step(a, conventions.reluSlopeAtZero));
    case 'leakyRelu':
      return op.mul(d, op.step(a, conventions.leakyReluSlope));
    case 'elu':
      return op.eluGrad(d, a);
    case 'softplus':
      return op.mul(d, op.sigmoid(z));
    case 'softmax': {
      const weighted = op.mul(d, a);
      return op.sub(weighted, op.mul(a, op.sumOver(weighted, 2)));
    }
    case 'silu': {
      // σ + a·(1 − σ)
      const gated = given(gate);
      return op.mul(d, op.add(gated, op.sub(a, op.mul(a, gated))));
    }
    case 'gelu': {
      // Φ + z·φ(z)
      const density = op.mul(op.exp(op.mul(op.square(z), constants.get(-0.5))), constants.get(1 / Math.sqrt(2 * Math.PI)));
      return op.mul(d, op.add(given(gate), op.mul(z, density)));
    }
  }
}

function given(gate: Tensor | undefined): Tensor {
  if (!gate) throw new TypeError('This pass was made by another activation.');
  return gate;
}
