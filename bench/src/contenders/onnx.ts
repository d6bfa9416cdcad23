/** ONNX Runtime Web, inference alone: a session made for the batch size, every graph optimization on, on WebAssembly or WebGPU. */
import wasmGlue from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import gpuGlue from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import gpuUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
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

  return {
    detail: `onnxruntime-web ${env.versions.web ?? ''} ${provider}${gpu ? '' : `, ${threads} thread${threads === '1' ? '' : 's'}`}`,
    predictors: (inputs, n) => [
      {
        // Given a tensor to write its outputs into, it leaves it as it was on WebAssembly.
        call: 'session.run(feeds)',
        async make() {
          const session = await open(n);
          const feeds = inputs.map((x) => ({ x: new Tensor('float32', x, [n, model.inputs]) }));
          let sink = 0;
          return {
            units: 1,
            async run(calls) {
              for (let i = 0; i < calls; i++) sink += ((await session.run(feeds[i % feeds.length])).y.data as Float32Array)[0];
            },
            outputs: async () => ((await session.run(feeds[0])).y.data as Float32Array).slice(),
            dispose: () => {
              void session.release();
              return sink;
            },
          };
        },
      },
    ],
  };
}
