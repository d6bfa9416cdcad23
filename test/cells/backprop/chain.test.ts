import { describe, expect, test } from 'vitest';
import { isRight, slip } from '../../../src/cells/backprop/answer';
import { difference, factors, forward, product, stepped, weightsOf } from '../../../src/cells/backprop/chain';
import { layerGradients } from '../../../src/cells/backprop/layers';
import { parameters } from '../../../src/cells/backprop/schema';
import type { ModelSpec } from '../../../src/contract/model';
import { PlainNetwork } from '../../../src/engine/plain/network';

const weights = weightsOf([0.8, -0.4, 0.1, -0.6, 0.9, 0.05, 0.7, -0.5, 0.2]);
const example = { x1: 1, x2: 0.5, y: 0.25 };
const gradientOf = (name: (typeof parameters)[number]) => product(factors(name, weights, example));

const model: ModelSpec = {
  inputs: 2,
  layers: [
    { units: 2, activation: 'tanh' },
    { units: 1, activation: 'sigmoid' },
  ],
  loss: 'meanSquaredError',
};
/** In the layout of a snapshot: kernel by input, then bias, layer by layer. */
const order = ['w11', 'w12', 'w21', 'w22', 'b1', 'b2', 'v1', 'v2', 'c'] as const;

test('is the very network that the engine would run, and its step', async () => {
  const flat = Float32Array.from(order, (name) => weights[name]);
  const network = new PlainNetwork(model, { kind: 'sgd' }, { step: 0, weights: flat, slots: [] });
  const data = { n: 1, x: Float32Array.of(example.x1, example.x2), y: Float32Array.of(example.y) };
  network.bind(data, data);
  const knobs = { learningRate: 0.5, batchSize: 1, l1: 0, l2: 0 };
  const { loss, gradient } = await network.inspect(Uint32Array.of(0), knobs);
  expect(forward(weights, example).loss).toBeCloseTo(loss, 6);
  order.forEach((name, i) => expect(gradientOf(name)).toBeCloseTo(gradient[i], 6));
  await network.train([Uint32Array.of(0)], knobs);
  const after = (await network.snapshot()).weights;
  const next = stepped(weights, example, 0.5);
  order.forEach((name, i) => expect(next[name]).toBeCloseTo(after[i], 6));
});

test.each(parameters)('the product of %s’s factors is its gradient by finite difference', (name) => {
  expect(gradientOf(name)).toBeCloseTo(difference(name, weights, example), 8);
  expect(Math.abs(gradientOf(name))).toBeGreaterThan(1e-3);
});

describe('an answer', () => {
  const some = factors('v1', weights, example);
  const gradient = product(some);

  test('counts within 1%, or 0.001', () => {
    expect(isRight(gradient * 1.009, gradient)).toBe(true);
    expect(isRight(gradient + 0.0009, gradient)).toBe(true);
    expect(isRight(0.5 * 1.02, 0.5)).toBe(false);
    expect(isRight(-gradient, gradient)).toBe(false);
  });

  test('that is wrong is told its slip', () => {
    expect(slip(-gradient, some)).toContain('Only the sign');
    expect(slip(some[0].value * some[2].value, some)).toContain('∂p/∂z = p(1 − p)');
    expect(slip(gradient / 2, some)).toContain('Half of it');
    expect(slip(some[0].value + some[1].value + some[2].value, some)).toContain('added');
    expect(slip(77, some)).toBe('Multiply all of its factors, as shown above.');
  });
});

test('a real gradient is cut into its layers', () => {
  const gradient = Float32Array.of(3, 0, 0, 0, 0, -4, 1, 0, -2);
  expect(layerGradients(model, gradient)).toEqual([
    { name: 'hidden 1', parameters: 6, norm: 5, largest: 4 },
    { name: 'output', parameters: 3, norm: Math.sqrt(5), largest: 2 },
  ]);
});
