/** Networks, weights and colours for the tests of draw/. */
import type { Palette } from '../../src/draw/colours';
import type { ActivationName, ModelSpec } from '../../src/contract/model';
import { parameterCount } from '../../src/draw/diagram-layout';

/** Widths from the inputs to the output, e.g. 2, 8, 8, 1. */
export function network(inputs: number, ...units: number[]): ModelSpec {
  const outputs = units[units.length - 1];
  const last: ActivationName = outputs === 1 ? 'sigmoid' : 'softmax';
  return {
    inputs,
    layers: units.map((count, i) => ({ units: count, activation: i === units.length - 1 ? last : 'tanh' })),
    loss: outputs === 1 ? 'binaryCrossEntropy' : 'categoricalCrossEntropy',
  };
}

/** Each weight is its own index over a hundred, so that a test can tell them apart; every other one is negative. */
export function numberedWeights(model: ModelSpec): Float32Array {
  return Float32Array.from({ length: parameterCount(model) }, (_, i) => ((i % 2 ? -1 : 1) * (i + 1)) / 100);
}

export const palette: Palette = {
  '--raised': [250, 250, 250],
  '--ink': [20, 20, 20],
  '--ink-2': [100, 100, 100],
  '--train': [200, 60, 10],
  '--infer': [10, 110, 130],
  '--neg': [80, 90, 200],
  '--pos': [200, 150, 10],
  '--third': [150, 20, 90],
};
