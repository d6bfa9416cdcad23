/** Where a run took place, as far as a page can tell. */
import { isSoftwareRenderer } from '../../src/engine/software-renderer';
import { createPeak } from './peak';

async function adapterName(): Promise<string | null> {
  const info = (await navigator.gpu?.requestAdapter().catch(() => null))?.info;
  return info ? [info.vendor, info.architecture, info.device, info.description].filter(Boolean).join(' ') : null;
}

/** Whether WebGPU runs on a real graphics card. */
export async function hasGpu(): Promise<boolean> {
  const name = await adapterName();
  return name !== null && !isSoftwareRenderer(name);
}

export async function environmentOf(): Promise<Record<string, unknown>> {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  const named = gl?.getExtension('WEBGL_debug_renderer_info');
  const simd = await createPeak().then(
    ({ detail }) => detail,
    () => 'no SIMD',
  );
  return {
    browser: navigator.userAgent,
    processors: navigator.hardwareConcurrency,
    crossOriginIsolated,
    simd,
    webgl: gl ? String(gl.getParameter(named ? named.UNMASKED_RENDERER_WEBGL : gl.RENDERER)) : 'none',
    webgpu: (await adapterName()) ?? 'none',
  };
}
