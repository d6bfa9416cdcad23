/** A network with its weights, as every export writes it; and its layers, one by one. Pure. */
import type { Scale } from '../contract/dataset';
import type { ActivationName, ModelSpec } from '../contract/model';
import { layoutOf } from '../engine/layout';

export interface TrainedNetwork {
  model: ModelSpec;
  /** In the layout of src/engine/layout.ts. */
  weights: Float32Array;
  /** Name of each input and of each class; of none where a number is predicted. */
  features: readonly string[];
  classes: readonly string[];
  /** The number that is predicted: the network's output is (value − mean) / deviation. */
  target?: Scale & { name: string };
  /** How each input was standardised, where a table of the reader's own was: the same; null for a 0 or 1. */
  scales?: readonly (Scale | null)[];
  /** Where it comes from, for whoever finds the file: dataset, steps, seed. */
  about: string;
}

export interface TrainedLayer {
  /** As TF.js and Keras would call it: dense_1, dense_2, … */
  name: string;
  inputs: number;
  units: number;
  activation: ActivationName;
  /** inputs × units, row-major by input. */
  kernel: Float32Array;
  bias: Float32Array;
}

export function layersOf({ model, weights }: Pick<TrainedNetwork, 'model' | 'weights'>): TrainedLayer[] {
  return layoutOf(model).layers.map(({ inputs, units, kernel, bias, end }, i) => ({
    name: `dense_${i + 1}`,
    inputs,
    units,
    activation: model.layers[i].activation,
    kernel: weights.subarray(kernel, bias),
    bias: weights.subarray(bias, end),
  }));
}
