/** Exported networks, run by those who read their formats: the same answers as ours within 1e-5. */
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { toLayersModel } from '../../src/export/layers-model';
import { toNotebook } from '../../src/export/notebook';
import { toOnnx } from '../../src/export/onnx';
import { readLayersModel } from '../../src/export/read-layers-model';
import { fromBase64, bytesToFloats } from '../../src/share/base64';
import { answered, shapes } from './networks';

/** Installed by pretest (scripts/setup.mjs --browser), and not a part of everybody's installation. */
const runtimes = createRequire(new URL('../runtimes/package.json', import.meta.url));

interface Tensor {
  data: Float32Array;
  dims: readonly number[];
}
interface Onnx {
  env: { wasm: { numThreads: number } };
  Tensor: new (type: 'float32', data: Float32Array, dims: number[]) => Tensor;
  InferenceSession: {
    create(bytes: Uint8Array): Promise<{ run(feeds: Record<string, Tensor>): Promise<Record<string, Tensor>> }>;
  };
}
interface TfTensor {
  data(): Promise<Float32Array>;
}
interface TfCore {
  setBackend(name: string): Promise<boolean>;
  tensor2d(data: Float32Array, shape: [number, number]): TfTensor;
  io: { fromMemory(artifacts: object): object };
}
interface TfLayers {
  loadLayersModel(handler: object): Promise<{ predict(x: TfTensor): TfTensor; layers: { name: string }[] }>;
}

function expectNear(theirs: Float32Array, ours: Float32Array): void {
  expect(theirs).toHaveLength(ours.length);
  const difference = theirs.reduce((most, value, i) => Math.max(most, Math.abs(value - ours[i])), 0);
  expect(difference).toBeLessThan(1e-5);
}

describe('onnxruntime answers as we do', () => {
  it.each(shapes)('%s', async (_name, inputs, layers) => {
    const ort = runtimes('onnxruntime-web') as Onnx;
    ort.env.wasm.numThreads = 1;
    const { network, n, x, y } = await answered(inputs, layers, 5);
    const session = await ort.InferenceSession.create(toOnnx(network));
    const { y: answer } = await session.run({ x: new ort.Tensor('float32', x, [n, inputs]) });
    expect(answer.dims).toEqual([n, layers[layers.length - 1].units]);
    expectNear(answer.data, y);
  });
});

describe('TensorFlow.js loads the LayersModel and answers as we do', () => {
  it.each(shapes)('%s', async (_name, inputs, layers) => {
    const tf = runtimes('@tensorflow/tfjs-core') as TfCore;
    runtimes('@tensorflow/tfjs-backend-cpu');
    await tf.setBackend('cpu');
    const { loadLayersModel } = runtimes('@tensorflow/tfjs-layers') as TfLayers;
    const { network, n, x, y } = await answered(inputs, layers, 6);
    const { json, weights } = toLayersModel(network, null);
    const { modelTopology, weightsManifest } = JSON.parse(json) as {
      modelTopology: object;
      weightsManifest: { weights: object[] }[];
    };
    const weightSpecs = weightsManifest.flatMap((group) => group.weights);
    const model = await loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData: weights.buffer }));
    expectNear(await model.predict(tf.tensor2d(x, [n, inputs])).data(), y);
  });
});

describe('our own reader gives the same network again', () => {
  it.each(shapes)('%s', async (_name, inputs, layers) => {
    const { network } = await answered(inputs, layers, 7);
    const { json, weights } = toLayersModel(network, { any: 'state' });
    const read = readLayersModel(JSON.parse(json), [{ name: 'folder/weights.bin', bytes: weights }]);
    expect(read).toEqual({ inputs, layers, weights: network.weights, cell: { any: 'state' } });
  });
});

describe('the notebook', () => {
  interface Notebook {
    nbformat: number;
    nbformat_minor: number;
    metadata: { kernelspec: { name: string } };
    cells: { cell_type: string; id: string; metadata: object; source: string[]; outputs?: unknown[]; execution_count?: null }[];
  }

  it.each(shapes)('is one of nbformat 4.5 that builds the network: %s', async (_name, inputs, layers) => {
    const { network, x, y } = await answered(inputs, layers, 8, 4);
    const notebook = JSON.parse(toNotebook(network, 'A network', { x, y })) as Notebook;
    expect(notebook).toMatchObject({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec: { name: 'python3' } } });
    expect(new Set(notebook.cells.map(({ id }) => id)).size).toBe(notebook.cells.length);
    for (const cell of notebook.cells) {
      expect(cell.id).toMatch(/^[\w-]{1,64}$/);
      expect(Object.keys(cell).sort()).toEqual(
        cell.cell_type === 'code'
          ? ['cell_type', 'execution_count', 'id', 'metadata', 'outputs', 'source']
          : ['cell_type', 'id', 'metadata', 'source'],
      );
      expect(cell.source.slice(0, -1).every((line) => line.endsWith('\n'))).toBe(true);
    }
    const text = (id: string) => notebook.cells.find((cell) => cell.id === id)?.source.join('') ?? '';
    const weights = [...text('weights').matchAll(/floats\("([^"]+)"/g)].map(([, code]) => bytesToFloats(fromBase64(code)!)!);
    expect(weights.flatMap((part) => [...part])).toEqual([...network.weights]);
    expect([...text('network').matchAll(/Dense\((\d+)/g)].map(([, units]) => Number(units))).toEqual(
      layers.map(({ units }) => units),
    );
    expect(text('network')).toContain(`keras.Input((${inputs},))`);
    expect(text('check')).toContain('np.allclose');
  });
});

it('of a predicted number, each format says how to read it in its own unit', async () => {
  const [, inputs, layers] = shapes.find(([name]) => name === 'a number') ?? ['', 0, []];
  const { network, x, y } = await answered(inputs, layers, 9, 2);
  const { target, scales } = network;
  expect(JSON.parse(toLayersModel(network, null).json)).toMatchObject({ userDefinedMetadata: { target, scales } });
  const onnx = new TextDecoder().decode(toOnnx(network));
  expect(onnx).toContain(JSON.stringify(target));
  expect(onnx).toContain(JSON.stringify(scales));
  const notebook = toNotebook(network, 'A number', { x, y });
  expect(notebook).toContain('mean + deviation * answers');
  expect(notebook).toContain('mean, deviation = 12.5, 3');
  expect(notebook).toContain('RootMeanSquaredError');
  expect(notebook).not.toContain('accuracy');
});
