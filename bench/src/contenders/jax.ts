/** jax-js on WebAssembly or WebGPU: the whole step, gradient and update, in one jit(); for inference the forward pass in one jit(). */
import { blockUntilReady, defaultDevice, grad, init, jit, nn, numpy as np, tree, type Array as JaxArray } from '@jax-js/jax';
import { layoutOf } from '../../../src/engine/layout';
import type { Contender } from '../contender';
import { batchArrays, type BenchNetwork } from '../networks';

type Layer = { w: JaxArray; b: JaxArray };
type Adam = { m: Layer[]; v: Layer[]; c1: JaxArray; c2: JaxArray };

const array = (values: Float32Array, shape: number[]) => np.array(values as Float32Array<ArrayBuffer>, { shape });

function layersOf({ model, start }: BenchNetwork): Layer[] {
  return layoutOf(model).layers.map(({ inputs, units, kernel, bias, end }) => ({
    w: array(start.weights.slice(kernel, bias), [inputs, units]),
    b: array(start.weights.slice(bias, end), [units]),
  }));
}

function zeros({ model }: BenchNetwork): Layer[] {
  return layoutOf(model).layers.map(({ inputs, units }) => ({ w: np.zeros([inputs, units]), b: np.zeros([units]) }));
}

/** As everywhere in jax-js, arguments are used up. */
function forward({ model }: BenchNetwork, layers: Layer[], x: JaxArray, logits: boolean): JaxArray {
  let h = x;
  for (const [i, { w, b }] of layers.entries()) {
    h = np.dot(h, w).add(b);
    const { activation } = model.layers[i];
    if (activation === 'tanh') h = np.tanh(h);
    if (activation === 'relu') h = nn.relu(h);
    if (activation === 'softmax' && !logits) h = nn.softmax(h, -1);
  }
  return h;
}

function lossOf(network: BenchNetwork) {
  const classes = network.model.loss === 'categoricalCrossEntropy';
  return (layers: Layer[], x: JaxArray, y: JaxArray): JaxArray => {
    const out = forward(network, layers, x, true);
    if (classes)
      return nn
        .logSoftmax(out, -1)
        .mul(y)
        .sum()
        .mul(-1 / network.batch);
    const difference = out.sub(y);
    return np.square(difference).mean();
  };
}

const both = (a: Layer, f: (a: JaxArray) => JaxArray): Layer => ({ w: f(a.w), b: f(a.b) });
const zip = (a: Layer[], b: Layer[], f: (a: JaxArray, b: JaxArray) => JaxArray): Layer[] =>
  a.map((layer, i) => ({ w: f(layer.w, b[i].w), b: f(layer.b, b[i].b) }));

function sgdStep(network: BenchNetwork) {
  const gradient = grad(lossOf(network));
  return jit((layers: Layer[], x: JaxArray, y: JaxArray) => {
    const g = gradient(tree.ref(layers) as never, x as never, y as never) as Layer[];
    return zip(layers, g, (w, d) => w.sub(d.mul(network.learningRate)));
  });
}

function adamStep(network: BenchNetwork) {
  const gradient = grad(lossOf(network));
  const { optimizer, learningRate } = network;
  if (optimizer.kind !== 'adam') throw new TypeError('This step is Adam.');
  const { beta1, beta2, epsilon } = optimizer;
  return jit((layers: Layer[], { m, v, c1, c2 }: Adam, x: JaxArray, y: JaxArray) => {
    const g = gradient(tree.ref(layers) as never, x as never, y as never) as Layer[];
    const m2 = zip(m, tree.ref(g) as Layer[], (a, d) => a.mul(beta1).add(d.mul(1 - beta1)));
    const v2 = zip(v, g, (a, d) => a.mul(beta2).add(np.square(d).mul(1 - beta2)));
    // β₁ and β₂ to the power of the step.
    const p1 = c1.mul(beta1);
    const p2 = c2.mul(beta2);
    const s1 = np.reciprocal(np.subtract(1, p1.ref));
    const s2 = np.reciprocal(np.subtract(1, p2.ref));
    const down = m2.map((layer) => both(layer, (a) => a.ref.mul(s1.ref).mul(learningRate)));
    const root = v2.map((layer) => both(layer, (a) => np.sqrt(a.ref.mul(s2.ref)).add(epsilon)));
    s1.dispose();
    s2.dispose();
    const step = zip(down, root, (a, b) => a.div(b));
    return [zip(layers, step, (w, d) => w.sub(d)), { m: m2, v: v2, c1: p1, c2: p2 }] as [Layer[], Adam];
  });
}

