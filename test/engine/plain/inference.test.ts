import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPlain } from '../../../src/engine/backends/plain';
import { initialSnapshot } from '../../../src/engine/init';
import { outputCount } from '../../../src/engine/layout';
import { ForwardPass, forwardOnly, layerActivations, unitResponse } from '../../../src/engine/plain/inference';
import { anyModel, dense, randomExamples, seeded } from '../arbitrary';
import { oracleLayers } from './oracle';

const digits = dense([6, 7, 5, 3], 'relu', 'softmax', 'categoricalCrossEntropy');
const weightsOf = (model: typeof digits) => initialSnapshot(model, { kind: 'sgd' }, 4).weights;
const row = (x: Float32Array, i: number, width: number) => x.subarray(i * width, (i + 1) * width);

test('outputs, units and layers are those of the definition, for any network and any number of examples', () => {
  fc.assert(
    fc.property(anyModel, fc.integer({ min: 1, max: 140 }), fc.nat(), (model, n, pick) => {
      const weights = weightsOf(model);
      const { x } = randomExamples(model, n, 5);
      const outputs = forwardOnly(model, weights, x, n);
      expect(outputs).toHaveLength(n * outputCount(model));
      const layer = pick % model.layers.length;
      const unit = pick % model.layers[layer].units;
      const response = unitResponse(model, weights, x, n, layer, unit);
      for (const i of [0, n >> 1, n - 1]) {
        const layers = oracleLayers(model, weights, [...row(x, i, model.inputs)]);
        const near = (values: number[]) => values.map((value) => expect.closeTo(value, 4));
        expect([...row(outputs, i, outputCount(model))]).toEqual(near(layers[layers.length - 1].a));
        expect(response[i]).toBeCloseTo(layers[layer].a[unit], 4);
        expect([...layerActivations(model, weights, row(x, i, model.inputs))]).toEqual(near(layers.flatMap(({ a }) => a)));
      }
    }),
    seeded,
  );
});

describe('on the backend', () => {
  const network = () => createPlain().build(digits, { kind: 'sgd' }, initialSnapshot(digits, { kind: 'sgd' }, 4));
  const { x } = randomExamples(digits, 300, 5);

  test('predicts few, then many, then few: an example has the same answer to the last bit in any batch', async () => {
    const built = network();
    const all = await built.predict(x, 300);
    for (const n of [1, 2, 63, 64, 65, 300, 3]) {
      expect(await built.predict(x.subarray(0, n * 6), n)).toEqual(all.subarray(0, n * 3));
      expect(await built.predict(x.subarray(6, 6 + n * 6 - 6), n - 1)).toEqual(all.subarray(3, n * 3));
    }
    expect(forwardOnly(digits, weightsOf(digits), x, 300)).toEqual(all);
  });

  test("predictions belong to the caller, and the caller's arrays are left alone", async () => {
    const built = network();
    const before = x.slice();
    const first = await built.predict(x, 4);
    const kept = first.slice();
    first.fill(0);
    expect(await built.predict(x, 4)).toEqual(kept);
    expect(x).toEqual(before);
  });

  test('runs the forward pass on inputs given once', async () => {
    const built = network();
    const inputs = x.slice();
    const pass = built.forward(inputs, 300);
    inputs.fill(NaN);
    pass.run();
    pass.run();
    await pass.sync();
    pass.dispose();
    expect(await built.activations(x.subarray(0, 6))).toHaveLength(15);
    expect(await built.predict(x, 300)).toEqual(forwardOnly(digits, weightsOf(digits), x, 300));
  });
});

test('no examples, no outputs', () => {
  expect(forwardOnly(digits, weightsOf(digits), new Float32Array(0), 0)).toHaveLength(0);
});

test('memory is two layers of a block, however many examples', () => {
  const pass = new ForwardPass(digits);
  const { bytes } = pass;
  pass.predict(weightsOf(digits), new Float32Array(6 * 5000), 5000, new Float32Array(3 * 5000));
  expect(pass.bytes).toBe(bytes);
});

test('NaN and infinity come out as they went in', () => {
  const model = dense([2, 4, 1], 'relu', 'identity', 'meanSquaredError');
  const weights = weightsOf(model).map(Math.abs);
  expect(forwardOnly(model, weights, Float32Array.of(NaN, 1, Infinity, 1), 2)).toEqual(Float32Array.of(NaN, Infinity));
});
