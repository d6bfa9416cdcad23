/** Counts of classes, probabilities in words, and the looks that follow numbers. */
import { describe, expect, it } from 'vitest';
import { glyphPath } from '../../src/draw/activation-glyph';
import { confusionCounts, perClass, percent, rightOf } from '../../src/draw/counts';
import { edgeLook, layerScale } from '../../src/draw/diagram-edges';
import type { ActivationName } from '../../src/contract/model';

describe('confusionCounts', () => {
  it('counts the given rows only, actual down and predicted across', () => {
    const counts = confusionCounts(3, Uint8Array.of(0, 1, 2, 2, 1), Uint8Array.of(0, 2, 2, 1, 1), Uint32Array.of(0, 1, 2, 3));
    expect(counts).toEqual([
      [1, 0, 0],
      [0, 0, 1],
      [0, 1, 1],
    ]);
    expect(rightOf(counts)).toEqual({ right: 2, all: 4 });
  });
});

describe('probabilities', () => {
  it('splits a single output between two classes', () => {
    expect(perClass([0.25])).toEqual([0.75, 0.25]);
    expect(perClass(Float32Array.of(0.5, 0.25, 0.25))).toEqual([0.5, 0.25, 0.25]);
  });

  it('never rounds doubt away', () => {
    expect([0, 0.0001, 0.5, 0.9999, 1, Number.NaN].map(percent)).toEqual([
      '0.0%',
      '< 0.1%',
      '50.0%',
      '> 99.9%',
      '100.0%',
      'not a number',
    ]);
  });
});

describe('edges', () => {
  it('grow wider and darker with strength', () => {
    const [weak, strong] = [edgeLook(0.05), edgeLook(1)];
    expect(weak.width).toBeLessThan(0.8);
    expect(weak.opacity).toBeLessThan(0.25);
    expect(strong.width).toBeGreaterThan(3);
    expect(strong.opacity).toBeLessThanOrEqual(1);
  });

  it('are scaled by the largest weight, but a layer that has shrunk to nothing stays faint', () => {
    expect(layerScale(3, 8, 8)).toBe(3);
    expect(layerScale(0.01, 8, 8)).toBeCloseTo(2 * Math.sqrt(2 / 16));
  });
});

describe('glyphPath', () => {
  const all: ActivationName[] = [
    'identity',
    'sigmoid',
    'tanh',
    'relu',
    'leakyRelu',
    'elu',
    'gelu',
    'silu',
    'softplus',
    'softmax',
  ];

  it('stays within its circle and differs from one activation to the next', () => {
    const paths = all.map((name) => glyphPath(name, 10));
    expect(new Set(paths).size).toBe(all.length);
    for (const path of paths)
      for (const number of path.match(/-?[\d.]+/g) ?? []) expect(Math.abs(Number(number))).toBeLessThanOrEqual(10);
  });

  it('draws relu flat, then rising', () => {
    const points = [...glyphPath('relu', 10).matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
    expect(points[0][1]).toBe(points[10][1]);
    expect(points[24][1]).toBeLessThan(points[13][1]);
  });
});
