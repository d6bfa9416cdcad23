/** The compiled engine without fused multiply-adds (Node has none) against plain: every shape, every optimizer, and its memory. */
import { describe, expect, test } from 'vitest';
import { createCompiled } from '../../../src/engine/backends/compiled';
import { createPlain } from '../../../src/engine/backends/plain';
import { defaults } from '../../../src/engine/optimizers';
import { initialSnapshot } from '../../../src/engine/init';
import { dense, optimizerNames, randomExamples } from '../arbitrary';
import { batches, bind, knobs, network, sgd, start } from '../backends/examples';
import { agreesAfter200, agreesOnce, shapes, still, widthsOf } from './agreement';

const compiled = createCompiled('simd');
const plain = createPlain();

describe.each(shapes.map((model) => [widthsOf(model), model] as const))('%s', (_, model) => {
  test.each([1, 2, 3, 4, 5, 7, 8, 10, 13, 64, 65])('agrees with plain on batches of %i', (batch) =>
    agreesOnce(compiled, plain, model, batch),
  );
});

test.each(optimizerNames)('agrees with plain after 200 steps of %s', (kind) =>
  agreesAfter200(compiled, plain, dense([5, 12, 9, 3], 'tanh', 'softmax', 'categoricalCrossEntropy'), defaults(kind)),
);

test.each(optimizerNames)('agrees with plain after 200 steps of %s where batches are written out whole', (kind) =>
  agreesAfter200(compiled, plain, dense([2, 4, 2, 1], 'tanh', 'sigmoid', 'binaryCrossEntropy'), defaults(kind)),
);

test.each(optimizerNames)('agrees with plain after 200 steps of %s where one unit stands at the end', (kind) =>
  agreesAfter200(compiled, plain, dense([3, 12, 9, 1], 'tanh', 'tanh', 'meanSquaredError'), defaults(kind)),
);

test('infinity and NaN among the inputs reach the one unit at the end, and nothing else does', async () => {
  const model = dense([3, 30, 1], 'relu', 'identity', 'meanSquaredError');
  const from = initialSnapshot(model, sgd, 3);
  const x = Float32Array.of(Infinity, 1, 2, 1, NaN, 2, 1, 2, 3, -1, 2, 5, 0, 0, 1);
  const [mine, wanted] = await Promise.all([compiled, plain].map((one) => one.build(model, sgd, from).predict(x, 5)));
  expect([...mine].map((value) => Number.isFinite(value))).toEqual([...wanted].map((value) => Number.isFinite(value)));
  expect([...mine].filter(Number.isFinite)).toHaveLength(3);
});

test('a row that is not there is named, and nothing is trained', async () => {
  const model = network(['tanh'], 1, 'sigmoid', 'binaryCrossEntropy');
  const built = compiled.build(model, sgd, start(model, sgd));
  const data = randomExamples(model, 30, 7);
  built.bind(data, data);
  const before = await built.snapshot();
  const wrong = [Uint32Array.of(1, 29), Uint32Array.of(2, 30)];
  await expect(built.train(wrong, knobs())).rejects.toThrow('row 30');
  await expect(built.inspect(wrong[1], knobs())).rejects.toThrow('30 examples');
  expect(await built.snapshot()).toEqual(before);
});

test.each([
  ['in tiles', dense([9, 40, 13, 3], 'gelu', 'softmax', 'categoricalCrossEntropy')],
  ['in lanes', dense([3, 4, 5, 3], 'gelu', 'softmax', 'categoricalCrossEntropy')],
  ['in lanes to six units', dense([2, 5, 6], 'tanh', 'sigmoid', 'meanSquaredError')],
  ['in lanes to one unit', dense([2, 4, 2, 1], 'silu', 'sigmoid', 'binaryCrossEntropy')],
  ['to one unit', dense([9, 40, 13, 1], 'gelu', 'tanh', 'meanSquaredError')],
] as const)('an example’s prediction is the same to the last bit in every batch, %s', async (_, model) => {
  const built = compiled.build(model, sgd, initialSnapshot(model, sgd, 3));
  const { x } = randomExamples(model, 150, 7);
  const all = await built.predict(x, 150);
  for (const n of [1, 2, 3, 5, 70]) expect(await built.predict(x, n)).toEqual(all.slice(0, (n * all.length) / 150));
});

test('more examples than inference takes in one go', async () => {
  const model = dense([2, 4, 1], 'tanh', 'sigmoid', 'binaryCrossEntropy');
  const from = initialSnapshot(model, sgd, 3);
  const { x } = randomExamples(model, 10_000, 7);
  const [mine, wanted] = await Promise.all([compiled, plain].map((one) => one.build(model, sgd, from).predict(x, 10_000)));
  expect(mine).toHaveLength(10_000);
  for (const [i, output] of mine.entries()) expect(Math.abs(output - wanted[i])).toBeLessThan(1e-6);
});

test('more steps than are described in one go, and batches that grow, are the same run', async () => {
  const model = network(['tanh'], 1, 'sigmoid', 'binaryCrossEntropy');
  const adam = defaults('adam');
  const data = randomExamples(model, 300, 7);
  const small = Array.from({ length: 1200 }, (_, i) => Uint32Array.of(i % 300, (7 * i) % 300));
  const large = [Uint32Array.from({ length: 300 }, (_, i) => i)];
  const ends = [];
  for (const backend of [compiled, plain]) {
    const built = backend.build(model, adam, start(model, adam));
    built.bind(data, data);
    const losses = [await built.train(small, still), await built.train(large, still), await built.train(small, still)];
    ends.push({ losses, ...(await built.evaluate('test')) });
  }
  for (const [i, loss] of ends[0].losses.entries()) expect(loss / ends[1].losses[i]).toBeCloseTo(1, 3);
  expect(ends[0].loss / ends[1].loss).toBeCloseTo(1, 4);
});

