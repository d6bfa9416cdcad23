/** TF.js's `webgpu` backend: kernels as compute shaders. */
import { env } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { Backend, BackendInfo } from '../../contract/backend';
import { isSoftwareRenderer } from '../software-renderer';
import { TfjsBackend } from './tfjs';
import { floats, missing, type Platform } from './tfjs-platform';

class WebGpu implements Platform<WebGPUBackend> {
  readonly name = 'webgpu';
  readonly transposeFirst = false;
  readonly #lost = new WeakSet<GPUDevice>();
  #adapter: GPUAdapterInfo | null = null;

  async load(): Promise<void> {
    if (!('gpu' in navigator)) throw missing('This browser has no WebGPU.');
    // TF.js asks again for the same one, but does not say so when there is none.
    const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) throw missing('This browser has WebGPU, but no graphics adapter for it.');
    this.#adapter = adapter.info;
    await import('@tensorflow/tfjs-backend-webgpu');
    // As for WebGL: the same place for every operation, whatever was read before.
    env().set('WEBGPU_CPU_FORWARD', false);
  }

  async start(factory: () => WebGPUBackend | Promise<WebGPUBackend>): Promise<WebGPUBackend> {
    return factory();
  }

  describe(): BackendInfo {
    const { vendor = '', architecture = '', device = '', description = '', isFallbackAdapter = false } = this.#adapter ?? {};
    const renderer = [vendor, architecture, device, description].filter(Boolean).join(' ') || 'not named by the browser';
    return {
      name: 'webgpu',
      variant: 'WebGPU',
      renderer,
      software: isFallbackAdapter || isSoftwareRenderer(renderer),
      readback: true,
    };
  }

  async read(tensor: Parameters<Platform<WebGPUBackend>['read']>[0]): Promise<Float32Array> {
    return floats(await tensor.data());
  }

  readonly device = {
    watch: ({ device }: WebGPUBackend, lost: (reason: string) => void) => {
      void device.lost.then(({ message, reason }) => {
        this.#lost.add(device);
        lost(message.replace(/\.$/, '') || `its WebGPU device is gone (${reason})`);
      });
    },
    isLost: ({ device }: WebGPUBackend) => this.#lost.has(device),
    lose: ({ device }: WebGPUBackend) => device.destroy(),
  };
}

export function create(): Backend {
  return new TfjsBackend(new WebGpu());
}
