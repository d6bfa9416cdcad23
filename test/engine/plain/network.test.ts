import { describe, expect, test } from 'vitest';
import type { Checkpoint, Examples, Network } from '../../../src/contract/backend';
import type { Knobs, ModelSpec, OptimizerSpec } from '../../../src/contract/model';
import { createPlain } from '../../../src/engine/backends/plain';
import { BatchOrder } from '../../../src/engine/batches';
import { initialSnapshot } from '../../../src/engine/init';
import { defaults } from '../../../src/engine/optimizers';
import { dense, moons, optimizerNames, randomExamples, still } from '../arbitrary';

const model = dense([2, 8, 8, 1], 'tanh', 'sigmoid', 'binaryCrossEntropy');
const data = moons(90, 0.1, 3);
const SEED = 7;

function build(optimizer: OptimizerSpec = defaults('adam'), of: ModelSpec = model, examples: Examples = data): Network {
  const network = createPlain().build(of, optimizer, initialSnapshot(of, optimizer, SEED));
  network.bind(examples, examples);
  return network;
}

/** The knobs of a step: the learning rate, the batch size and the penalties each change once in mid-run. */
function knobsAt(step: number): Knobs {
  return {
    learningRate: step < 20 ? 0.02 : 0.005,
    batchSize: step < 35 ? 16 : 25,
    l1: step < 50 ? 0 : 1e-3,
    l2: step < 50 ? 0 : 1e-2,
  };
}

/** Trains to a step, one batch a call, and gives back every batch's loss. */
async function trainTo(network: Network, order: BatchOrder, from: number, to: number): Promise<number[]> {
  const losses: number[] = [];
  for (let step = from; step < to; step++) {
    const knobs = knobsAt(step);
    losses.push(await network.train([order.next(knobs.batchSize)], knobs));
  }
  return losses;
}

const all = Uint32Array.from({ length: data.n }, (_, i) => i);

describe.each(optimizerNames)('%s', (kind) => {
  test('the same run gives the same losses and weights to the last bit, knobs changed on the way', async () => {
    const runs = await Promise.all(
      [1, 2].map(async () => {
        const network = build(defaults(kind));
        const losses = await trainTo(network, new BatchOrder(SEED, data.n), 0, 80);
        return { losses, end: await network.snapshot() };
      }),
    );
    expect(runs[0]).toEqual(runs[1]);
    expect(new Set(runs[0].losses).size).toBeGreaterThan(40);
  });

  test('resumed from a checkpoint it goes on as if it had never stopped', async () => {
    const network = build(defaults(kind));
    const order = new BatchOrder(SEED, data.n);
    await trainTo(network, order, 0, 40);
    const checkpoint: Checkpoint = { ...(await network.snapshot()), epoch: order.epoch, position: order.position };
    const rest = await trainTo(network, order, 40, 80);
    const end = await network.snapshot();

    const resumed = createPlain().build(model, defaults(kind), structuredClone(checkpoint));
    resumed.bind(data, data);
    const laterOrder = new BatchOrder(SEED, data.n);
    laterOrder.seek(checkpoint);
    expect(await trainTo(resumed, laterOrder, 40, 80)).toEqual(rest);
    expect(await resumed.snapshot()).toEqual(end);

    // And the first network, put back to the same place, does it once more.
    network.restore(checkpoint);
    order.seek(checkpoint);
    expect(await trainTo(network, order, 40, 80)).toEqual(rest);
  });
});

test('many batches in one call are the same steps', async () => {
  const one = build();
  const many = build();
  const batches = Array.from({ length: 30 }, (_, i) => all.subarray(i, i + 16));
  for (const batch of batches) await one.train([batch], still);
  await many.train(batches, still);
  expect(await many.snapshot()).toEqual(await one.snapshot());
  expect((await many.snapshot()).step).toBe(30);
});

test('an SGD step is w − η·gradient of what inspect shows, and inspect changes nothing', async () => {
  const network = build({ kind: 'sgd' });
  const before = await network.snapshot();
  const knobs = { ...still, learningRate: 0.3, l2: 0.1 };
  const { loss, penalty, gradient, ms } = await network.inspect(all, knobs);
  expect(await network.snapshot()).toEqual(before);
  expect(penalty).toBeGreaterThan(0);
  for (const part of [ms.forward, ms.backward, ms.update]) expect(part).toBeGreaterThanOrEqual(0);
  expect(await network.train([all], knobs)).toBe(loss);
  const { weights } = await network.snapshot();
  expect(weights).toEqual(before.weights.map((weight, i) => weight - 0.3 * gradient[i]));
});

