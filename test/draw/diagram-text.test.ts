/** What the drawing says in words. */
import { describe, expect, it } from 'vitest';
import {
  biasName,
  featureName,
  parametersOf,
  short,
  shortened,
  summary,
  unitName,
  weightName,
} from '../../src/draw/diagram-text';
import { network } from './made-up';

const named = { model: network(2, 3, 2, 1), inputs: ['x1', 'x2'], outputs: ['p'] };

it('shortens a name so that it can still be told from the next', () => {
  expect(['weight', 'bill length mm', 'colour = blue', 'colour = violet blue'].map((name) => shortened(name, 9))).toEqual([
    'weight',
    'bill len…',
    '= blue',
    '= violet…',
  ]);
});

describe('featureName', () => {
  it('writes features as by hand', () => {
    expect(['x1', 'x2^2', 'x1*x2', 'sin(pi*x1)', 'bill_length_mm', 'pixel 1, 2'].map(featureName)).toEqual([
      'x₁',
      'x₂²',
      'x₁x₂',
      'sin πx₁',
      'bill length mm',
      'pixel 1, 2',
    ]);
  });
});

describe('short', () => {
  it('keeps two decimals, a true minus, and what is tiny or huge readable', () => {
    expect([0, 0.126, -2, 0.0012, -12_345, Number.NaN].map(short)).toEqual(['0.00', '0.13', '−2.00', '1.2e−3', '−1.2e+4', 'NaN']);
  });
});

describe('names', () => {
  it('says which unit, weight and bias', () => {
    expect(unitName(named, { layer: -1, unit: 1 })).toBe('input x₂');
    expect(unitName(named, { layer: 0, unit: 2 })).toBe('hidden layer 1, unit 3');
    expect(unitName(named, { layer: 2, unit: 0 })).toBe('output p');
    expect(weightName(named, 0, 0, 2)).toBe('Weight from x₁ to unit 3 of hidden layer 1');
    expect(weightName(named, 1, 2, 0)).toBe('Weight from unit 3 of hidden layer 1 to unit 1 of hidden layer 2');
    expect(weightName(named, 2, 1, 0)).toBe('Weight from unit 2 of hidden layer 2 to output p');
    expect(biasName(named, { layer: 1, unit: 1 })).toBe('Bias of unit 2 of hidden layer 2');
  });
});

describe('parametersOf', () => {
  it('gives a unit its bias and incoming weights with their places in the flat weights', () => {
    const list = parametersOf(named, { layer: 1, unit: 1 });
    // The first layer has 2 × 3 + 3 numbers; the second's kernel 3 × 2, then its bias.
    expect(list.map(({ index }) => index)).toEqual([9 + 6 + 1, 9 + 1, 9 + 3, 9 + 5]);
    expect(list[2].name).toBe('Weight from unit 2 of hidden layer 1 to unit 2 of hidden layer 2');
  });

  it('gives inputs none', () => {
    expect(parametersOf(named, { layer: -1, unit: 0 })).toEqual([]);
  });
});

describe('summary', () => {
  it('tells layers, units and the three largest weights by size', () => {
    const weights = new Float32Array(20);
    weights[2] = -3;
    weights[9 + 4] = 2;
    weights[9 + 8 + 1] = 0.5;
    weights[8] = 100;
    expect(summary(named, weights)).toBe(
      'A network of 2 inputs (x₁, x₂); hidden layer 1: 3 tanh units; hidden layer 2: 2 tanh units; output: 1 sigmoid unit. ' +
        '20 weights and biases. Largest weights: Weight from x₁ to unit 3 of hidden layer 1, −3.00; ' +
        'Weight from unit 3 of hidden layer 1 to unit 1 of hidden layer 2, 2.00; Weight from unit 2 of hidden layer 2 to output p, 0.50.',
    );
  });

  it('leaves out weights that are not of this network', () => {
    expect(summary(named, new Float32Array(7))).not.toContain('Largest');
    expect(summary(named, null)).not.toContain('Largest');
  });
});
