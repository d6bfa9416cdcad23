/** Where a run took place, as far as a page can tell. */
import { createPeak } from './peak';

export async function environmentOf(): Promise<Record<string, unknown>> {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  const named = gl?.getExtension('WEBGL_debug_renderer_info');
  const adapter = await navigator.gpu?.requestAdapter().catch(() => null);
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
    webgpu: adapter
      ? [adapter.info.vendor, adapter.info.architecture, adapter.info.description].filter(Boolean).join(' ')
      : 'none',
  };
}
