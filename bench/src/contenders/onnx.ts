/** ONNX Runtime Web, inference alone: a session made for the batch size, every graph optimization on, on WebAssembly or WebGPU. */
import wasmGlue from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import gpuGlue from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import gpuUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import type { Contender } from '../contender';
import { outputCount } from '../../../src/engine/layout';
import type { BenchNetwork } from '../networks';
import { onnxModel } from '../onnx-model';

export async function create({ model, start }: BenchNetwork, variant: string): Promise<Contender> {
  const [provider, threads] = variant.split(':');
  const gpu = provider === 'webgpu';
  const { env, InferenceSession, Tensor } = await (gpu ? import('onnxruntime-web/webgpu') : import('onnxruntime-web/wasm'));
  const whole = (url: string) => new URL(url, self.location.href).href;
  env.wasm.wasmPaths = gpu ? { mjs: whole(gpuGlue), wasm: whole(gpuUrl) } : { mjs: whole(wasmGlue), wasm: whole(wasmUrl) };
  env.wasm.numThreads = Number(threads);
  const outputs = outputCount(model);

  const open = (n: number) =>
    InferenceSession.create(onnxModel(model, start.weights, n), {
      executionProviders: [provider],
      graphOptimizationLevel: 'all',
      executionMode: 'sequential',
      enableCpuMemArena: true,
      enableMemPattern: true,
    });

  // The runtime starts with the first session: what cannot start is to say so now.
  const first = await open(1);
  await first.release();

  return {
    detail: `onnxruntime-web ${env.versions.web ?? ''} ${provider}${gpu ? '' : `, ${threads} thread${threads === '1' ? '' : 's'}`}`,
    trainers: [],
    predictors: (inputs, n) =>
      [false, true].map((given) => ({
        call: given ? 'session.run(feeds, outputs made before)' : 'session.run(feeds)',
        async make() {
          const session = await open(n);
          const feeds = inputs.map((x) => ({ x: new Tensor('float32', x, [n, model.inputs]) }));
          const fetches = { y: new Tensor('float32', new Float32Array(n * outputs), [n, outputs]) };
          const call = async (i: number) => {
            const { y } = given ? await session.run(feeds[i], fetches) : await session.run(feeds[i]);
            return y.data as Float32Array;
          };
          return {
            units: 1,
            async run(calls: number) {
              for (let i = 0; i < calls; i++) await call(i % feeds.length);
            },
            outputs: async () => (await call(0)).slice(),
            dispose: () => void session.release(),
          };
        },
      })),
  };
}
