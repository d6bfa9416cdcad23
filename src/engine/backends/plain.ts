/**
 * The plain backend: a dense network in typed arrays and readable loops, nothing between the formula and the processor. It is the
 * reference that the others are tested against, and runs everywhere.
 */
import type { Backend, BackendInfo, Network, Snapshot } from '../../contract/backend';
import type { ModelSpec, OptimizerSpec } from '../../contract/model';
import { PlainNetwork } from '../plain/network';
import { validateModel } from '../validate';

class PlainBackend implements Backend {
  readonly name = 'plain';
  /** There is no device that could be lost. */
  readonly lost = new Promise<string>(() => {});

  async ready(): Promise<BackendInfo> {
    return { name: 'plain', variant: 'JavaScript typed arrays, 1 thread', software: false, readback: false };
  }

  async activate(): Promise<void> {}

  build(model: ModelSpec, optimizer: OptimizerSpec, start: Snapshot): Network {
    validateModel(model, optimizer);
    return new PlainNetwork(model, optimizer, start);
  }

  async reset(): Promise<void> {}

  tensors(): number {
    return 0;
  }
}

export function createPlain(): Backend {
  return new PlainBackend();
}
