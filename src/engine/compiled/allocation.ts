/** A network's WebAssembly memory: asked for, made larger, and refused by name where the browser has no more to give. */
import { EngineError } from '../errors';
import { MOST_PAGES } from './wasm-module';

const PAGE = 65_536;

export function newMemory(bytes: number): WebAssembly.Memory {
  return guarded(bytes, () => new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) }));
}

/** A memory that threads share, or null where there is none to be had: some browsers set all that it may grow to aside at once. */
export function newSharedMemory(bytes: number): WebAssembly.Memory | null {
  try {
    return new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE), maximum: MOST_PAGES, shared: true });
  } catch {
    return null;
  }
}

export function grow(memory: WebAssembly.Memory, bytes: number): void {
  const more = Math.ceil(bytes / PAGE) - memory.buffer.byteLength / PAGE;
  if (more > 0) guarded(bytes, () => memory.grow(more));
}

function guarded<T>(bytes: number, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new EngineError(
      'backend-missing',
      `The compiled backend would need ${Math.ceil(bytes / 2 ** 20)} MB in one piece for this network, its data and its batches, and this browser does not give them.`,
      'Choose fewer units, less data or smaller batches, or TensorFlow.js on the CPU.',
      { cause },
    );
  }
}
