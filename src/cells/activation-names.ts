/** The activation functions by name, as values and in the words the reader sees. Free of DOM: schemas read it too. */
import type { ActivationName } from '../contract/model';

/** Softmax may stand only in the output layer. */
export const hiddenActivationNames = [
  'identity',
  'sigmoid',
  'tanh',
  'relu',
  'leakyRelu',
  'elu',
  'gelu',
  'silu',
  'softplus',
] as const satisfies readonly ActivationName[];

export type HiddenActivation = (typeof hiddenActivationNames)[number];

export const activationWords: Record<ActivationName, string> = {
  identity: 'identity',
  sigmoid: 'sigmoid',
  tanh: 'tanh',
  relu: 'ReLU',
  leakyRelu: 'leaky ReLU',
  elu: 'ELU',
  gelu: 'GELU',
  silu: 'SiLU',
  softplus: 'softplus',
  softmax: 'softmax',
};
