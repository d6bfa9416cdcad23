/** TensorFlow.js on one of its backends: by its own optimizers' minimize() or its layers' trainOnBatch(); asked by fused kernels or by model.predict(). */
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import simdUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm?url';
import plainUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url';
import type { Contender, Predictor, Trainer, Way } from '../contender';
import { layoutOf } from '../../../src/engine/layout';
import { batchArrays, type BenchNetwork } from '../networks';

interface Device {
  detail: string;
  /** Reads a result the fastest way that this backend has. */
  read(tensor: tf.Tensor): Float32Array | Promise<Float32Array>;
  /** Whether kernels are only queued when their call returns. */
  queues: boolean;
}

async function start(variant: string): Promise<Device> {
  const [name, threads] = variant.split(':');
  tf.enableProdMode();
  switch (name) {
    case 'cpu':
      await import('@tensorflow/tfjs-backend-cpu');
      break;
    case 'wasm': {
      const { setThreadsCount, setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
      const whole = (url: string) => new URL(url, self.location.href).href;
      setWasmPaths({
        'tfjs-backend-wasm.wasm': whole(plainUrl),
        'tfjs-backend-wasm-simd.wasm': whole(simdUrl),
        'tfjs-backend-wasm-threaded-simd.wasm': whole(threadedUrl),
      });
      setThreadsCount(Number(threads));
      if (threads === '1') tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
      else if (!(await tf.env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT')))
        throw new Error('no threads: the page is not isolated');
      break;
    }
    case 'webgl':
      await import('@tensorflow/tfjs-backend-webgl');
      tf.env().set('SOFTWARE_WEBGL_ENABLED', true);
      break;
    case 'webgpu':
      await import('@tensorflow/tfjs-backend-webgpu');
      break;
  }
  if (!(await tf.setBackend(name))) throw new Error(`TF.js does not start its ${name} backend here`);
  await tf.ready();
  const sync = (tensor: tf.Tensor) => tensor.dataSync() as Float32Array;
  return {
    detail: `TF.js ${tf.version_core}, ${name}${threads && threads !== '1' ? `, ${threads} threads` : ''}`,
    // WebGL's data() polls in steps of milliseconds, dataSync() only waits. WebGPU has data() alone.
    read: name === 'webgpu' ? async (tensor) => (await tensor.data()) as Float32Array : sync,
    queues: name.startsWith('webg'),
  };
}

interface Weights {
  kernel: Float32Array;
  bias: Float32Array;
  inputs: number;
  units: number;
}

function weightsOf({ model, start }: BenchNetwork): Weights[] {
  return layoutOf(model).layers.map(({ inputs, units, kernel, bias, end }) => ({
    inputs,
    units,
    kernel: start.weights.slice(kernel, bias),
    bias: start.weights.slice(bias, end),
  }));
}

type Fused = 'linear' | 'relu';

/** The network by TF.js's fused kernel where it has the activation, logits only if asked. */
function forward(
  { model }: BenchNetwork,
  weights: { kernel: tf.Tensor2D; bias: tf.Tensor1D }[],
  x: tf.Tensor2D,
  logits: boolean,
): tf.Tensor2D {
  let h = x;
  for (const [i, { kernel, bias }] of weights.entries()) {
    const { activation } = model.layers[i];
    const fused: Fused = activation === 'relu' ? 'relu' : 'linear';
    h = tf.fused.matMul({ a: h, b: kernel, bias, activation: fused }) as tf.Tensor2D;
    if (activation === 'tanh') h = tf.tanh(h);
    if (activation === 'softmax' && !logits) h = tf.softmax(h);
  }
  return h;
}

function optimizerOf({ optimizer, learningRate }: BenchNetwork): tf.Optimizer {
  if (optimizer.kind === 'adam') return tf.train.adam(learningRate, optimizer.beta1, optimizer.beta2, optimizer.epsilon);
  return tf.train.sgd(learningRate);
}

function batchTensors(network: BenchNetwork): { x: tf.Tensor2D; y: tf.Tensor2D }[] {
  const count = network.examples.n / network.batch;
  return Array.from({ length: count }, (_, b) => {
    const { x, y } = batchArrays(network, b);
    return {
      x: tf.tensor2d(x, [network.batch, network.model.inputs]),
      y: tf.tensor2d(y, [network.batch, y.length / network.batch]),
    };
  });
}

/** Reads from where there is a queue, so that the steps before are really done. */
async function settle(device: Device, any: tf.Tensor): Promise<void> {
  if (!device.queues) return;
  const one = tf.slice(any, [0], [1]);
  await device.read(one);
  one.dispose();
}

async function outputs(device: Device, run: () => tf.Tensor): Promise<Float32Array> {
  const result = tf.tidy(run);
  const values = await device.read(result);
  result.dispose();
  return values.slice();
}

function byMinimize(network: BenchNetwork, device: Device): Way<Trainer> {
  return {
    call: 'optimizer.minimize(loss)',
    make() {
      const weights = weightsOf(network).map(({ kernel, bias, inputs, units }) => ({
        kernel: tf.variable(tf.tensor2d(kernel, [inputs, units])),
        bias: tf.variable(tf.tensor1d(bias)),
      }));
      const variables = weights.flatMap(({ kernel, bias }) => [kernel, bias]) as tf.Variable[];
      const layersOf = weights as unknown as { kernel: tf.Tensor2D; bias: tf.Tensor1D }[];
      const optimizer = optimizerOf(network);
      const batches = batchTensors(network);
      const classes = network.model.loss === 'categoricalCrossEntropy';
      const lossOf = ({ x, y }: { x: tf.Tensor2D; y: tf.Tensor2D }): tf.Scalar =>
        classes
          ? (tf.losses.softmaxCrossEntropy(y, forward(network, layersOf, x, true)) as tf.Scalar)
          : tf.mean(tf.square(tf.sub(forward(network, layersOf, x, true), y)));
      let next = 0;
      return {
        units: 1,
        async run(steps) {
          for (let i = 0; i < steps; i++) {
            const batch = batches[next];
            optimizer.minimize(() => lossOf(batch), false, variables);
            next = next + 1 < batches.length ? next + 1 : 0;
          }
          await settle(device, weights[0].bias);
        },
        outputs: (x, n) => outputs(device, () => forward(network, layersOf, tf.tensor2d(x, [n, network.model.inputs]), false)),
        dispose() {
          tf.dispose([variables, batches]);
          optimizer.dispose();
        },
      };
    },
  };
}

function sequential(network: BenchNetwork): layers.Sequential {
  const model = layers.sequential();
  for (const [i, { units, activation }] of network.model.layers.entries())
    model.add(
      layers.layers.dense({
        units,
        activation: activation as 'relu',
        ...(i === 0 ? { inputShape: [network.model.inputs] } : {}),
      }),
    );
  model.setWeights(
    weightsOf(network).flatMap(({ kernel, bias, inputs, units }) => [tf.tensor2d(kernel, [inputs, units]), tf.tensor1d(bias)]),
  );
  return model;
}

/** As TF.js's layers spell them. */
const lossNames = {
  meanSquaredError: 'meanSquaredError',
  binaryCrossEntropy: 'binaryCrossentropy',
  categoricalCrossEntropy: 'categoricalCrossentropy',
} as const;

function byTrainOnBatch(network: BenchNetwork, device: Device): Way<Trainer> {
  return {
    call: 'model.trainOnBatch(x, y)',
    make() {
      const model = sequential(network);
      const optimizer = optimizerOf(network);
      model.compile({ optimizer, loss: lossNames[network.model.loss] });
      const batches = batchTensors(network);
      let next = 0;
      return {
        units: 1,
        async run(steps) {
          for (let i = 0; i < steps; i++) {
            const { x, y } = batches[next];
            await model.trainOnBatch(x, y);
            next = next + 1 < batches.length ? next + 1 : 0;
          }
          await settle(device, model.getWeights()[1]);
        },
        outputs: (x, n) => outputs(device, () => model.predict(tf.tensor2d(x, [n, network.model.inputs])) as tf.Tensor),
        dispose() {
          model.dispose();
          optimizer.dispose();
          tf.dispose(batches);
        },
      };
    },
  };
}

/** A call: upload, forward, read back. */
function predictor(
  network: BenchNetwork,
  device: Device,
  inputs: Float32Array[],
  n: number,
  run: (x: tf.Tensor2D) => tf.Tensor,
  dispose: () => void,
): Predictor {
  const shape: [number, number] = [n, network.model.inputs];
  const call = (x: Float32Array) => tf.tidy(() => run(tf.tensor2d(x, shape)));
  return {
    units: 1,
    async run(calls) {
      for (let i = 0; i < calls; i++) {
        const result = call(inputs[i % inputs.length]);
        const values = device.read(result);
        if (values instanceof Promise) await values;
        result.dispose();
      }
    },
    outputs: () => outputs(device, () => call(inputs[0])),
    dispose,
  };
}

export async function create(network: BenchNetwork, variant: string): Promise<Contender> {
  const device = await start(variant);
  return {
    detail: device.detail,
    trainers: [byMinimize(network, device), byTrainOnBatch(network, device)],
    predictors: (inputs, n) => [
      {
        call: 'tf.fused.matMul() layer by layer',
        make() {
          const weights = weightsOf(network).map(({ kernel, bias, inputs: width, units }) => ({
            kernel: tf.tensor2d(kernel, [width, units]),
            bias: tf.tensor1d(bias),
          }));
          return predictor(
            network,
            device,
            inputs,
            n,
            (x) => forward(network, weights, x, false),
            () => tf.dispose(weights),
          );
        },
      },
      {
        call: 'model.predict(x, { batchSize: n })',
        make() {
          const model = sequential(network);
          return predictor(
            network,
            device,
            inputs,
            n,
            (x) => model.predict(x, { batchSize: n }) as tf.Tensor,
            () => model.dispose(),
          );
        },
      },
    ],
  };
}