export async function create(network: BenchNetwork, variant: string): Promise<Contender> {
  const [device, threads] = variant.split(':') as ['wasm' | 'webgpu', string];
  // It starts a thread for each processor and takes no wish: this is the number of processors that it sees.
  Object.defineProperty(navigator, 'hardwareConcurrency', { value: Number(threads) });
  if (!(await init(device)).includes(device)) throw new Error(`jax-js does not start its ${device} device here`);
  defaultDevice(device);
  const { model, batch, examples } = network;
  const gpu = device === 'webgpu';

  return {
    detail: `jax-js ${device}${gpu ? '' : `, ${threads} thread${threads === '1' ? '' : 's'}`}`,
    trainers: [
      {
        call: 'jit(step)(parameters, x, y)',
        make() {
          const classes = model.loss === 'categoricalCrossEntropy';
          const batches = Array.from({ length: examples.n / batch }, (_, b) => {
            const { x, y } = batchArrays(network, b);
            return { x: array(x, [batch, model.inputs]), y: array(y, [batch, y.length / batch]) };
          });
          const answer = jit((layers: Layer[], x: JaxArray) => forward(network, layers, x, false));
          let layers = layersOf(network);
          let adam: Adam = { m: zeros(network), v: zeros(network), c1: np.array(1), c2: np.array(1) };
          const sgd = classes ? null : sgdStep(network);
          const fused = classes ? adamStep(network) : null;
          let next = 0;
          return {
            units: 1,
            async run(steps) {
              for (let i = 0; i < steps; i++) {
                const { x, y } = batches[next];
                if (sgd) layers = sgd(layers as never, x.ref as never, y.ref as never) as Layer[];
                if (fused)
                  [layers, adam] = fused(layers as never, adam as never, x.ref as never, y.ref as never) as [Layer[], Adam];
                next = next + 1 < batches.length ? next + 1 : 0;
              }
              await blockUntilReady(layers as never);
            },
            outputs: async (x, n) =>
              (await (
                answer(tree.ref(layers) as never, array(x, [n, model.inputs]) as never) as JaxArray
              ).data()) as Float32Array,
            dispose() {
              tree.dispose(layers as never);
              tree.dispose(adam as never);
              tree.dispose(batches as never);
            },
          };
        },
      },
    ],
    predictors: (inputs, n) => {
      const shape = [n, model.inputs];
      const ways = gpu ? (['data'] as const) : (['dataSync', 'data'] as const);
      return ways.map((read) => ({
        call: `jit(forward)(x).${read}()`,
        make() {
          const layers = layersOf(network);
          const answer = jit((l: Layer[], x: JaxArray) => forward(network, l, x, false));
          const call = (x: Float32Array) => (answer(tree.ref(layers) as never, array(x, shape) as never) as JaxArray)[read]();
          return {
            units: 1,
            async run(calls: number) {
              for (let i = 0; i < calls; i++) {
                const values = call(inputs[i % inputs.length]);
                if (values instanceof Promise) await values;
              }
            },
            outputs: async () => (await call(inputs[0])) as Float32Array,
            dispose: () => tree.dispose(layers as never),
          };
        },
      }));
    },
  };
}
