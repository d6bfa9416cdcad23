/** What each kind of experiment keeps: an example of it, and what the cell does with it before it draws. */

import { kept as activation } from '../../src/cells/activation/kept';
import { kept as assemble } from '../../src/cells/assemble/kept';
import { forward, weightsOf } from '../../src/cells/backprop/chain';
import { kept as backprop } from '../../src/cells/backprop/kept';
import { kept as defaults } from '../../src/cells/defaults/kept';
import { overSteps, tally } from '../../src/cells/dying/count';
import { keptOf as dying } from '../../src/cells/dying/kept';
import { keptOf as gradients } from '../../src/cells/gradients/kept';
import { keptOf as landscape } from '../../src/cells/landscape/kept';
import { kept as latency } from '../../src/cells/latency/kept';
import { kept as linear } from '../../src/cells/linear/kept';
import { answers, layersOf } from '../../src/cells/linear/product';
import { packLooks, unpackLooks } from '../../src/cells/look-fields';
import { kept as microscope } from '../../src/cells/microscope/kept';
import { keptOf as neuron } from '../../src/cells/neuron/kept';
import { responseOf } from '../../src/cells/neuron/neuron';
import { quarterOf, slopeOf } from '../../src/cells/noise/findings';
import { kept as noise } from '../../src/cells/noise/kept';
import { kept as online } from '../../src/cells/online/kept';
import { comparison, lowest, seriesOf } from '../../src/cells/overfit/outcomes';
import { keptOf as overfit } from '../../src/cells/overfit/kept';
import { kept as predict } from '../../src/cells/predict/kept';
import { keptOf as race, packed, unpacked } from '../../src/cells/race/kept';
import { linesOf, standings } from '../../src/cells/race/outcomes';
import { kept as rule } from '../../src/cells/rule/kept';
import { keptOf as seeds, unpacked as groupOf } from '../../src/cells/seeds/kept';
import { outcomeOf } from '../../src/cells/seeds/results';
import { courseOf } from '../../src/cells/surface/course';
import { kept as surface } from '../../src/cells/surface/kept';
import { fastestWords, gpuWords } from '../../src/cells/sweep-words';
import { readKeptCell, sumOf, type KeptKind } from '../../src/share/kept-cell';
import { spec } from '../worker/harness';
import { crossed } from './latency/points';

export const body = { a: 1 };
export interface Kind {
  name: string;
  /** Reads it, and does with what was read all that the cell does before it draws. */
  read(value: unknown): unknown;
  settings: unknown;
  results: unknown;
}

export function kind<S, R>(
  name: string,
  form: KeptKind<S, R>,
  settings: unknown,
  results: unknown,
  shows: (kept: { settings: S; results: R | null }) => unknown = () => {},
): Kind {
  const read = (value: unknown) => {
    const kept = readKeptCell(form, sumOf(body), value);
    shows(kept);
    return kept;
  };
  return { name, read, settings, results };
}

export const look = (index: number, step: number) => ({
  index,
  step,
  trainLoss: index ? 0.5 : NaN,
  gradientNorm: Float64Array.of(1, index, 3),
  off: Uint8Array.of(0, index, 1),
});
export const looks = [look(0, 0), look(1, 0), look(0, 5), look(1, 5)];
export const small = { data: 'moons', dataSeed: 1, loss: 'binaryCrossEntropy' as const, batchSize: 32, steps: 5, every: 5 };
export const optimizer = { kind: 'sgd' as const, learningRate: 0.1 };
export const runs = { rates: [0.01, 0.1], seeds: 2 };
export const outcomes = unpacked(
  runs,
  Float64Array.from({ length: 28 }, (_, i) => (i === 3 ? Infinity : i)),
);
export const curve = { step: [0, 20], train: [0.7, 0.1], validation: [0.7, 0.5], test: [0.7, 0.6], diverged: false };
export const overfitting = {
  ...small,
  noise: 0.3,
  layers: [4],
  learningRate: 0.01,
  examples: [20, 200],
  l2: [0, 0.1],
  every: 10,
  seeds: 2,
};
export const group = { activation: 'relu' as const, losses: Float64Array.of(0.1, NaN, 0.6) };
export const layers = layersOf(3);
export const count = 2;

