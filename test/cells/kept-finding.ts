/** Cells that find something which says where it was found, such as a measurement. */
import type { ProbeLook, Trial } from '../../src/contract/protocol';
import { crossed } from './latency/points';
import '../../src/cells/backprop/fp-backprop';
import '../../src/cells/defaults/fp-defaults';
import '../../src/cells/dying/fp-dying';
import '../../src/cells/gradients/fp-gradients';
import '../../src/cells/landscape/fp-landscape';
import '../../src/cells/latency/fp-latency';
import '../../src/cells/noise/fp-noise';
import '../../src/cells/overfit/fp-overfit';
import '../../src/cells/race/fp-race';
import '../../src/cells/seeds/fp-seeds';
import { field, press, type Case } from './kept-case';

/** The keys of many small runs. */
const small = {
  data: 'moons',
  dataSeed: 1,
  layers: [2, 2],
  loss: 'binaryCrossEntropy',
  batchSize: 32,
  steps: 5,
  optimizer: { kind: 'sgd', learningRate: 0.1 },
};

/** One that has diverged among them. */
const trial = (index: number): Trial => ({
  index,
  step: Float64Array.of(5),
  trainLoss: Float64Array.of(1 + index),
  testLoss: Float64Array.of(2 + index),
  testAccuracy: Float64Array.of(0.5),
  diverged: index === 2,
  weights: new Float32Array(),
});

const look = (index: number, step: number): ProbeLook => ({
  index,
  step,
  trainLoss: index === 0 ? NaN : 0.5,
  gradientNorm: Float64Array.of(0.1, 0.2, 0.3 * index),
  off: Uint8Array.of(0, 1, index % 2, 0),
});

export const finding: Case[] = [
  {
    tag: 'fp-latency',
    body: { of: 'net', backends: ['wasm', 'webgl', 'webgpu'], batchSizes: [1, 16, 256], repeats: 30 },
    answers: {
      sweep: { points: crossed, skipped: [] },
      backends: [{ name: 'webgpu', info: null, error: { code: 'backend-missing', message: 'no adapter', hint: '' } }],
    },
    act: () => press('Measure'),
    done: { sweeps: 1 },
    found: true,
  },
  {
    tag: 'fp-race',
    body: { of: 'net', rates: [0.01, 0.1], seeds: 2, steps: 5 },
    answers: { trials: Array.from({ length: 28 }, (_, i) => trial(i)) },
    act: async () => {
      await press('Run');
      await field('Loss').selectOptions('Train loss');
    },
    done: { races: 1, running: false, winnerLoss: 8 },
    found: true,
  },
  {
    tag: 'fp-race',
    body: { rates: [0.001, 0.1], seeds: 2, steps: 20 },
    act: async () => {
      await press('Run');
      await field('Surface').selectOptions('Beale');
      await field('Bring out').selectOptions('Adam');
    },
    done: { races: 1, running: false },
    found: true,
  },
  {
    tag: 'fp-seeds',
    body: { ...small, activations: ['tanh', 'relu'], seeds: 3, success: 0.5, choices: ['units', 'loss'] },
    answers: { dataset: { labels: Uint8Array.of(0, 1), train: Uint32Array.of(0, 1) }, trials: [trial(0), trial(1), trial(2)] },
    act: async () => {
      await press('Run');
      await field('Activation').selectOptions('ReLU');
      await press('Run');
    },
    done: { runs: 2, tanhRuns: 1, reluRuns: 1 },
    found: true,
  },
  {
    tag: 'fp-overfit',
    body: {
      data: 'moons',
      noise: 0.3,
      layers: [4],
      learningRate: 0.01,
      examples: [20, 200],
      l2: [0, 0.1],
      steps: 20,
      every: 10,
      seeds: 2,
    },
    answers: {
      threeSplits: { step: [0, 20], train: [0.7, 0.1], validation: [0.7, 0.5], test: [0.7, 0.6], diverged: false },
    },
    act: async () => {
      await press('Run');
      await field('L2 penalty').selectOptions('0.1');
      await press('Run');
    },
    done: { runs: 2 },
    found: true,
  },
  {
    tag: 'fp-landscape',
    body: { of: 'net', side: 3, reach: 1, seed: 1 },
    answers: { landscape: { side: 3, reach: 2, values: new Float64Array(9).fill(0.5), centre: 0.4 } },
    act: async () => {
      await field('Reach').fill('2');
      await press('Draw the slice');
    },
    done: { drawn: 1, centre: 0.4 },
    found: true,
  },
  {
    tag: 'fp-noise',
    body: { of: 'net', batchSizes: [1, 4], draws: 50 },
    answers: {
      gradientNoise: {
        norm: 0.5,
        single: 4,
        points: [1, 4].map((batchSize) => ({ batchSize, rms: 4 / batchSize, low: 1, high: 5 })),
      },
    },
    act: () => press('Measure'),
    done: { measured: 1, quarter: 4 },
    found: true,
  },
  {
    tag: 'fp-gradients',
    body: { ...small, activations: ['sigmoid', 'relu'], every: 5, seed: 3 },
    answers: { probe: [look(0, 0), look(1, 0), look(0, 5), look(1, 5)] },
    act: async () => {
      await field('Seed').fill('4');
      await press('Run');
      await field('Look at step').fill('0');
    },
    done: { runs: 1, seed: 4 },
    found: true,
  },
  {
    tag: 'fp-dying',
    body: { ...small, every: 5, seeds: 2 },
    answers: { probe: [0, 1, 2, 3].flatMap((index) => [look(index, 0), look(index, 5)]) },
    act: async () => {
      await field('Learning rate').fill('0.5');
      await press('Run');
    },
    done: { runs: 1, learningRate: 0.5, reluLoss: Infinity },
    found: true,
  },
  {
    tag: 'fp-defaults',
    body: { backends: ['cpu', 'webgpu'], gradient: 1e-4, learningRate: 0.01 },
    answers: {
      tfjsOptimizers: [
        {
          name: 'cpu',
          info: crossed[0].backend,
          error: null,
          epsilon: 1e-7,
          taken: [{ optimizer: 'adam', steps: [0.01, 0.02, NaN] }],
        },
        { name: 'webgpu', info: null, error: { code: 'backend-missing', message: 'no', hint: '' }, epsilon: null, taken: [] },
      ],
    },
    act: async () => {
      await press('Run');
      await field('Shown').selectOptions('Step 3');
    },
    done: { runs: 1, ran: 1 },
    found: true,
  },
  {
    tag: 'fp-backprop',
    body: {
      of: 'net',
      x: [1, 0.5],
      target: 0,
      weights: [0.8, -0.4, 0.1, -0.6, 0.9, 0, 0.7, -0.5, 0.2],
      learningRate: 1,
      ask: 'v1',
    },
    answers: {
      inspect: { loss: 0.7, penalty: 0, gradient: new Float32Array(33).fill(0.5), ms: { forward: 1, backward: 2, update: 3 } },
    },
    act: async () => {
      await press('Send the error back');
      await press('Step');
      await press('Look at its gradient');
    },
    done: { backward: true, steps: 1, inspected: 1 },
    found: true,
  },
];
