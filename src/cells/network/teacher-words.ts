/** What a teacher may hide or lock, in the words that stand on the controls, and what comes of it in a sentence. Pure. */
import type { View } from './opening';
import type { HideableName, LockableName, PartName } from './schema';

export const partWords: Record<PartName, string> = {
  phase: 'Phase switch',
  data: 'Dataset',
  activation: 'Activation',
  optimizer: 'Optimizer',
  learningRate: 'Learning rate',
  batchSize: 'Batch size',
  layers: 'Hidden layers',
  features: 'Input features',
  noise: 'Noise',
  samples: 'Samples',
  trainShare: 'Train share',
  hyperparameters: 'Optimizer’s own numbers',
  l1: 'L1',
  l2: 'L2',
  loss: 'Loss',
  seed: 'Seed',
  backend: 'Backend',
  speed: 'Speed',
  repeats: 'Repeats',
  stop: 'Stop by itself',
  fork: 'Fork',
  weights: 'Weights by hand',
  export: 'Export',
  import: 'Import a network',
};

/** In the order in which they are met. */
export const parts = Object.keys(partWords) as PartName[];

/** Nothing of the drawing goes away with the right to change it. */
export function canHide(part: PartName): part is HideableName {
  return part !== 'weights';
}

/** A file that cannot be had is better not offered. */
export function canLock(part: PartName): part is LockableName {
  return part !== 'export' && part !== 'import';
}

const list = new Intl.ListFormat('en', { style: 'long', type: 'conjunction' });
const named = (names: readonly PartName[]) => list.format(names.map((name) => partWords[name]));

/** What whoever opens the link will see. */
export function previewOf({ hidden, locked }: View): string {
  if (hidden.length + locked.length === 0) return 'Whoever opens the link sees every control of this cell, and can change each.';
  const one = locked.length === 1;
  return [
    'Whoever opens the link',
    hidden.length > 0 ? ` does not see ${named(hidden)}` : '',
    hidden.length > 0 && locked.length > 0 ? ', and' : '',
    locked.length > 0 ? ` sees ${named(locked)} but cannot change ${one ? 'it' : 'them'}` : '',
    '. One press of “Show all” gives everything back.',
  ].join('');
}

/** How much a view keeps back: '3 controls hidden, 1 locked'. */
export function restrictionOf({ hidden, locked }: View): string {
  const controls = (n: number) => `${n} ${n === 1 ? 'control' : 'controls'}`;
  if (hidden.length === 0) return `${controls(locked.length)} locked`;
  return `${controls(hidden.length)} hidden${locked.length > 0 ? `, ${locked.length} locked` : ''}`;
}
