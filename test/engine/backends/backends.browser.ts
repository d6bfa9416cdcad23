/**
 * The one suite for all backends, in a real browser: each agrees with `plain`, repeats itself to the last bit, and leaves nothing behind.
 * A backend joins by being in the registry; one that this browser cannot run fails here by name.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Backend, Network, Snapshot } from '../../../src/contract/backend';
import type { ActivationName, BackendName, ModelSpec, OptimizerName, OptimizerSpec } from '../../../src/contract/model';
import { conventions } from '../../../src/engine/conventions';
import { EngineError } from '../../../src/engine/errors';
import { parameterCount } from '../../../src/engine/layout';
import { defaults, slotCount } from '../../../src/engine/optimizers';
import { createPlain } from '../../../src/engine/backends/plain';
import { backendNames, createBackend } from '../../../src/engine/backends/registry';
import { batches, bind, distance, examples, knobs, network, ROWS, sgd, start } from './examples';

/** All backends must agree within this, on predictions and gradients. */
const CLOSE = 1e-4;

const every: Record<BackendName, true> = { plain: true, compiled: true, cpu: true, wasm: true, webgl: true, webgpu: true };
const hiddenActivations = Object.keys(conventions.initialKernel).filter((name) => name !== 'softmax') as ActivationName[];
const optimizerNames = Object.keys(conventions.optimizers) as OptimizerName[];

const small = network(['tanh'], 1, 'sigmoid', 'binaryCrossEntropy');
const plain = createPlain();

test('every backend that the contract names is in the registry', () => {
  expect([...backendNames].sort()).toEqual(Object.keys(every).sort());
});

