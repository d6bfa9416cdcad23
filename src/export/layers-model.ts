/**
 * A network as TF.js keeps a LayersModel: model.json with the topology in Keras' words and the weights' manifest, and
 * weights.bin with their float32 in the manifest's order (tensorflow.org/js/guide/save_load). Pure.
 */
import type { ActivationName } from '../contract/model';
import { conventions } from '../engine/conventions';
import { floatsToBytes } from '../share/base64';
import { layersOf, type TrainedLayer, type TrainedNetwork } from './trained';

export const weightsFile = 'weights.bin';

/** Keras' names; leaky ReLU is a layer of its own there, since its slope is not fixed. */
export const kerasActivations: Record<Exclude<ActivationName, 'leakyRelu'>, string> = {
  identity: 'linear',
  sigmoid: 'sigmoid',
  tanh: 'tanh',
  relu: 'relu',
  elu: 'elu',
  gelu: 'gelu',
  silu: 'swish',
  softplus: 'softplus',
  softmax: 'softmax',
};

/** @param cell the cell's own state, so that it comes back whole here */
export function toLayersModel(network: TrainedNetwork, cell: unknown): { json: string; weights: Uint8Array<ArrayBuffer> } {
  const layers = layersOf(network);
  const json = {
    format: 'layers-model',
    generatedBy: 'Forward Pass',
    convertedBy: null,
    modelTopology: {
      class_name: 'Sequential',
      config: { name: 'forward_pass', layers: layers.flatMap(topologyOf) },
      keras_version: 'tfjs-layers 4.22.0',
      backend: 'tensor_flow.js',
    },
    weightsManifest: [
      {
        paths: [weightsFile],
        weights: layers.flatMap(({ name, inputs, units }) => [
          { name: `${name}/kernel`, shape: [inputs, units], dtype: 'float32' },
          { name: `${name}/bias`, shape: [units], dtype: 'float32' },
        ]),
      },
    ],
    userDefinedMetadata: {
      about: network.about,
      features: network.features,
      classes: network.classes,
      target: network.target,
      scales: network.scales,
      forwardPass: cell,
    },
  };
  // Kernel and bias follow one another in our own layout as they do in the manifest.
  return { json: `${JSON.stringify(json, null, 1)}\n`, weights: floatsToBytes(network.weights) };
}

function topologyOf({ name, inputs, units, activation }: TrainedLayer, index: number): unknown[] {
  const leaky = activation === 'leakyRelu';
  const dense = {
    class_name: 'Dense',
    config: {
      units,
      activation: leaky ? 'linear' : kerasActivations[activation],
      use_bias: true,
      name,
      trainable: true,
      ...(index === 0 && { batch_input_shape: [null, inputs], dtype: 'float32' }),
    },
  };
  const after = {
    class_name: 'LeakyReLU',
    config: { alpha: conventions.leakyReluSlope, name: `leaky_re_lu_${index + 1}`, trainable: true },
  };
  return leaky ? [dense, after] : [dense];
}
