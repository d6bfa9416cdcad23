/**
 * synaptic: one example at a time, the weights updated after each. It writes a function for the whole network where asked to, which pays for
 * small networks. It has no softmax: outputs of A3 and A4 are the identity, trained under squared error, and softmax is taken by hand.
 */
import synaptic, { type SynapticNetwork } from 'synaptic';
import type { ActivationName } from '../../../src/contract/model';
import { layoutOf, outputCount } from '../../../src/engine/layout';
import type { Contender } from '../contender';
import { singles, type BenchNetwork } from '../networks';
import { cut, each, oneByOne } from './one-by-one';

const { TANH, RELU, IDENTITY } = synaptic.Neuron.squash;
const squashes: Partial<Record<ActivationName, unknown>> = { tanh: TANH, relu: RELU, softmax: IDENTITY };

/**
 * The starting weights; what a function was written for before is written again. V8 takes functions of the same source for one, and leaves
 * all but the first of them slow (20 times). So the source is made another one, by a number that each call overwrites.
 */
function reset(net: SynapticNetwork, { model, start }: BenchNetwork, written: boolean, number: number): SynapticNetwork {
  net.setOptimize(written);
  const { input, hidden, output } = net.layers;
  input.list[0].activation = number;
  const layers = [...hidden, output];
  let before = input;
  for (const [i, { units, kernel, bias }] of layoutOf(model).layers.entries()) {
    layers[i].set({ squash: squashes[model.layers[i].activation] });
    const numbers = new Map(before.list.map((neuron, number) => [neuron, number]));
    for (const [unit, neuron] of layers[i].list.entries()) {
      neuron.bias = start.weights[bias + unit];
      for (const connection of Object.values(neuron.connections.inputs))
        connection.weight = start.weights[kernel + (numbers.get(connection.from) ?? 0) * units + unit];
    }
    before = layers[i];
  }
  return net;
}

function softmax(logits: number[]): number[] {
  const largest = Math.max(...logits);
  let sum = 0;
  for (let i = 0; i < logits.length; i++) sum += logits[i] = Math.exp(logits[i] - largest);
  for (let i = 0; i < logits.length; i++) logits[i] /= sum;
  return logits;
}

/** Above this many parameters the function that it writes is megabytes of source, which no engine optimizes. */
const WRITTEN_AT_MOST = 2000;

export async function create(network: BenchNetwork): Promise<Contender> {
  const { model, batch, learningRate, start } = network;
  const outputs = outputCount(model);
  const classes = model.loss === 'categoricalCrossEntropy';
  const forms = start.weights.length <= WRITTEN_AT_MOST ? [true, false] : [false];
  const words = (written: boolean) => (written ? 'as one written function' : 'setOptimize(false)');
  const connected = () => new synaptic.Architect.Perceptron(model.inputs, ...model.layers.map((layer) => layer.units));
  // A large one takes seconds to connect, so it is made once and given its first weights again.
  const large = forms.length === 1 ? connected() : null;
  let number = 0;
  const build = (written: boolean) => reset(large ?? connected(), network, written, number++);
  const forward = (net: SynapticNetwork) =>
    classes ? (x: number[]) => softmax(net.activate(x)) : (x: number[]) => net.activate(x);
  return {
    detail: 'JavaScript, 64-bit',
    trainsOtherwise: `updates after each example${classes ? ', identity outputs under squared error' : ''}`,
    trainers: forms.map((written) => ({
      call: `network.activate(x); network.propagate(rate, y), ${words(written)}`,
      make() {
        const net = build(written);
        const examples = singles(network).map(({ x, y }) => ({ x: Array.from(x), y: Array.from(y) }));
        let next = 0;
        return {
          units: batch,
          unitsPerUpdate: 1,
          squaredError: true,
          run(count) {
            for (let i = 0; i < count; i++) {
              const { x, y } = examples[next];
              net.activate(x);
              net.propagate(learningRate, y);
              next = next + 1 < examples.length ? next + 1 : 0;
            }
          },
          outputs: (x) =>
            each(
              (one: number[]) => net.activate(one),
              cut([x], model.inputs, (one) => Array.from(one)),
            ),
        };
      },
    })),
    predictors: (inputs, n) =>
      forms.map((written) => ({
        call: `network.activate(x), ${words(written)}`,
        make: () =>
          oneByOne(
            forward(build(written)),
            cut(inputs, model.inputs, (x) => Array.from(x)),
            n,
            outputs,
          ),
      })),
  };
}
