/** What is written for a structure, without a GPU: limits, sizes, the order of the weights, and that nothing of it is left to loops. */
import { describe, expect, it } from 'vitest';
import { allPlaneFeatures } from '../../datasets/features';
import type { ActivationName, ModelSpec } from '../../src/contract/model';
import { beyondShader, fragmentShader, packedLength, packWeights } from '../../src/draw/shader-source';
import { network, numberedWeights } from './made-up';

const features = ['x1', 'x2'];
const with2 = (model: ModelSpec) => ({ model, features });
const source = (model: ModelSpec, names = features) => fragmentShader({ model, features: names });

describe('limits', () => {
  it('take 8 hidden layers of 32 units and every feature, and no more', () => {
    const widest = network(7, ...Array.from({ length: 8 }, () => 32), 3);
    expect(beyondShader({ model: widest, features: allPlaneFeatures })).toBeNull();
    expect(beyondShader(with2(network(2, 1)))).toBeNull();
    expect(beyondShader(with2(network(2, ...Array.from({ length: 9 }, () => 1), 1)))).toContain('at most 8 hidden layers');
    expect(beyondShader(with2(network(2, 33, 1)))).toContain('at most 32 units');
    expect(beyondShader(with2(network(2, 4, 33)))).toContain('at most 32 units');
    expect(beyondShader({ model: network(2, 4, 1), features: ['x1', 'toString'] })).toContain('plane alone');
    expect(beyondShader(with2(network(4, 4, 3)))).toContain('plane alone');
  });
});

describe('weights', () => {
  it('stand in groups of four units: a vector an input, then the biases, padded with nought', () => {
    const model = network(2, 5, 1);
    const packed = new Float32Array(packedLength(model));
    // Kernel 2 × 5, bias 5, kernel 5 × 1, bias 1.
    const weights = Float32Array.from({ length: 21 }, (_, i) => i + 1);
    expect(packWeights(model, weights, packed)).toBe(true);
    const wanted = [
      [1, 2, 3, 4, 6, 7, 8, 9, 11, 12, 13, 14],
      [5, 0, 0, 0, 10, 0, 0, 0, 15, 0, 0, 0],
      [16, 0, 0, 0, 17, 0, 0, 0, 18, 0, 0, 0, 19, 0, 0, 0, 20, 0, 0, 0, 21, 0, 0, 0],
    ];
    expect([...packed]).toEqual(wanted.flat());
  });

  it('that are not numbers are told', () => {
    const model = network(2, 3, 1);
    const weights = numberedWeights(model);
    const packed = new Float32Array(packedLength(model));
    weights[4] = Infinity;
    expect(packWeights(model, weights, packed)).toBe(true);
    weights[12] = Number.NaN;
    expect(packWeights(model, weights, packed)).toBe(false);
  });
});

describe('the source', () => {
  it('holds the whole network in one main, each vector of weights used once', () => {
    const model = network(2, 5, 3);
    const text = source(model);
    const vectors = packedLength(model) / 4;
    expect(text).toContain(`vec4 w[${vectors}];`);
    const used = [...text.matchAll(/w\[(\d+)\](?!;)/g)].map(([, index]) => Number(index));
    expect(used.toSorted((a, b) => a - b)).toEqual(Array.from({ length: vectors }, (_, i) => i));
    expect(text).not.toMatch(/\bfor\b|\bwhile\b|texture/);
  });

  it('has only the functions that are needed', () => {
    const layers = [
      { units: 3, activation: 'relu' },
      { units: 2, activation: 'gelu' },
      { units: 1, activation: 'sigmoid' },
    ] satisfies { units: number; activation: ActivationName }[];
    const text = source({ inputs: 2, layers, loss: 'binaryCrossEntropy' });
    for (const name of ['relu4(vec4 z)', 'gelu4(vec4 z)', 'sigmoid4(vec4 z)']) expect(text).toContain(name);
    for (const name of ['tanh4', 'silu4', 'softplus4', 'sinePi']) expect(text).not.toContain(name);
    expect(source(network(1, 1), ['sin(pi*x2)'])).toContain('float f0 = sinePi(x.y);');
  });

  it('makes shares of a softmax over all classes, and colours of the first three', () => {
    const text = source(network(2, 4, 5));
    expect(text).toContain('float sum = y0.x + y0.y + y0.z + y0.w + y1.x;');
    expect(text).toContain('y0.z * (classes[2] - surface);');
    expect(text).not.toContain('classes[3] ');
    expect(source(network(2, 4, 1))).not.toContain('float sum');
  });

  it('is the same for the same structure, whatever the weights', () => {
    expect(source(network(2, 4, 1))).toBe(source(network(2, 4, 1)));
    expect(source(network(2, 4, 1))).not.toBe(source(network(2, 4, 1), ['x2', 'x1']));
  });
});
