/** What a network on TF.js asks of the backend that built it. Types. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Network } from '../../contract/backend';
import type { Taste } from './tfjs-passes';

export interface Host {
  readonly taste: Taste;
  /** Runs what makes tensors, on this backend. @throws EngineError 'context-lost' where its device is lost */
  use<T>(work: () => T): T;
  /** A result on the host. @throws EngineError 'context-lost' */
  read(result: Tensor): Promise<Float32Array>;
  /** Waits until a vector is there, reading one number of it. @throws EngineError 'context-lost' */
  settle(vector: Tensor): Promise<void>;
  /** The network is gone. */
  forget(network: Network): void;
}
