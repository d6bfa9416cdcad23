import { describe, expect, test } from 'vitest';
import type { Examples } from '../../src/contract/backend';
import type { ModelSpec, RunSpec } from '../../src/contract/model';
import { gradientNoise } from '../../src/engine/gradient-noise';
import { initialSnapshot } from '../../src/engine/init';
import { direction, landscape, lossFunction } from '../../src/engine/landscape';
import { layoutOf } from '../../src/engine/layout';
import { PlainNetwork } from '../../src/engine/plain/network';
import { Random } from '../../src/engine/random';
import { threeSplits } from '../../src/engine/three-splits';

const model: ModelSpec = {
  inputs: 2,
  layers: [
    { units: 8, activation: 'tanh' },
    { units: 1, activation: 'sigmoid' },
  ],
  loss: 'binaryCrossEntropy',
};
const { weights } = initialSnapshot(model, { kind: 'sgd' }, 3);

/** Points of the plane, in or out of a disc, some of them with the wrong label. */
function examples(n: number, seed: number): Examples {
  const random = new Random(seed);
  const x = Float32Array.from({ length: 2 * n }, () => 4 * random.uniform() - 2);
  const y = Float32Array.from({ length: n }, (_, i) => {
    const inside = x[2 * i] ** 2 + x[2 * i + 1] ** 2 < 1.5;
    return inside !== random.uniform() < 0.1 ? 1 : 0;
  });
  return { n, x, y };
}

/** Runs to the end; how far it had come each time rises to 1. */
function finish<T>(work: Generator<number, T>): T {
  let before = 0;
  for (;;) {
    const { done, value } = work.next();
    if (done) {
      expect(before).toBeCloseTo(1, 9);
      return value;
    }
    expect(value).toBeGreaterThanOrEqual(before);
    before = value;
  }
}

describe('gradient noise', () => {
  const data = examples(60, 1);
  const noise = finish(gradientNoise(model, weights, data, [1, 4, 16, 64], 400, 1));

  test('falls as one over the root of the batch size, from the exact spread of single examples', () => {
    expect(noise.points.map(({ batchSize }) => batchSize)).toEqual([1, 4, 16, 64]);
    for (const { batchSize, rms, low, high } of noise.points) {
      expect(low).toBeLessThan(rms);
      expect(high).toBeGreaterThan(rms);
      expect(rms / (noise.single / Math.sqrt(batchSize))).toBeGreaterThan(0.9);
      expect(rms / (noise.single / Math.sqrt(batchSize))).toBeLessThan(1.1);
    }
  });

  test('is measured against the gradient that a step on all the data takes', async () => {
    const network = new PlainNetwork(model, { kind: 'sgd' }, { step: 0, weights, slots: [] });
    network.bind(data, data);
    const all = Uint32Array.from({ length: data.n }, (_, i) => i);
    const { gradient } = await network.inspect(all, { learningRate: 0, batchSize: data.n, l1: 0, l2: 0 });
    expect(noise.norm).toBeCloseTo(Math.hypot(...gradient), 6);
  });

  test('is the same for the same seed, and nothing where every example is alike', () => {
    const few = () => finish(gradientNoise(model, weights, data, [2, 8], 10, 5));
    expect(few()).toEqual(few());
    const alike = { n: 4, x: new Float32Array(8).fill(0.5), y: new Float32Array(4).fill(1) };
    const none = finish(gradientNoise(model, weights, alike, [1, 2], 10, 5));
    expect(none.single).toBeLessThan(1e-7);
  });
});

