/** ONNX Runtime Web, inference alone: a session made for the batch size, every graph optimization on, on WebAssembly or WebGPU. */
import wasmGlue from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import gpuGlue from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import gpuUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import { outputCount } from '../../../src/engine/layout';
import type { Contender } from '../contender';
import type { BenchNetwork } from '../networks';
import { onnxModel } from '../onnx-model';

export async function create({ model, start }: BenchNetwork, variant: string): Promise<Contender> {
  const [provider, threads] = variant.split(':');
  const gpu = provider === 'webgpu';
  const { env, InferenceSession, Tensor } = await (gpu ? import('onnxruntime-web/webgpu') : import('onnxruntime-web/wasm'));
  const whole = (url: string) => new URL(url, self.location.href).href;
  env.wasm.wasmPaths = gpu ? { mjs: whole(gpuGlue), wasm: whole(gpuUrl) } : { mjs: whole(wasmGlue), wasm: whole(wasmUrl) };
  env.wasm.numThreads = Number(threads);

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

  const outputs = outputCount(model);
  return {
    detail: `onnxruntime-web ${env.versions.web ?? ''} ${provider}${gpu ? '' : `, ${threads} thread${threads === '1' ? '' : 's'}`}`,
    predictors: (inputs, n) =>
      [false, true].map((given) => ({
        call: given ? 'session.run(feeds, { y: tensor })' : 'session.run(feeds)',
        async make() {
          const session = await open(n);
          const feeds = inputs.map((x) => ({ x: new Tensor('float32', x, [n, model.inputs]) }));
          // Outputs into the same array each time.
          const kept = { y: new Tensor('float32', new Float32Array(n * outputs), [n, outputs]) };
          const call = async (i: number) => {
            const { y } = await (given ? session.run(feeds[i], kept) : session.run(feeds[i]));
            return y.data as Float32Array;
          };
          let sink = 0;
          return {
            units: 1,
            async run(calls) {
              for (let i = 0; i < calls; i++) sink += (await call(i % feeds.length))[0];
            },
            outputs: async () => (await call(0)).slice(),
            dispose: () => {
              void session.release();
              return sink;
            },
          };
        },
      })),
  };
}
