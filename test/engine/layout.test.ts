import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layoutOf, outputCount, parameterCount } from '../../src/engine/layout';
import { anyModel, dense, seeded } from './arbitrary';

test('places kernel, then bias, layer by layer', () => {
  const { layers, parameters } = layoutOf(dense([2, 3, 1], 'tanh', 'sigmoid', 'binaryCrossEntropy'));
  expect(layers).toEqual([
    { inputs: 2, units: 3, kernel: 0, bias: 6, end: 9 },
    { inputs: 3, units: 1, kernel: 9, bias: 12, end: 13 },
  ]);
  expect(parameters).toBe(13);
});

test('leaves no gap and counts every parameter once', () => {
  fc.assert(
    fc.property(anyModel, (model) => {
      const { layers, parameters } = layoutOf(model);
      let at = 0;
      for (const layer of layers) {
        expect(layer.kernel).toBe(at);
        expect(layer.bias - layer.kernel).toBe(layer.inputs * layer.units);
        expect(layer.end - layer.bias).toBe(layer.units);
        at = layer.end;
      }
      expect(parameters).toBe(at);
      expect(parameterCount(model)).toBe(at);
      expect(outputCount(model)).toBe(layers[layers.length - 1].units);
    }),
    seeded,
  );
});
