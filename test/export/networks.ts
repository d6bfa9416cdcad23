/** Networks to export, of every activation, with our own answers beside them. */
import type { LayerSpec, ModelSpec } from '../../src/contract/model';
import { createPlain } from '../../src/engine/backends/plain';
import { initialSnapshot } from '../../src/engine/init';
import { Random } from '../../src/engine/random';
import type { TrainedNetwork } from '../../src/export/trained';
import { hiddenActivations } from '../engine/arbitrary';

export interface Answered {
  network: TrainedNetwork;
  n: number;
  x: Float32Array;
  y: Float32Array;
}

/** @param layers the last one is the output */
export async function answered(inputs: number, layers: LayerSpec[], seed: number, n = 20): Promise<Answered> {
  const loss = layers[layers.length - 1].activation === 'softmax' ? 'categoricalCrossEntropy' : 'meanSquaredError';
  const model: ModelSpec = { inputs, layers, loss };
  const random = new Random(seed);
  const start = initialSnapshot(model, { kind: 'sgd' }, seed);
  // Biases begin at 0, which would hide a bias that was left out.
  const weights = start.weights.map((weight) => weight + 0.3 * random.normal());
  const plain = createPlain().build(model, { kind: 'sgd' }, { ...start, weights });
  const x = Float32Array.from({ length: n * inputs }, () => 2 * random.normal());
  const y = await plain.predict(x, n);
  plain.dispose();
  const { units: outputs, activation } = layers[layers.length - 1];
  const names = (word: string, count: number) => Array.from({ length: count }, (_, i) => `${word}${i + 1}`);
  const common = { model, weights, features: names('x', inputs), about: 'A network for tests.' };
  const network =
    outputs === 1 && activation === 'identity'
      ? { ...common, classes: [], target: { name: 'y', mean: 12.5, deviation: 3 }, scales: [{ mean: 1, deviation: 2 }, null] }
      : { ...common, classes: names('c', outputs) };
  return { network, n, x, y };
}

/** One for each hidden activation, and outputs of each kind. */
export const shapes: [string, number, LayerSpec[]][] = [
  ...hiddenActivations.map((activation): [string, number, LayerSpec[]] => [
    activation,
    3,
    [
      { units: 7, activation },
      { units: 5, activation },
      { units: 2, activation: 'identity' },
    ],
  ]),
  [
    'a number',
    2,
    [
      { units: 4, activation: 'tanh' },
      { units: 1, activation: 'identity' },
    ],
  ],
  ['no hidden layer, sigmoid', 2, [{ units: 1, activation: 'sigmoid' }]],
  [
    'softmax over ten',
    64,
    [
      { units: 32, activation: 'relu' },
      { units: 10, activation: 'softmax' },
    ],
  ],
  [
    'eight hidden layers',
    2,
    [...Array.from({ length: 8 }, (): LayerSpec => ({ units: 8, activation: 'tanh' })), { units: 3, activation: 'softmax' }],
  ],
];
