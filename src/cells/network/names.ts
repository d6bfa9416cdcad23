/** The names of things as values, and in the words the reader sees. Free of DOM: the schema reads it too. */
import type { BackendInfo } from '../../contract/backend';
import type { ActivationName, BackendName, LossName, OptimizerName } from '../../contract/model';
import { hiddenActivationNames } from '../activation-names';

export const activationNames = [...hiddenActivationNames, 'softmax'] as const satisfies readonly ActivationName[];

export const backendNames = ['plain', 'cpu', 'wasm', 'webgl', 'webgpu'] as const satisfies readonly BackendName[];

export const lossNames = [
  'meanSquaredError',
  'binaryCrossEntropy',
  'categoricalCrossEntropy',
] as const satisfies readonly LossName[];

export const optimizerWords: Record<OptimizerName, string> = {
  sgd: 'SGD',
  momentum: 'Momentum',
  nesterov: 'Nesterov',
  adagrad: 'AdaGrad',
  rmsprop: 'RMSProp',
  adam: 'Adam',
  adamw: 'AdamW',
};

export const backendWords: Record<BackendName, string> = {
  plain: 'Plain JavaScript',
  cpu: 'CPU',
  wasm: 'WASM',
  webgl: 'WebGL',
  webgpu: 'WebGPU',
};

export const lossWords: Record<LossName, string> = {
  meanSquaredError: 'mean squared error',
  binaryCrossEntropy: 'cross-entropy',
  categoricalCrossEntropy: 'cross-entropy',
};

/** What a GPU backend without a GPU is called wherever its figures stand. */
export const softwareWords = 'software rendering, not a GPU';

/** 'WebGL · software rendering, not a GPU': a software renderer is never called a GPU. */
export function describeBackend(info: BackendInfo): string {
  const name = backendWords[info.name];
  if (info.software) return `${name} · ${softwareWords}`;
  return info.name === 'webgl' || info.name === 'webgpu' ? `${name} · GPU` : name;
}

/** A feature as mathematics shows it: x1^2 as x₁². */
export function featureWord(name: string): string {
  return name
    .replace(/sin\(pi\*x([12])\)/, 'sin πx$1')
    .replace('*', '')
    .replace('^2', '²')
    .replace(/x1/g, 'x₁')
    .replace(/x2/g, 'x₂');
}
