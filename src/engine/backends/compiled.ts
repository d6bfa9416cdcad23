/**
 * The compiled backend: WebAssembly written at run time for one network's exact shape, a whole step in one call and many steps a call.
 * Where the browser lacks SIMD it works in the plain backend's loops, and says so.
 */
import type { Backend, BackendInfo, Network, Snapshot } from '../../contract/backend';
import type { ModelSpec, OptimizerSpec } from '../../contract/model';
import { bestForm, formWords, type Form } from '../compiled/features';
import { CompiledNetwork } from '../compiled/network';
import { mayShare, SecondThread } from '../compiled/second-thread';
import { PlainNetwork } from '../plain/network';
import { validateModel } from '../validate';

class CompiledBackend implements Backend {
  readonly name = 'compiled';
  /** There is no device that could be lost. */
  readonly lost = new Promise<string>(() => {});

  readonly #second: SecondThread | null;

  constructor(
    readonly form: Form,
    threads: boolean,
  ) {
    this.#second = threads && form !== 'plain' ? new SecondThread(startSecond) : null;
  }

  async ready(): Promise<BackendInfo> {
    return {
      name: 'compiled',
      variant: `${formWords[this.form]}, ${this.#second ? 'up to 2 threads' : '1 thread'}`,
      software: false,
      readback: false,
    };
  }

  async activate(): Promise<void> {}

  build(model: ModelSpec, optimizer: OptimizerSpec, start: Snapshot): Network {
    validateModel(model, optimizer);
    if (this.form === 'plain') return new PlainNetwork(model, optimizer, start);
    return new CompiledNetwork(model, optimizer, start, this.form === 'relaxed', this.#second);
  }

  async reset(): Promise<void> {}

  tensors(): number {
    return 0;
  }
}

/**
 * @param most the best form that it may take; what the browser lacks it never takes
 * @param threads whether a second thread may help, where there can be one
 */
export function createCompiled(most: Form = 'relaxed', threads = true): Backend {
  return new CompiledBackend(bestForm(most), threads && mayShare());
}

const startSecond = () => new Worker(new URL('../compiled/second-worker.ts', import.meta.url), { type: 'module' });