test('evaluates the mean data loss and the accuracy of a whole split', async () => {
  const network = build();
  const half: Examples = { n: 45, x: data.x.slice(0, 90), y: data.y.slice(0, 45) };
  network.bind(data, half);
  const { loss, accuracy } = await network.evaluate('train');
  expect(loss).toBeCloseTo((await network.inspect(all, still)).loss, 6);
  const outputs = await network.predict(data.x, data.n);
  expect(accuracy).toBe(outputs.filter((output, i) => output > 0.5 === data.y[i] > 0.5).length / data.n);
  expect((await network.evaluate('test')).loss).not.toBe(loss);
  // Penalties stand beside the loss, not in it.
  expect((await network.inspect(all, { ...still, l1: 1 })).loss).toBeCloseTo(loss, 6);
});

test('training lays out nothing new once the largest batch has been', async () => {
  const network = build();
  await network.train([all.subarray(0, 40)], still);
  const { bytes, how } = network.memory();
  for (let step = 0; step < 200; step++) await network.train([all.subarray(0, 1 + (step % 40))], still);
  await network.evaluate('test');
  expect(network.memory()).toEqual({ bytes, how });
  await network.train([all], still);
  expect(network.memory().bytes).toBeGreaterThan(bytes);
});

test('memory is at least what the formula counts', async () => {
  const network = build();
  await network.train([all], still);
  // 105 parameters with gradient and Adam's two slots; both splits; a batch's inputs and layers.
  expect(network.memory().bytes).toBeGreaterThanOrEqual(4 * (4 * 105 + 2 * 3 * 90 + 90 * (2 + 8 + 8 + 1)));
});

test('arrays passed in are copied, arrays given out are too', async () => {
  const start = initialSnapshot(model, defaults('adam'), SEED);
  const mine: Examples = structuredClone(data);
  const network = createPlain().build(model, defaults('adam'), start);
  network.bind(mine, mine);
  const twin = build();
  for (const array of [start.weights, ...start.slots, mine.x, mine.y]) array.fill(NaN);
  const given = await network.snapshot();
  for (const array of [given.weights, ...given.slots]) array.fill(NaN);
  expect(await network.train([all], still)).toBe(await twin.train([all], still));
  expect(await network.snapshot()).toEqual(await twin.snapshot());
});

test('no hidden layers: logistic regression learns what a line can separate', async () => {
  const line = dense([2, 1], 'tanh', 'sigmoid', 'binaryCrossEntropy');
  const examples = randomExamples(line, 200, 4);
  for (let i = 0; i < 200; i++) examples.y[i] = examples.x[2 * i] + 2 * examples.x[2 * i + 1] > 0.3 ? 1 : 0;
  const network = build(defaults('adam'), line, examples);
  const rows = Uint32Array.from({ length: 200 }, (_, i) => i);
  for (let step = 0; step < 600; step++) await network.train([rows], { ...still, learningRate: 0.1 });
  const { loss, accuracy } = await network.evaluate('train');
  expect(loss).toBeLessThan(0.1);
  expect(accuracy).toBeGreaterThan(0.97);
});

test('a loss that runs away is told, not hidden', async () => {
  const linear = dense([2, 8, 1], 'identity', 'identity', 'meanSquaredError');
  const network = build({ kind: 'sgd' }, linear);
  const knobs = { ...still, learningRate: 50 };
  const losses: number[] = [];
  for (let step = 0; step < 60; step++) losses.push(await network.train([all], knobs));
  expect(losses.some((loss) => loss === Infinity || Number.isNaN(loss))).toBe(true);
  expect(losses[losses.length - 1]).toBeNaN();
  expect((await network.snapshot()).weights.some(Number.isFinite)).toBe(false);
  expect((await network.evaluate('train')).loss).toBeNaN();
  expect((await network.evaluate('train')).accuracy).toBe(0);
});

test('refuses what does not fit, in words', async () => {
  const plain = createPlain();
  const start = initialSnapshot(model, defaults('adam'), SEED);
  expect(() => plain.build({ ...model, layers: [] }, defaults('adam'), start)).toThrow(/no output layer/);
  expect(() => plain.build(model, defaults('sgd'), start)).toThrow(/not that of sgd/);
  expect(() => build().bind({ ...data, n: 7 }, data)).toThrow(/do not fit/);
  await expect(plain.build(model, defaults('adam'), start).train([all], still)).rejects.toThrow(/no data/);
});

test('the backend runs everywhere and is never lost', async () => {
  const plain = createPlain();
  expect(await plain.ready()).toMatchObject({ name: 'plain', software: false, readback: false });
  await plain.activate();
  await plain.reset();
  expect(plain.tensors()).toBe(0);
  expect(await Promise.race([plain.lost, new Promise((resolve) => setTimeout(resolve, 20, 'still there'))])).toBe('still there');
});