export const kinds: Kind[] = [
  kind(
    'latency',
    latency,
    {},
    { points: crossed, skipped: [], missing: [{ name: 'webgpu', why: 'no adapter' }], spec: spec(), sweeps: 1 },
    ({ results }) => [fastestWords(results?.points ?? []), gpuWords(results?.points ?? [])],
  ),
  kind(
    'race',
    race({ of: 'net', ...runs, steps: 5 }),
    { surface: 'beale', column: 'trainLoss', chosen: 'Adam' },
    { losses: { testLoss: packed(runs, outcomes), trainLoss: packed(runs, outcomes) }, raced: spec(), races: 1, seconds: 2 },
    ({ results }) => standings(linesOf(unpacked(runs, results?.losses.testLoss ?? new Float64Array(28)))),
  ),
  kind(
    'seeds',
    seeds({ ...small, optimizer, layers: [8], activations: ['tanh', 'relu'], seeds: 3, success: 0.5, choices: [] }),
    { activation: 'tanh', loss: 'meanSquaredError', layers: [4] },
    { groups: [group], reference: 0.25, runs: 1, last: group, asWritten: { reluRuns: 1 } },
    ({ results }) => results && [groupOf(results.last), ...results.groups.map(groupOf)].map((one) => outcomeOf(one, 0.5)),
  ),
  kind(
    'overfit',
    overfit(overfitting),
    { examples: 20, l2: 0.1 },
    { outcomes: [{ examples: 20, l2: 0, curves: [curve, curve] }], drawn: 0 },
    ({ results }) => [
      comparison(results?.outcomes ?? [], overfitting),
      ...(results?.outcomes ?? []).map((one) => [seriesOf(one), lowest(one)]),
    ],
  ),
  kind(
    'landscape',
    landscape({ of: 'net', side: 3, reach: 1, seed: 1 }),
    { reach: 2, seed: 3 },
    {
      slices: [{ landscape: { side: 3, reach: 1, values: new Float64Array(9), centre: 0.5 }, step: 7, seed: 1 }],
      drawn: 1,
      firstCentre: 0.5,
    },
  ),
  kind(
    'noise',
    noise,
    {},
    {
      noise: { norm: 1, single: 4, points: [1, 4].map((batchSize) => ({ batchSize, rms: 1, low: 0, high: 2 })) },
      step: 1,
      measured: 1,
    },
    ({ results }) => results && [quarterOf(results.noise.points), slopeOf(results.noise.points)],
  ),
  kind(
    'gradients',
    gradients({ ...small, optimizer, layers: [2, 2], activations: ['tanh', 'relu'], seed: 1 }),
    { seed: 3, shown: null },
    { looks: packLooks(looks, { norms: true }), runs: 1, seed: 3 },
    ({ results }) => results && unpackLooks(results.looks),
  ),
  kind(
    'dying',
    dying({ ...small, optimizer, layers: [2, 1], seeds: 1 }),
    { learningRate: 0.5 },
    { looks: packLooks(looks, { off: true }), runs: 1, learningRate: 0.5 },
    ({ results }) => {
      if (!results) return;
      const all = unpackLooks(results.looks);
      const bySpec = [0, 1].map((i) => all.filter(({ index }) => index === i));
      return [tally(bySpec), overSteps(bySpec)];
    },
  ),
  kind(
    'defaults',
    defaults,
    { gradient: 1, step: 2 },
    {
      answer: [
        { name: 'cpu', info: crossed[0].backend, error: null, epsilon: 1, taken: [{ optimizer: 'adam', steps: [1, NaN] }] },
        { name: 'webgpu', info: null, error: { code: 'backend-missing', message: '', hint: '' }, epsilon: null, taken: [] },
      ],
      gradient: 1,
      runs: 1,
    },
  ),
  kind(
    'surface',
    surface,
    {
      settings: { surface: 'quadratic', curvatures: [1, 8], learningRate: 0.1, momentum: 0.5, steps: 9, start: [1, -1] },
      moved: 0,
      changes: count,
    },
    null,
    ({ settings }) => courseOf(settings.settings),
  ),
  kind('microscope', microscope, { gradients: 'noisy', scale: 10, steps: 30 }, null),
  kind('rule', rule, { gradients: 'bowl', learningRate: 0.1, steps: 3 }, null),
  kind('online', online, { c: 3, beta2: 0.1, runs: 1, drawn: true }, null),
  kind(
    'assemble',
    assemble,
    { parts: { scale: true, forget: true, momentum: false, correct: false }, best: false, learningRate: 0.1, switched: 2 },
    null,
  ),
  kind('activation', activation, { chosen: 'relu', compare: '', input: -1, moves: count }, null),
  kind(
    'linear',
    linear,
    {
      layers: layers.map(({ w, b }) => ({ w: w.map((row) => [...row]), b: [...b] })) as never,
      activation: 'relu',
      seed: 3,
      moves: 1,
    },
    null,
    ({ settings }) => answers(settings.layers, settings.activation, 3),
  ),
  kind(
    'neuron',
    neuron({ datasets: ['gaussians', 'xor4'], samples: 40, seed: 1, activation: 'relu', w1: 1, w2: 0, b: 0 }),
    { neuron: { w1: 1, w2: 2, b: 0, activation: 'tanh' }, dataset: 'xor4', moves: 1, best: 0.9 },
    null,
    ({ settings }) => responseOf(settings.neuron, 3),
  ),
  kind(
    'backprop',
    backprop,
    {
      weights: [1, 2, 3, 4, 5, 6, 7, 8, 9],
      example: { x1: 1, x2: 2, y: 1 },
      learningRate: 1,
      backward: true,
      selected: 'v1',
      solved: false,
      attempts: 1,
      steps: 2,
      startLoss: 0.5,
      inspected: 1,
    },
    {
      gradients: [{ name: 'output', parameters: 3, norm: 1, largest: 0.5 }],
      ms: { forward: 1, backward: 2, update: 3 },
      loss: 0.5,
      shape: '2 → 1',
      step: 7,
    },
    ({ settings: { weights, example } }) => forward(weightsOf(weights), example),
  ),
  kind('predict', predict, { guess: 'never', result: null }, null),
];
