/** The plain backend as a device whose context can be lost: then nothing of it settles, as TF.js's `data()` does not. */
import type { Backend } from '../../src/contract/backend';
import { createPlain } from '../../src/engine/backends/plain';

export class Losable implements Backend {
  readonly name = 'webgl';
  resets = 0;
  built = 0;
  disposed = 0;
  /** Steps trained on it, on all its networks. */
  steps = 0;
  /** Whether it starts once more after a loss. */
  startsAgain = true;
  readonly #plain = createPlain();
  #tell: (why: string) => void = () => {};
  #lost = this.#nextLoss();
  #isLost = false;

  get lost(): Promise<string> {
    return this.#lost;
  }

  lose(why = 'gone'): void {
    this.#isLost = true;
    this.#tell(why);
  }

  async ready() {
    if (this.resets > 0 && !this.startsAgain) throw new Error('no context to be had');
    return { name: 'webgl' as const, variant: 'fake', renderer: 'fake', software: true, readback: true };
  }

  async activate(): Promise<void> {}

  async reset(): Promise<void> {
    this.resets++;
    this.#isLost = false;
    this.#lost = this.#nextLoss();
  }

  tensors(): number {
    return this.built - this.disposed;
  }

  build(...[model, optimizer, start]: Parameters<Backend['build']>): ReturnType<Backend['build']> {
    this.built++;
    const born = this.resets;
    const network = this.#plain.build(model, optimizer, start);
    const alive = () => born === this.resets && !this.#isLost;
    // A device takes its time, so messages land while it works; once lost, it never answers.
    const slowly = async <T>(work: () => Promise<T>): Promise<T> => {
      await new Promise((resolve) => setImmediate(resolve));
      return alive() ? work() : new Promise<T>(() => {});
    };
    return {
      bind: (train, test) => network.bind(train, test),
      train: (batches, knobs) =>
        slowly(() => {
          this.steps += batches.length;
          return network.train(batches, knobs);
        }),
      evaluate: (split) => slowly(() => network.evaluate(split)),
      inspect: (batch, knobs) => slowly(() => network.inspect(batch, knobs)),
      predict: (x, n) => slowly(() => network.predict(x, n)),
      activations: (x) => slowly(() => network.activations(x)),
      snapshot: () => slowly(() => network.snapshot()),
      forward: (x, n) => {
        const { run, dispose } = network.forward(x, n);
        return { run, dispose, sync: () => slowly(async () => {}) };
      },
      restore: (snapshot) => network.restore(snapshot),
      memory: () => network.memory(),
      dispose: () => {
        this.disposed++;
        network.dispose();
      },
    };
  }

  #nextLoss(): Promise<string> {
    return new Promise((resolve) => {
      this.#tell = resolve;
    });
  }
}
