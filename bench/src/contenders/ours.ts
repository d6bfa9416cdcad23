/** Our own engine, by its public Backend interface: any backend of the registry by its name. */
import type { Backend } from '../../../src/contract/backend';
import type { BackendName } from '../../../src/contract/model';
import { createCompiled } from '../../../src/engine/backends/compiled';
import { createBackend } from '../../../src/engine/backends/registry';
import { isWorthTwo } from '../../../src/engine/compiled/functions';
import { outputCount, parameterCount } from '../../../src/engine/layout';
import type { Contender, Predictor, Trainer, Way } from '../contender';
import { batchesOf, type BenchNetwork } from '../networks';

/** Blocks of batches in order, over and over; each is made once. */
class Batches {
  readonly #once: Uint32Array[];
  readonly #blocks = new Map<number, Uint32Array[]>();
  #length = 0;
  #next = 0;

  constructor(network: BenchNetwork) {
    this.#once = batchesOf(network);
  }

  block(length: number): readonly Uint32Array[] {
    const all = this.#once;
    if (this.#length !== length) this.#blocks.clear();
    this.#length = length;
    const first = this.#next;
    const block = this.#blocks.get(first) ?? Array.from({ length }, (_, i) => all[(first + i) % all.length]);
    this.#blocks.set(first, block);
    this.#next = (first + length) % all.length;
    return block;
  }
}

/** A backend by its name, or the compiled one with so many threads at most: 'compiled:1'. */
export async function backendOf(variant: string): Promise<Backend> {
  const [name, threads] = variant.split(':');
  return name === 'compiled' ? createCompiled('relaxed', threads !== '1') : createBackend(name as BackendName);
}

export async function create(spec: BenchNetwork, variant: string): Promise<Contender> {
  const backend = await backendOf(variant);
  const info = await backend.ready();
  const { model, optimizer, start, examples, learningRate, batch } = spec;
  const knobs = { learningRate, batchSize: batch, l1: 0, l2: 0 };
  const outputs = outputCount(model);
  // Where a second thread is never used, two threads would be one thread measured twice.
  const takesPart = (operations: number) => variant !== 'compiled:2' || isWorthTwo(operations * parameterCount(model));
  const trainers: Way<Trainer>[] = [
    {
      call: 'network.train(batches, knobs)',
      make() {
        const network = backend.build(model, optimizer, start);
        network.bind(examples, examples);
        const batches = new Batches(spec);
        return {
          units: 1,
          async run(steps) {
            await network.train(batches.block(steps), knobs);
          },
          outputs: (x, n) => network.predict(x, n),
          dispose: () => network.dispose(),
        };
      },
    },
  ];

  return {
    detail: info.variant,
    ...(takesPart(6 * batch) ? { trainers } : {}),
    predictors(inputs, n) {
      if (!takesPart(2 * n)) return [];
      const network = backend.build(model, optimizer, start);
      const result = new Float32Array(n * outputs);
      let sink = 0;
      const kept = {
        units: 1,
        outputs: () => network.predict(inputs[0], n),
        dispose: () => sink,
      };
      const promised: Way<Predictor> = {
        call: 'await network.predict(x, n)',
        make: () => ({
          ...kept,
          async run(calls) {
            for (let i = 0; i < calls; i++) sink += (await network.predict(inputs[i % inputs.length], n))[0];
          },
        }),
      };
      const into: Way<Predictor> = {
        call: 'network.predictInto(x, n, outputs)',
        make: () => ({
          ...kept,
          run(calls) {
            for (let i = 0; i < calls; i++) {
              network.predictInto?.(inputs[i % inputs.length], n, result);
              sink += result[0];
            }
          },
          outputs() {
            network.predictInto?.(inputs[0], n, result);
            return result.slice();
          },
        }),
      };
      return network.predictInto ? [into, promised] : [promised];
    },
  };
}