describe('a slice of the loss', () => {
  const data = examples(60, 2);

  test('has the network itself in its middle, and its loss at every other point', () => {
    const { side, values, centre } = finish(landscape(model, weights, data, 5, 0.5, 9));
    expect(values).toHaveLength(25);
    expect(values[12]).toBe(centre);
    expect(new Set(values).size).toBe(25);
    expect(side).toBe(5);
  });

  test('has the loss that the network has on its examples', async () => {
    const network = new PlainNetwork(model, { kind: 'sgd' }, { step: 0, weights, slots: [] });
    network.bind(data, data);
    expect(lossFunction(model, data)(weights)).toBe((await network.evaluate('train')).loss);
  });

  test('goes along directions as long as each unit’s incoming weights; biases stay', () => {
    const drawn = direction(model, weights, 4);
    for (const { inputs, kernel, bias, units, end } of layoutOf(model).layers) {
      for (let unit = 0; unit < units; unit++) {
        const part = (of: Float32Array) => Math.hypot(...Array.from({ length: inputs }, (_, i) => of[kernel + i * units + unit]));
        expect(part(drawn)).toBeCloseTo(part(weights), 5);
      }
      expect([...drawn.subarray(bias, end)].every((one) => one === 0)).toBe(true);
    }
  });

  test('does not change when a ReLU unit’s weights are made larger and the next layer’s smaller to match', () => {
    const relu: ModelSpec = { ...model, layers: [{ units: 4, activation: 'relu' }, model.layers[1]] };
    const before = initialSnapshot(relu, { kind: 'sgd' }, 3).weights;
    const after = before.slice();
    const [first, second] = layoutOf(relu).layers;
    for (const w of [first.kernel, first.kernel + first.units]) after[w] *= 4;
    after[second.kernel] /= 4;
    // One row of the slice along the first layer alone: outgoing weights of different units share a unit.
    const lengths = (of: Float32Array) => direction(relu, of, 4).subarray(0, first.bias);
    expect(lengths(after)[0] / lengths(before)[0]).toBeCloseTo(4, 4);
    expect(lengths(after)[1]).toBe(lengths(before)[1]);
  });
});

describe('three splits', () => {
  const spec: RunSpec = {
    model: { ...model, layers: [{ units: 32, activation: 'tanh' }, model.layers[1]] },
    optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    data: { dataset: 'circle', seed: 1, noise: 0.3, samples: 100, trainShare: 0.5, features: ['x1', 'x2'] },
    seed: 1,
    backend: 'plain',
    knobs: { learningRate: 0.02, batchSize: 20, l1: 0, l2: 0 },
    changes: [],
  };
  const splits = { train: examples(20, 3), validation: examples(100, 4), test: examples(100, 5) };

  test('trains on the one and only looks at the others', () => {
    const { step, train, validation, test: tested, diverged } = finish(threeSplits(spec, splits, 250, 100));
    expect(step).toEqual([0, 100, 200, 250]);
    expect(train[3]).toBeLessThan(0.5 * train[0]);
    expect(validation[3]).toBeGreaterThan(train[3]);
    expect(tested[3]).toBeGreaterThan(train[3]);
    expect(diverged).toBe(false);
  });

  test('takes the very steps of a run on the plain backend', async () => {
    const network = new PlainNetwork(spec.model, spec.optimizer, initialSnapshot(spec.model, spec.optimizer, 1));
    network.bind(splits.train, splits.test);
    const { train, test: tested } = finish(threeSplits(spec, { ...splits, validation: splits.train }, 1, 1));
    const all = Uint32Array.from({ length: 20 }, (_, i) => i);
    await network.train([all], spec.knobs);
    expect(train[1]).toBeCloseTo((await network.evaluate('train')).loss, 6);
    expect(tested[1]).toBeCloseTo((await network.evaluate('test')).loss, 6);
  });

  test('ends where the loss is no longer finite', () => {
    const wild = { ...spec, optimizer: { kind: 'sgd' as const }, knobs: { ...spec.knobs, learningRate: 1e38 } };
    const work = threeSplits(wild, splits, 500, 1);
    let step = work.next();
    while (!step.done) step = work.next();
    expect(step.value.diverged).toBe(true);
    expect(step.value.step.length).toBeLessThan(500);
  });
});
