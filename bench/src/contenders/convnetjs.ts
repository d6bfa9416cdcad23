/** ConvNetJS: one example at a time, the gradient gathered over a batch. It has no Adam, so A3 and A4 train by plain SGD, which costs less. */
import convnetjs, { type ConvVolume, type Net } from 'convnetjs';
import { layoutOf, outputCount } from '../../../src/engine/layout';
import type { Contender } from '../contender';
import { singles, type BenchNetwork } from '../networks';
import { cut, each, oneByOne } from './one-by-one';

function build({ model, start }: BenchNetwork): Net {
  const net = new convnetjs.Net();
  const softmax = model.loss === 'categoricalCrossEntropy';
  net.makeLayers([
    { type: 'input', out_sx: 1, out_sy: 1, out_depth: model.inputs },
    ...model.layers.map(({ units, activation }) =>
      activation === 'softmax' ? { type: 'softmax', num_classes: units } : { type: 'fc', num_neurons: units, activation },
    ),
    ...(softmax ? [] : [{ type: 'regression', num_neurons: outputCount(model) }]),
  ]);
  // makeLayers puts a dense layer of its own before the regression; the network has one with tanh there already.
  if (!softmax) net.layers.splice(-2, 1);
  const dense = net.layers.filter((layer) => layer.filters);
  for (const [i, { inputs, units, kernel, bias }] of layoutOf(model).layers.entries()) {
    const { filters = [], biases } = dense[i];
    for (let unit = 0; unit < units; unit++) {
      for (let input = 0; input < inputs; input++) filters[unit].w[input] = start.weights[kernel + input * units + unit];
      biases.w[unit] = start.weights[bias + unit];
    }
  }
  return net;
}

function volume(x: Float32Array): ConvVolume {
  const made = new convnetjs.Vol(1, 1, x.length, 0);
  made.w.set(x);
  return made;
}

export async function create(network: BenchNetwork): Promise<Contender> {
  const { model, batch, learningRate } = network;
  const outputs = outputCount(model);
  const softmax = model.loss === 'categoricalCrossEntropy';
  return {
    detail: 'JavaScript, 64-bit',
    trainsOtherwise: softmax ? 'plain SGD: it has no Adam' : undefined,
    trainers: [
      {
        call: 'trainer.train(volume, target)',
        make() {
          const net = build(network);
          const trainer = new convnetjs.Trainer(net, {
            method: 'sgd',
            // Its squared error is halved, and ours is not. For A3 and A4 SGD takes larger steps than Adam.
            learning_rate: softmax ? 0.05 : 2 * learningRate,
            batch_size: batch,
            momentum: 0,
            l1_decay: 0,
            l2_decay: 0,
          });
          const examples = singles(network).map(({ x, y }) => ({
            x: volume(x),
            y: softmax ? y.indexOf(1) : Float64Array.from(y),
          }));
          let next = 0;
          return {
            units: batch,
            run(count) {
              for (let i = 0; i < count; i++) {
                const { x, y } = examples[next];
                trainer.train(x, y);
                next = next + 1 < examples.length ? next + 1 : 0;
              }
            },
            outputs: (x) => each((v: ConvVolume) => net.forward(v).w, cut([x], model.inputs, volume)),
          };
        },
      },
    ],
    predictors: (inputs, n) => [
      {
        call: 'net.forward(volume)',
        make() {
          const net = build(network);
          return oneByOne((x: ConvVolume) => net.forward(x).w, cut(inputs, model.inputs, volume), n, outputs);
        },
      },
    ],
  };
}
