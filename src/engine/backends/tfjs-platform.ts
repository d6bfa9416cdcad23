/** What differs between TF.js's backends: how each is loaded, described, read and lost. One object of this kind stands in each tfjs-*.backend.ts. */
import type { KernelBackend, Tensor } from '@tensorflow/tfjs-core';
import type { BackendInfo } from '../../contract/backend';
import type { BackendName } from '../../contract/model';
import { EngineError } from '../errors';
import type { Taste } from './tfjs-passes';

export interface Platform<B extends KernelBackend> extends Pick<Taste, 'transposeFirst'> {
  readonly name: BackendName;
  /**
   * Loads the package, which registers its kernels and its factory with TF.js, and sets its flags. May be called again.
   *
   * @throws EngineError 'backend-missing' where the browser lacks what it needs
   */
  load(): Promise<void>;
  /** Starts it. @throws whatever TF.js throws where it does not start */
  start(factory: () => B | Promise<B>): Promise<B>;
  describe(backend: B): BackendInfo | Promise<BackendInfo>;
  /** A result on the host. */
  read(tensor: Tensor): Promise<Float32Array>;
  /** Where there is a device that can go away. */
  device?: {
    /** Calls back once when the device is lost, with the reason. */
    watch(backend: B, lost: (reason: string) => void): void;
    isLost(backend: B): boolean;
    /** For tests: loses it on purpose. */
    lose(backend: B): void;
  };
}

export function missing(message: string, cause?: unknown): EngineError {
  return new EngineError('backend-missing', message, 'Choose another backend: plain and cpu run in every browser.', { cause });
}

/** Where results come from memory that JavaScript shares: they are there as soon as the kernel returns. */
export async function readAtOnce(tensor: Tensor): Promise<Float32Array> {
  return floats(tensor.dataSync());
}

export function floats(values: ArrayLike<number>): Float32Array {
  if (values instanceof Float32Array) return values;
  throw new TypeError('A float32 tensor was expected.');
}
