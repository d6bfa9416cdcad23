/**
 * A Jupyter notebook (nbformat 4.5, nbformat.readthedocs.io) that builds the same network in Keras 3, gives it the trained
 * weights, and holds its answers against ours. Pure.
 */
import type { LossName } from '../contract/model';
import { conventions } from '../engine/conventions';
import { floatsToBytes, toBase64 } from '../share/base64';
import { kerasActivations } from './layers-model';
import { layersOf, type TrainedLayer, type TrainedNetwork } from './trained';

/** Examples as the network takes them, and what it answered. */
export interface Answers {
  /** n × inputs */
  x: Float32Array;
  /** n × outputs */
  y: Float32Array;
}

const losses: Record<LossName, string> = {
  meanSquaredError: 'mean_squared_error',
  binaryCrossEntropy: 'binary_crossentropy',
  categoricalCrossEntropy: 'categorical_crossentropy',
};

export function toNotebook(network: TrainedNetwork, title: string, { x, y }: Answers): string {
  const { model, features, classes, about, target } = network;
  const layers = layersOf(network);
  const outputs = model.layers[model.layers.length - 1].units;
  const cells = [
    markdown(
      'about',
      `# ${title}\n\n${about}\n\nInputs: ${features.join(', ')}, as the network saw them. ${
        target ? `It predicts the number ${target.name}, standardised.` : `Classes: ${classes.join(', ')}.`
      }\n\n` +
        'The next cells build the same network in Keras, give it the trained weights, and hold its answers against those of ' +
        'Forward Pass. They need the packages `keras` (3 or newer) with a backend, and `numpy`.',
    ),
    code('imports', 'import base64\n\nimport keras\nimport numpy as np'),
    code(
      'weights',
      `def floats(text, *shape):\n    return np.frombuffer(base64.b64decode(text), dtype="<f4").reshape(shape)\n\n\nweights = [\n${layers
        .map(
          ({ kernel, bias, inputs, units }) =>
            `    floats("${base64(kernel)}", ${inputs}, ${units}),\n    floats("${base64(bias)}", ${units}),\n`,
        )
        .join('')}]`,
    ),
    code(
      'network',
      `model = keras.Sequential([\n    keras.Input((${model.inputs},)),\n${layers.map(layerLine).join('')}])\nmodel.set_weights(weights)\nmodel.summary()`,
    ),
    code(
      'check',
      `x = floats("${base64(x)}", -1, ${model.inputs})\nexpected = floats("${base64(y)}", -1, ${outputs})\n` +
        'answers = model.predict(x, verbose=0)\nprint(answers)\nprint("largest difference:", np.abs(answers - expected).max())\n' +
        'assert np.allclose(answers, expected, atol=1e-5)',
    ),
    ...(target ? ownUnit(target) : []),
    markdown('onwards', 'To train it further, on data of the same inputs:'),
    code(
      'compile',
      `model.compile(optimizer="adam", loss="${losses[model.loss]}", metrics=[${target ? 'keras.metrics.RootMeanSquaredError()' : '"accuracy"'}])`,
    ),
  ];
  const notebook = {
    cells,
    metadata: {
      kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' },
      language_info: { name: 'python' },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

function ownUnit({ name, mean, deviation }: NonNullable<TrainedNetwork['target']>) {
  return [
    markdown(
      'unit',
      `The network answers in standardised units: its training rows had the mean ${mean} and the standard deviation ` +
        `${deviation}. So this is ${name} in its own unit:`,
    ),
    code('own', `mean, deviation = ${mean}, ${deviation}\nprint(mean + deviation * answers)`),
  ];
}

function layerLine({ units, activation, name }: TrainedLayer): string {
  if (activation === 'leakyRelu')
    return (
      `    keras.layers.Dense(${units}, name="${name}"),\n` +
      `    keras.layers.LeakyReLU(negative_slope=${conventions.leakyReluSlope}),\n`
    );
  return `    keras.layers.Dense(${units}, activation="${kerasActivations[activation]}", name="${name}"),\n`;
}

function base64(numbers: Float32Array): string {
  return toBase64(floatsToBytes(numbers));
}

function markdown(id: string, text: string) {
  return { cell_type: 'markdown', id, metadata: {}, source: lines(text) };
}

function code(id: string, text: string) {
  return { cell_type: 'code', execution_count: null, id, metadata: {}, outputs: [], source: lines(text) };
}

/** A list of lines, each with its end but for the last. */
function lines(text: string): string[] {
  return text.split(/(?<=\n)/);
}
