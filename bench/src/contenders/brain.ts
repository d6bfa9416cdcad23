/**
 * brain.js 2: one example at a time, the weights updated after each. It has one activation for all layers and no softmax, so the outputs
 * of A3 and A4 are ReLU under squared error.
 */
import { NeuralNetwork } from 'brain.js';
import { layoutOf, outputCount } from '../../../src/engine/layout';
import type { Contender, Way, Predictor } from '../contender';
import { singles, type BenchNetwork } from '../networks';
import { cut, each, oneByOne } from './one-by-one';

function build({ model, start, optimizer, learningRate }: BenchNetwork): NeuralNetwork<number[], number[]> {
  const net = new NeuralNetwork<number[], number[]>({
    activation: model.layers[0].activation,
    learningRate,
    // It refuses 0.
    momentum: Number.EPSILON,
    ...(optimizer.kind === 'adam'
      ? { praxis: 'adam', beta1: optimizer.beta1, beta2: optimizer.beta2, epsilon: optimizer.epsilon }
      : {}),
  });
  net.sizes = [model.inputs, ...model.layers.map((layer) => layer.units)];
  net.outputLayer = model.layers.length;
  net.initialize();
  for (const [i, { inputs, units, kernel, bias }] of layoutOf(model).layers.entries())
    for (let unit = 0; unit < units; unit++) {
      for (let input = 0; input < inputs; input++) net.weights[i + 1][unit][input] = start.weights[kernel + input * units + unit];
      net.biases[i + 1][unit] = start.weights[bias + unit];
    }
  return net;
}

/** The function that it writes for a network. */
function written(net: NeuralNetwork<number[], number[]>): (x: Float32Array) => ArrayLike<number> {
  return net.toFunction() as unknown as (x: Float32Array) => ArrayLike<number>;
}

/** Above this many parameters the function that it writes is megabytes of source, and no engine optimizes it. */
const WRITTEN_AT_MOST = 2000;

export async function create(network: BenchNetwork): Promise<Contender> {
  const { model, batch, start } = network;
  const outputs = outputCount(model);
  const softmax = model.loss === 'categoricalCrossEntropy';
  // Once: V8 takes functions of the same source for one, and leaves all but the first of them slow.
  let kept: ReturnType<typeof written> | null = null;
  return {
    detail: 'JavaScript, 32-bit arrays',
    trainsOtherwise: `updates after each example${softmax ? ', ReLU outputs under squared error' : ''}`,
    output: softmax ? 'relu' : undefined,
    trainers: [
      {
        call: 'net.trainPattern(example)',
        make() {
          const net = build(network);
          const examples = singles(network).map(({ x, y }) => ({ input: x, output: y }));
          let next = 0;
          return {
            units: batch,
            unitsPerUpdate: 1,
            squaredError: true,
            run(count) {
              for (let i = 0; i < count; i++) {
                net.trainPattern(examples[next]);
                next = next + 1 < examples.length ? next + 1 : 0;
              }
            },
            outputs: (x) =>
              each(
                (one: Float32Array) => net.runInput(one),
                cut([x], model.inputs, (one) => one),
              ),
          };
        },
      },
    ],
    predictors: (inputs, n) => {
      const whole: Way<Predictor> = {
        call: 'net.runInput(x)',
        make() {
          const net = build(network);
          return oneByOne(
            (x: Float32Array) => net.runInput(x),
            cut(inputs, model.inputs, (x) => x),
            n,
            outputs,
          );
        },
      };
      const asFunction: Way<Predictor> = {
        call: 'net.toFunction()(x)',
        make: () =>
          oneByOne(
            (kept ??= written(build(network))),
            cut(inputs, model.inputs, (x) => x),
            n,
            outputs,
          ),
      };
      return start.weights.length <= WRITTEN_AT_MOST ? [whole, asFunction] : [whole];
    },
  };
}
