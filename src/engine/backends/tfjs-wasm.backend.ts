/** TF.js's `wasm` backend: kernels in WebAssembly, with SIMD where the processor has it and threads where the page is cross-origin isolated. */
import { env } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import type { Backend, BackendInfo } from '../../contract/backend';
import { TfjsBackend } from './tfjs';
import { missing, readAtOnce, type Platform } from './tfjs-platform';

/** Threads that have not started by then never will: their workers were refused, or their script failed. */
const THREADS_START_MS = 15_000;

type Factory = () => BackendWasm | Promise<BackendWasm>;

class Wasm implements Platform<BackendWasm> {
  readonly name = 'wasm';
  readonly transposeFirst = true;
  readonly read = readAtOnce;
  #supported = false;
  #threadsFailed = false;

  constructor(readonly threads: number) {}

  async load(): Promise<void> {
    if (typeof WebAssembly === 'undefined') throw missing('This browser has no WebAssembly.');
    const { setThreadsCount, setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    this.#supported ||= (await env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT')) === true;
    setThreadsCount(this.threads);
    setWasmPaths({
      'tfjs-backend-wasm.wasm': absolute(plainUrl),
      'tfjs-backend-wasm-simd.wasm': absolute(simdUrl),
      'tfjs-backend-wasm-threaded-simd.wasm': absolute(threadedUrl),
    });
  }

  /** Asked for one thread, it does not load the threaded build, which would start eight workers all the same. */
  async start(factory: Factory): Promise<BackendWasm> {
    if (this.threads > 1 && this.#supported) {
      const started = await inTime(factory);
      if (started) return started;
      this.#threadsFailed = true;
    }
    env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    return factory();
  }

  async describe(): Promise<BackendInfo> {
    const { getThreadsCount } = await import('@tensorflow/tfjs-backend-wasm');
    const simd = (await env().getAsync('WASM_HAS_SIMD_SUPPORT')) ? 'SIMD' : 'no SIMD';
    const count = getThreadsCount();
    const threads = count === 1 ? '1 thread' : `${count} threads`;
    const failed = this.#threadsFailed ? ' (more would not start)' : '';
    return { name: 'wasm', variant: `${simd}, ${threads}${failed}`, software: false, readback: false };
  }
}

/** The threads run from blobs, where a relative URL means nothing. */
function absolute(url: string): string {
  return new URL(url, self.location.href).href;
}

/** Null where it fails or takes too long. */
async function inTime(factory: Factory): Promise<BackendWasm | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, THREADS_START_MS, null);
  });
  try {
    return await Promise.race([factory(), late]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** Half of the processors, so that the page keeps its own, and at most four: networks this small do not occupy more. */
function defaultThreads(): number {
  return Math.min(4, Math.max(1, Math.floor(navigator.hardwareConcurrency / 2)));
}

/** @param threads how many it asks for; `info.variant` says how many it got */
export function create(threads = defaultThreads()): Backend {
  return new TfjsBackend(new Wasm(threads));
}
