/** TF.js's `webgl` backend: kernels as shaders on an OffscreenCanvas, also where a software renderer runs them, which it then says. */
import { env } from '@tensorflow/tfjs-core';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import type { Backend, BackendInfo } from '../../contract/backend';
import { isSoftwareRenderer } from '../software-renderer';
import { TfjsBackend } from './tfjs';
import { floats, missing, type Platform } from './tfjs-platform';

/** TF.js keeps the textures it is done with, to use them again, without limit: beyond this they are really freed. */
const KEPT_TEXTURE_BYTES = 256 * 2 ** 20;

const webgl: Platform<MathBackendWebGL> = {
  name: 'webgl',
  transposeFirst: false,

  async load() {
    await import('@tensorflow/tfjs-backend-webgl');
    // A software renderer is run and called one, not refused.
    env().set('SOFTWARE_WEBGL_ENABLED', true);
    // Else small operations run on the CPU or not depending on what was read before: neither repeatable nor the GPU's own time.
    env().set('WEBGL_CPU_FORWARD', false);
    env().set('WEBGL_DELETE_TEXTURE_THRESHOLD', KEPT_TEXTURE_BYTES);
    if (!env().getBool('HAS_WEBGL')) throw missing('This browser offers no WebGL here.');
  },

  async start(factory) {
    return factory();
  },

  describe(backend): BackendInfo {
    const gl = contextOf(backend);
    const renderer = rendererOf(gl);
    const version = env().getNumber('WEBGL_VERSION');
    const floats = env().getBool('WEBGL_RENDER_FLOAT32_ENABLED') ? '' : ', 16-bit floats';
    return {
      name: 'webgl',
      variant: `WebGL ${version}${floats}`,
      renderer,
      software: isSoftwareRenderer(renderer),
      readback: true,
    };
  },

  /**
   * Blocks until the numbers are here. `data()` would poll in steps of some milliseconds, and after a lost context it never settles;
   * this one comes back with zeros then, and the caller asks isLost.
   */
  async read(tensor) {
    return floats(tensor.dataSync());
  },

  device: {
    watch(backend, lost) {
      const { canvas } = contextOf(backend);
      canvas.addEventListener('webglcontextlost', () => lost('the browser took its WebGL context away'), { once: true });
    },
    isLost: (backend) => contextOf(backend).isContextLost(),
    lose(backend) {
      contextOf(backend).getExtension('WEBGL_lose_context')?.loseContext();
    },
  },
};

function contextOf(backend: MathBackendWebGL): WebGLRenderingContext {
  return backend.gpgpu.gl;
}

/** The unmasked name where the browser gives it; some give it as the plain one. */
function rendererOf(gl: WebGLRenderingContext): string {
  const unmasked = gl.getExtension('WEBGL_debug_renderer_info');
  return String(gl.getParameter(unmasked ? unmasked.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
}

export function create(): Backend {
  return new TfjsBackend(webgl);
}