describe.each(backendNames)('%s', (name) => {
  let backend: Backend;
  let tensors: number;

  beforeAll(async () => {
    backend = await createBackend(name);
    await backend.ready().catch((error: unknown) => {
      throw new Error(`The backend ${name} does not run in this browser, so nothing of it was tested: ${String(error)}`, {
        cause: error,
      });
    });
    await backend.activate();
    tensors = backend.tensors();
  });

  afterAll(async () => {
    const left = backend.tensors() - tensors;
    await backend.reset();
    expect(left, 'tensors left behind').toBe(0);
  });

  /** Builds the same network here and on plain, with the same data. */
  function both(model: ModelSpec, optimizer: OptimizerSpec = sgd, from: Snapshot = start(model, optimizer)) {
    const here = backend.build(model, optimizer, from);
    const reference = plain.build(model, optimizer, from);
    for (const built of [here, reference]) bind(built, model);
    return { here, reference };
  }

  async function using<T>(built: Network, work: (built: Network) => Promise<T>): Promise<T> {
    try {
      return await work(built);
    } finally {
      built.dispose();
    }
  }

  async function agrees(model: ModelSpec): Promise<void> {
    const { here, reference } = both(model);
    await using(here, async () => {
      const { x } = examples(model, ROWS, 13);
      expect(distance(await here.predict(x, ROWS), await reference.predict(x, ROWS)), 'predictions').toBeLessThan(CLOSE);
      const [rows] = batches(1);
      const mine = await here.inspect(rows, knobs({ l1: 0.01, l2: 0.02 }));
      const wanted = await reference.inspect(rows, knobs({ l1: 0.01, l2: 0.02 }));
      expect(distance(mine.gradient, wanted.gradient), 'gradient').toBeLessThan(CLOSE);
      expect(mine.loss, 'loss').toBeCloseTo(wanted.loss, 4);
      expect(mine.penalty, 'penalty').toBeCloseTo(wanted.penalty, 5);
    });
  }

  test('says what runs', async () => {
    const info = await backend.ready();
    expect(info.name).toBe(name);
    expect(info.variant).not.toBe('');
    expect(info.readback).toBe(name === 'webgl' || name === 'webgpu');
    if (info.readback) expect(info.renderer).toBeTruthy();
    // The browsers that test have no GPU: whatever renders here is software, and must be called so.
    expect(info.software).toBe(info.readback);
  });

  describe('agrees with plain', () => {
    test.each(hiddenActivations)('on %s, hidden and at the output', async (activation) => {
      await agrees(network([activation], 3, activation, 'meanSquaredError'));
    });

    test('on softmax with mean squared error', () => agrees(network(['tanh'], 3, 'softmax', 'meanSquaredError')));
    test('on categorical cross-entropy', () => agrees(network(['tanh'], 3, 'softmax', 'categoricalCrossEntropy')));
    test('on binary cross-entropy', () => agrees(small));

    test('on a predicted number: in one step, after twenty, and in the loss of a split', async () => {
      const model = network(['tanh'], 1, 'identity', 'meanSquaredError');
      await agrees(model);
      const { here, reference } = both(model);
      await using(here, async () => {
        const all = batches(20);
        expect((await here.train(all, knobs())) / (await reference.train(all, knobs()))).toBeCloseTo(1, 3);
        const [mine, wanted] = await Promise.all([here.evaluate('test'), reference.evaluate('test')]);
        expect(mine.loss / wanted.loss).toBeCloseTo(1, 3);
        const [{ weights }, { weights: expected }] = await Promise.all([here.snapshot(), reference.snapshot()]);
        expect(distance(weights, expected)).toBeLessThan(5 * CLOSE);
      });
    });

    test.each([0, 1, 2, 3, 4, 5, 6, 7, 8])('with %i hidden layers', async (depth) => {
      await agrees(
        network(
          Array.from({ length: depth }, () => 'tanh'),
          1,
          'sigmoid',
          'binaryCrossEntropy',
        ),
      );
    });

    test('on a product large enough for other ways of multiplying', async () => {
      const layers = [
        { units: 40, activation: 'relu' as const },
        { units: 3, activation: 'softmax' as const },
      ];
      await agrees({ inputs: 70, layers, loss: 'categoricalCrossEntropy' });
    });

    test('on the loss far out, where probabilities round to 0', async () => {
      for (const model of [
        network([], 1, 'sigmoid', 'binaryCrossEntropy'),
        network([], 3, 'softmax', 'categoricalCrossEntropy'),
      ]) {
        const steep = start(model, sgd);
        const { here, reference } = both(model, sgd, { ...steep, weights: steep.weights.map((weight) => 200 * weight) });
        const [mine, wanted] = await using(here, () => Promise.all([here.evaluate('train'), reference.evaluate('train')]));
        expect(wanted.loss).toBeGreaterThan(20);
        expect(mine.loss / wanted.loss).toBeCloseTo(1, 4);
      }
    });

    test('on loss and accuracy of a split, and on one example’s activations', async () => {
      const model = network(['elu', 'gelu'], 3, 'softmax', 'categoricalCrossEntropy');
      const { here, reference } = both(model);
      await using(here, async () => {
        for (const split of ['train', 'test'] as const) {
          const mine = await here.evaluate(split);
          const wanted = await reference.evaluate(split);
          expect(mine.loss).toBeCloseTo(wanted.loss, 4);
          expect(mine.accuracy).toBe(wanted.accuracy);
        }
        const x = Float32Array.of(0.5, -1, 2);
        expect(distance(await here.activations(x), await reference.activations(x))).toBeLessThan(CLOSE);
      });
    });

    test.each(optimizerNames)('over 50 steps of %s with penalties and knobs changed in mid-run', async (kind) => {
      const { here, reference } = both(small, defaults(kind));
      await using(here, async () => {
        const all = batches(50);
        const parts = [
          { from: 0, to: 20, with: knobs({ l2: 0.01 }) },
          { from: 20, to: 35, with: knobs({ l1: 0.002, learningRate: 0.02 }) },
          { from: 35, to: 50, with: knobs({ l1: 0.001, l2: 0.02, learningRate: 0.01 }) },
        ];
        for (const part of parts) {
          const mine = await here.train(all.slice(part.from, part.to), part.with);
          const wanted = await reference.train(all.slice(part.from, part.to), part.with);
          expect(Math.abs(mine / wanted - 1), `loss of step ${part.to}`).toBeLessThan(5 * CLOSE);
        }
        const mine = await here.snapshot();
        const wanted = await reference.snapshot();
        expect(mine.step).toBe(50);
        expect(distance(mine.weights, wanted.weights), 'weights').toBeLessThan(5 * CLOSE);
        expect(mine.slots).toHaveLength(slotCount(kind));
        for (const [i, slot] of mine.slots.entries())
          expect(distance(slot, wanted.slots[i]), `slot ${i}`).toBeLessThan(5 * CLOSE);
      });
    });

    test('with a batch larger than the data', async () => {
      const { here, reference } = both(small);
      await using(here, async () => {
        const all = batches(3, 1000);
        expect(all[0]).toHaveLength(ROWS);
        expect(await here.train(all, knobs())).toBeCloseTo(await reference.train(all, knobs()), 4);
      });
    });
  });

  describe('repeats itself to the last bit', () => {
    const adam = defaults('adam');
    const all = batches(6);
    const at = knobs({ l2: 0.01 });

    test('however its steps are sliced, and whatever is looked at in between', async () => {
      const runs = [all.map((batch) => [batch]), [all.slice(0, 4), all.slice(4)]];
      const ends: { loss: number; snapshot: Snapshot }[] = [];
      for (const [i, slices] of runs.entries()) {
        await using(both(small, adam).here, async (built) => {
          let loss = NaN;
          for (const slice of slices) {
            loss = await built.train(slice, at);
            if (i === 1) continue;
            await built.snapshot();
            await built.evaluate('test');
          }
          ends.push({ loss, snapshot: await built.snapshot() });
        });
      }
      expect(ends[1]).toEqual(ends[0]);
    });

    test('from a snapshot, on the same network and on a new one', async () => {
      await using(both(small, adam).here, async (built) => {
        await built.train(all.slice(0, 3), at);
        const middle = await built.snapshot();
        await built.train(all.slice(3), at);
        const end = await built.snapshot();
        expect(end.step).toBe(6);
        expect(end.weights).not.toEqual(middle.weights);

        built.restore(middle);
        expect(await built.snapshot()).toEqual(middle);
        await built.train(all.slice(3), at);
        expect(await built.snapshot()).toEqual(end);

        await using(backend.build(small, adam, middle), async (other) => {
          bind(other, small);
          await other.train(all.slice(3), at);
          expect(await other.snapshot()).toEqual(end);
        });
      });
    });
  });

  describe('lets NaN be seen', () => {
    test.each(hiddenActivations)('through %s', async (activation) => {
      const model = network([activation], 3, 'identity', 'meanSquaredError');
      await using(both(model).here, async (built) => {
        const outputs = await built.predict(Float32Array.of(1, NaN, 1), 1);
        expect([...outputs].every(Number.isNaN), `${[...outputs]}`).toBe(true);
      });
    });

    test('in the loss, once a learning rate is far too large', async () => {
      const model = network(['relu'], 3, 'identity', 'meanSquaredError');
      await using(both(model).here, async (built) => {
        const loss = await built.train(batches(6), knobs({ learningRate: 1e10 }));
        expect(Number.isFinite(loss)).toBe(false);
      });
    });
  });

  test('predicts the whole batch at once, and again without uploading', async () => {
    const { here, reference } = both(small);
    await using(here, async () => {
      const { x } = examples(small, 20, 1);
      const outputs = await here.predict(x, 20);
      expect(distance(outputs, await reference.predict(x, 20))).toBeLessThan(CLOSE);
      const into = new Float32Array(outputs.length);
      here.predictInto?.(x, 20, into);
      if (here.predictInto) expect(into, 'without a promise').toEqual(outputs);
      const before = backend.tensors();
      const pass = here.forward(x, 20);
      for (let i = 0; i < 3; i++) pass.run();
      await pass.sync();
      pass.run();
      await pass.sync();
      pass.dispose();
      expect(backend.tensors()).toBe(before);
    });
  });

  test('inspects a step without taking it', async () => {
    await using(both(small, defaults('adam')).here, async (built) => {
      await built.train(batches(2), knobs());
      const before = await built.snapshot();
      const tensorsBefore = backend.tensors();
      const { ms } = await built.inspect(batches(1)[0], knobs());
      for (const part of [ms.forward, ms.backward, ms.update]) expect(part).toBeGreaterThanOrEqual(0);
      expect(await built.snapshot()).toEqual(before);
      expect(backend.tensors()).toBe(tensorsBefore);
    });
  });

  test('keeps nothing that it is given, and gives nothing that it keeps', async () => {
    const from = start(small, sgd);
    const data = examples(small, ROWS, 11);
    await using(backend.build(small, sgd, from), async (built) => {
      built.bind(data, data);
      const before = await built.snapshot();
      const wanted = await built.evaluate('train');
      from.weights.fill(9);
      data.x.fill(9);
      data.y.fill(9);
      before.weights.fill(9);
      expect(await built.evaluate('train')).toEqual(wanted);
      expect((await built.snapshot()).weights).not.toContain(9);
    });
  });

  test('goes on after a step that threw, and counts the bytes it holds', async () => {
    await using(both(small, defaults('adam')).here, async (built) => {
      await built.train(batches(2), knobs());
      const before = await built.snapshot();
      const tensorsBefore = backend.tensors();
      const broken = { length: 4, subarray: undefined } as unknown as Uint32Array;
      Object.defineProperty(broken, 0, {
        get: () => {
          throw new Error('a row that cannot be read');
        },
      });
      await expect(built.train([broken], knobs())).rejects.toThrow('cannot be read');
      expect(backend.tensors()).toBe(tensorsBefore);
      expect(await built.snapshot()).toEqual(before);
      expect(await built.train(batches(1), knobs())).toBeGreaterThan(0);

      const { bytes, how } = built.memory();
      expect(bytes).toBeGreaterThanOrEqual(4 * 3 * parameterCount(small));
      expect(how).not.toBe('');
    });
  });

  test('refuses a model that breaks a rule, a foreign snapshot, and training without data', async () => {
    const before = backend.tensors();
    const wrong = network([], 2, 'sigmoid', 'binaryCrossEntropy');
    expect(() => backend.build(wrong, sgd, start(wrong, sgd))).toThrow(EngineError);
    expect(() => backend.build(small, sgd, start(wrong, sgd))).toThrow(EngineError);
    await using(backend.build(small, sgd, start(small, sgd)), async (built) => {
      await expect(built.train(batches(1), knobs())).rejects.toThrow(EngineError);
      expect(() => built.bind(examples(wrong, 2, 1), examples(wrong, 2, 1))).toThrow(EngineError);
    });
    expect(backend.tensors()).toBe(before);
  });
});

test('networks on all backends of one thread take turns without mixing up their tensors', async () => {
  const adam = defaults('adam');
  const from = start(small, adam);
  // Started together, too: TF.js itself can start only one at a time.
  const backends = await Promise.all(backendNames.map(createBackend));
  await Promise.all(backends.map((backend) => backend.ready()));
  const built = backends.map((backend) => backend.build(small, adam, from));
  for (const one of built) bind(one, small);
  for (const batch of batches(3)) await Promise.all(built.map((one) => one.train([batch], knobs())));
  const [reference, ...others] = await Promise.all(built.map((one) => one.snapshot()));
  for (const { weights } of others) expect(distance(weights, reference.weights)).toBeLessThan(5 * CLOSE);
  for (const one of built) one.dispose();
});