test.each(['momentum', 'rmsprop', 'adam'] as const)(
  'what %s remembers of a gradient that stays 0 never turns subnormal',
  async (kind) => {
    const model = dense([3, 4, 1], 'tanh', 'identity', 'meanSquaredError');
    const optimizer = defaults(kind);
    const built = compiled.build(model, optimizer, initialSnapshot(model, optimizer, 3));
    const data = randomExamples(model, 8, 7);
    const rows = [Uint32Array.from({ length: 8 }, (_, i) => i)];
    built.bind(data, data);
    await built.train(rows, still);
    const silent = { ...data, x: new Float32Array(data.x.length) };
    built.bind(silent, silent);
    await built.train(Array<Uint32Array>(1200).fill(rows[0]), still);
    const { slots } = await built.snapshot();
    for (const one of slots.flatMap((slot) => [...slot])) expect(one === 0 || Math.abs(one) > 1e-37).toBe(true);
    // They have faded as far as they can: the kernel of the first layer is what stands first.
    if (kind !== 'rmsprop') expect(Math.max(...slots[0].subarray(0, 12).map(Math.abs))).toBeLessThan(1e-33);
  },
);

test('what is remembered is the same to the last bit however the steps are divided among calls', async () => {
  const model = dense([3, 20, 1], 'tanh', 'identity', 'meanSquaredError');
  const optimizer = defaults('momentum');
  const data = randomExamples(model, 8, 7);
  const silent = { ...data, x: new Float32Array(data.x.length) };
  const rows = Uint32Array.from({ length: 8 }, (_, i) => i);
  const after = async (perCall: number) => {
    const built = compiled.build(model, optimizer, initialSnapshot(model, optimizer, 3));
    built.bind(data, data);
    await built.train([rows], still);
    // From here on what is remembered fades, and is made zero at some step.
    built.bind(silent, silent);
    for (let left = 620; left > 0; left -= perCall)
      await built.train(Array<Uint32Array>(Math.min(left, perCall)).fill(rows), still);
    return built.snapshot();
  };
  const once = await after(620);
  expect(once.slots[0].subarray(0, 60).some((value) => value !== 0 && Math.abs(value) < 1e-27)).toBe(true);
  expect(await after(7)).toEqual(once);
});

test.each([
  ['rows of units', [4, 16, 3], 'softmax', 'categoricalCrossEntropy'],
  ['one unit', [4, 16, 16, 1], 'sigmoid', 'binaryCrossEntropy'],
  ['lanes', [4, 4, 3], 'softmax', 'categoricalCrossEntropy'],
] as const)('a network too sure of its answers has no subnormal gradients: %s', async (_, widths, output, loss) => {
  const model = dense([...widths], 'tanh', output, loss);
  const adam = defaults('adam');
  const from = initialSnapshot(model, adam, 3);
  const data = randomExamples(model, 64, 7);
  const rows = Array.from({ length: 64 }, (__, i) => Uint32Array.of(i));
  const subnormal = (value: number) => value !== 0 && Math.abs(value) < 2 ** -126;
  const [mine, theirs]: number[][] = [[], []];
  for (const factor of [20, 40, 60, 80]) {
    const sure = { ...from, weights: from.weights.map((weight) => factor * weight) };
    for (const [backend, found] of [[compiled, mine] as const, [plain, theirs] as const]) {
      const built = backend.build(model, adam, sure);
      built.bind(data, data);
      // One example at a time: what a batch's other examples leave would cover it.
      for (const row of rows) found.push(...(await built.inspect(row, still)).gradient);
    }
  }
  expect(mine.filter(subnormal)).toEqual([]);
  // Else nothing would have been tried.
  expect(theirs.some(subnormal)).toBe(true);
});

test('data bound anew replaces the old, and larger data makes room', async () => {
  const model = network(['tanh'], 3, 'softmax', 'categoricalCrossEntropy');
  const built = compiled.build(model, sgd, start(model, sgd));
  bind(built, model);
  await built.train(batches(3), knobs());
  const before = await built.snapshot();
  const bytes = built.memory().bytes;
  const larger = randomExamples(model, 20_000, 9);
  built.bind(larger, larger);
  expect(await built.snapshot()).toEqual(before);
  expect(built.memory().bytes).toBeGreaterThan(bytes);
  const reference = plain.build(model, sgd, before);
  reference.bind(larger, larger);
  expect((await built.evaluate('test')).loss).toBeCloseTo((await reference.evaluate('test')).loss, 5);
  const rows = [Uint32Array.of(19_999, 5, 7)];
  expect(await built.train(rows, knobs())).toBeCloseTo(await reference.train(rows, knobs()), 5);
});

test('is refused once it has been disposed of, and trains no step for no batches', async () => {
  const model = network(['tanh'], 1, 'sigmoid', 'binaryCrossEntropy');
  const built = compiled.build(model, sgd, start(model, sgd));
  bind(built, model);
  expect(await built.train([], knobs())).toBeNaN();
  built.dispose();
  await expect(built.predict(new Float32Array(3), 1)).rejects.toMatchObject({ code: 'internal' });
  await expect(built.train(batches(1), knobs())).rejects.toMatchObject({ code: 'internal' });
});
