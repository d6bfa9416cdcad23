/** Predicted numbers: what they are worth, and a row of the reader's own as the network takes it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputsOf, columnsIn, rowOf } from '../../../src/cells/network/own-row-inputs';
import { inOwnUnit, numberError, shareWords } from '../../../src/cells/network/predictions';
import type { Dataset } from '../../../src/contract/dataset';
import type { OwnTable } from '../../../src/contract/table';

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 30 });
const target = (of: readonly number[]) => ({ name: 'y', values: Float64Array.from(of), mean: 3, deviation: 40 });
const all = (of: readonly number[]) => Uint32Array.from(of.keys());

describe('the error of numbers', () => {
  it('is none where they are exact, and R² is 0 where the answer is their mean each time', () => {
    fc.assert(
      fc.property(values, (of) => {
        const y = target(of);
        const size = Math.max(...of.map(Math.abs), 1);
        const exact = numberError(
          y,
          all(of),
          Float32Array.from(of, (value) => (value - y.mean) / y.deviation),
        );
        expect(exact.rmse / size).toBeLessThan(1e-6);
        const mean = of.reduce((sum, value) => sum + value, 0) / of.length;
        const spread = Math.sqrt(of.reduce((sum, value) => sum + (value - mean) ** 2, 0) / of.length);
        fc.pre(spread > size * 1e-2);
        expect(exact.r2).toBeCloseTo(1, 5);
        const same = numberError(y, all(of), new Float32Array(of.length).fill((mean - y.mean) / y.deviation));
        expect(same.r2).toBeCloseTo(0, 3);
        expect(same.rmse / spread).toBeCloseTo(1, 3);
      }),
      { seed: 20261123, numRuns: 200 },
    );
  });

  it('counts the held-out rows alone', () => {
    const y = target([3, 43, 1000]);
    expect(numberError(y, Uint32Array.of(0, 1), Float32Array.of(0, 1, 7))).toEqual({ rmse: 0, r2: 1 });
    expect(numberError(y, Uint32Array.of(0), Float32Array.of(1, 0, 0))).toEqual({ rmse: 40, r2: NaN });
    expect(inOwnUnit(y, -0.5)).toBe(-17);
  });

  it.each([
    [NaN, '–'],
    [1, '1'],
    [0.99999, '> 0.9999'],
    [0.99712, '0.9971'],
    [0.954, '0.95'],
    [-3.456, '−3.46'],
  ])('%s is written %s', (r2, words) => expect(shareWords(r2)).toBe(words));
});

describe('a row of the reader’s own', () => {
  const table: OwnTable = {
    key: 'k',
    name: 'n.csv',
    target: 'y',
    classes: null,
    columns: [
      { name: 'a', values: null },
      { name: 'colour', values: ['blue', 'red'] },
      { name: 'left out', values: null },
      { name: 'same', values: null },
    ],
  };
  const examples: Dataset = {
    spec: { dataset: 'table', seed: 1, noise: 0, samples: 0, trainShare: 0.5, features: [] },
    features: ['a', 'colour = blue', 'colour = red', 'same'],
    classes: [],
    x: new Float32Array(8),
    labels: new Uint8Array(2),
    scales: [{ mean: 10, deviation: 4 }, null, null, { mean: 5, deviation: 0 }],
    raw: Float32Array.of(0.1, 0, 1, 5, 2, 1, 0, 5),
    rawWidth: 4,
    train: Uint32Array.of(0),
    test: Uint32Array.of(1),
    notes: [],
  };

  it('has a field for each column that the network is shown, as the file has it', () => {
    expect(columnsIn(examples, table).map(({ name }) => name)).toEqual(['a', 'colour', 'same']);
    expect(rowOf(examples, table, 0)).toEqual({ a: 0.1, colour: 'red', same: 5 });
    expect(rowOf(examples, table, 1)).toEqual({ a: 2, colour: 'blue', same: 5 });
  });

  it('is standardised as the examples are', () => {
    expect(inputsOf(examples, table, { a: 18, colour: 'red', same: 7 })).toEqual(Float32Array.of(2, 0, 1, 0));
  });
});
