/** Cells of which the reader’s settings are kept, and what follows from these alone. */
import { expect } from 'vitest';
import { page } from 'vitest/browser';
import '../../src/cells/activation/fp-activation';
import '../../src/cells/assemble/fp-assemble';
import '../../src/cells/linear/fp-linear';
import '../../src/cells/microscope/fp-microscope';
import '../../src/cells/neuron/fp-neuron';
import '../../src/cells/online/fp-online';
import '../../src/cells/predict/fp-predict';
import '../../src/cells/rule/fp-rule';
import '../../src/cells/surface/fp-surface';
import { field, press, type Case } from './kept-case';

export const setting: Case[] = [
  {
    tag: 'fp-surface',
    body: {
      surface: 'quadratic',
      surfaces: ['quadratic', 'beale'],
      curvatures: [1, 8],
      learningRate: 0.05,
      momentum: 0,
      steps: 40,
    },
    act: async () => {
      await field('Surface').selectOptions('Beale');
      await field('Steps').fill('7');
    },
    done: { surface: 'beale', steps: 7, changes: 2 },
    found: false,
  },
  {
    tag: 'fp-microscope',
    body: { gradients: 'constant', learningRate: 0.01 },
    act: async () => {
      await field('Size of gradients').fill('10');
      await press('Ten at once');
    },
    done: { steps: 10, scale: 10 },
    found: false,
  },
  {
    tag: 'fp-online',
    body: { c: 3, beta2: 0.1, learningRate: 0.5, steps: 300 },
    act: async () => {
      await field('C, the rare slope').fill('4');
      await press('Run');
    },
    done: { runs: 1, c: 4, where: expect.any(String) as unknown },
    found: false,
  },
  {
    tag: 'fp-assemble',
    body: { surface: 'ravine', steps: 20, beta1: 0.9, beta2: 0.999 },
    act: () => page.getByLabelText('Momentum').click(),
    done: { momentum: true, switched: 1 },
    found: false,
  },
  {
    tag: 'fp-rule',
    body: { optimizer: 'adam', formula: '<p>g</p>', learningRate: 0.1 },
    act: async () => {
      await page.getByRole('combobox').selectOptions('Constant');
      await press('Step');
    },
    done: { steps: 1, gradients: 'constant' },
    found: false,
  },
  {
    tag: 'fp-activation',
    body: { activation: 'tanh', at: 1, limit: 0.05 },
    act: async () => {
      await field('Activation').selectOptions('ReLU');
      await field('Compare with').selectOptions('GELU');
    },
    done: { activation: 'relu', compare: 'gelu', moves: 2 },
    found: false,
  },
  {
    tag: 'fp-linear',
    body: { seed: 2, activation: 'identity' },
    act: async () => {
      await press('New weights');
      await field('W₁ row 1 column 1').fill('4');
      await field('Activation').selectOptions('ReLU');
    },
    done: { seed: 3, activation: 'relu', moves: 3 },
    found: false,
  },
  {
    tag: 'fp-neuron',
    body: { datasets: ['gaussians', 'xor4'], samples: 40, seed: 1, activation: 'sigmoid', w1: -1, w2: -0.5, b: 0 },
    answers: { dataset: { raw: Float32Array.of(-1, -1, 1, 1), labels: Uint8Array.of(0, 1) } },
    act: async () => {
      await field('Dataset').selectOptions('xor4');
      await field('Weight w₁').fill('2');
    },
    done: { w1: 2, moves: 1, bestAccuracy: 1, dataset: 'xor4' },
    found: false,
  },
  {
    tag: 'fp-predict',
    body: { ask: 'How many?', of: { op: 'name', id: 'net', field: 'unknown' }, kind: 'number' },
    act: async () => {
      await field('Your guess').fill('3');
      await press('Make this guess');
    },
    done: { guess: 3, done: false },
    found: false,
  },
];
