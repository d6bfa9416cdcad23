/** A table whose target is a number: standardised, remembered, or refused in words. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planeInputs, tablePlane } from '../../datasets/table-plane';
import { choiceOf, suggested, tableOf, targetUses } from '../../src/cells/network/table-choice';
import type { DataSpec, ModelSpec } from '../../src/contract/model';
import type { TableColumn } from '../../src/contract/table';
import { EngineError } from '../../src/engine/errors';
import { prepare } from '../../src/table/prepare';
import { toExamples } from '../../src/worker/examples';
import { read, slope, opened, axis, specOf } from './samples';

describe('a target that is a number', () => {
  it('is standardised by the training rows, with the rows kept in its own unit', async () => {
    const { opened: tables, info } = await opened(slope, 'slope.csv');
    const spec = specOf(info);
    expect(spec.table).toMatchObject({ target: 'y', classes: null });
    const data = await tables.examples(spec);
    expect(data.classes).toEqual([]);
    expect(data.labels).toEqual(new Uint8Array(50));
    const { target, train } = data;
    expect([...target!.values].slice(0, 3)).toEqual([1000, 989, 1000]);
    const z = [...train].map((row) => (target!.values[row] - target!.mean) / target!.deviation);
    expect(z.reduce((a, b) => a + b, 0) / z.length).toBeCloseTo(0, 9);
    expect(z.reduce((a, b) => a + b * b, 0) / z.length).toBeCloseTo(1, 9);
    expect(data.scales).toHaveLength(2);
    expect(data.notes.join(' ')).toContain('So is “y”, which is predicted');
    expect(tablePlane(data)).toMatchObject({ across: { name: 'x', from: -2.45 }, up: { name: 'z', to: 10.5 } });
    expect([...(await tables.examples({ ...spec, seed: 2 })).train]).not.toEqual([...train]);
  });

  it('loses only the rows that lack it', async () => {
    const { opened: tables, info } = await opened(slope.replace(/\n4,.*\n/, '\n4,3,NA\n'), 'slope.csv');
    const data = await tables.examples(specOf(info));
    expect(data.labels).toHaveLength(49);
    expect(data.notes[0]).toMatch(/^1 of 50 rows/);
  });

  const column = (more: Partial<TableColumn>): TableColumn => ({
    name: 'c',
    missing: 0,
    range: null,
    values: null,
    unusable: null,
    ...more,
  });

  it.each<[string, TableColumn, number, string[]]>([
    ['words', column({ values: ['a', 'b'] }), 40, ['category']],
    ['many words', column({ values: Array.from({ length: 12 }, (_, i) => `w${i}`) }), 40, []],
    ['many numbers', column({ range: [0, 9] }), 40, ['number']],
    ['few numbers', column({ range: [0, 2], values: ['0', '1', '2'] }), 40, ['category', 'number']],
    ['numbers that seldom come twice', column({ range: [0, 9], values: ['0', '4', '9'] }), 6, ['number', 'category']],
    ['one number', column({ range: [5, 5], values: ['5'] }), 40, []],
  ])('or classes: %s', (_, one, rows, uses) => {
    expect(targetUses(one, rows)).toEqual(uses);
  });

  it('can be chosen where there are classes too, and is remembered', async () => {
    const { opened: tables, info } = await opened(`x,grade\n${Array.from({ length: 40 }, (_, i) => `${i},${i % 4}`).join('\n')}`);
    const choice = suggested(info)!;
    expect(choice.uses.grade).toBe('category');
    const asNumber = { ...choice, uses: { ...choice.uses, grade: 'number' as const } };
    const table = tableOf(info, asNumber);
    expect(table).toMatchObject({ target: 'grade', classes: null, columns: [{ name: 'x', values: null }] });
    expect(choiceOf(info, table)).toEqual(asNumber);
    expect((await tables.examples(specOf(info, { table, features: ['x'] }))).target?.values).toContain(3);
  });

  it.each([
    ['constant', 'x,y\n1,5\n2,5\n3,5\n4,5\n', /The target “y” is 5 in every row: there is nothing to predict/],
    ['constant but for rounding', `x,y\n${'1,0.1\n'.repeat(30)}`, /“y” is 0\.1 in every row/],
    ['too few rows', 'x,y\n1,5\n2,6\n3,\n', /Only 2 rows have a value of the target “y”.*at least 3/],
    ['all missing', 'x,y\n1,\n2,\n3,\n', /“y” is not made of numbers: it has no values at all/],
    ['a word', 'x,y\n1,5\n2,oops\n3,7\n', /“y” is not made of numbers: it is a category/],
    [
      'a huge one',
      `x,y\n${Array.from({ length: 30 }, (_, i) => `${i},${i === 6 ? '-1e300' : i}`).join('\n')}`,
      /line 8 it holds “-1e300”/,
    ],
    ['NaN', `x,y\n${Array.from({ length: 30 }, (_, i) => `${i},${i === 6 ? 'NaN' : 1}`).join('\n')}`, /“y” is 1 in every row/],
  ])('is refused: %s', async (_, text, message) => {
    const { opened: tables, info } = await opened(text);
    const table = { ...tableOf(info, { target: 'y', uses: { x: 'number', y: 'number' } }), classes: null };
    const spec: DataSpec = { dataset: 'table', seed: 1, noise: 0, samples: 0, trainShare: 0.7, features: ['x'], table };
    await expect(tables.examples(spec)).rejects.toThrow(message);
  });

  it('of huge numbers is brought to one scale all the same', async () => {
    const { opened: tables, info } = await opened(`x,y\n${Array.from({ length: 30 }, (_, i) => `${i},${i - 15}e17`).join('\n')}`);
    const data = await tables.examples(specOf(info));
    const y = data.target!;
    expect([...y.values].every((value) => Math.abs((value - y.mean) / y.deviation) < 4)).toBe(true);
  });
});

it('predicts any column of 1,000 as a number, or says in words why not', async () => {
  const usual = fc.integer({ min: -50, max: 50 }).map(String);
  const odd = fc.constantFrom('', 'NA', 'x', '0.1', '1e-300', '-1e18', '1e18', '1e300', 'NaN', '∞', '1,5');
  const cell = fc.oneof({ weight: 12, arbitrary: usual }, { weight: 1, arbitrary: odd });
  const same = fc.constantFrom('5', '0.1', '1e18');
  const rows = fc.oneof(
    { weight: 4, arbitrary: fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 14 }) },
    { weight: 1, arbitrary: fc.array(fc.tuple(usual, same), { minLength: 3, maxLength: 9 }) },
  );
  let learned = 0;
  await fc.assert(
    fc.asyncProperty(rows, fc.double({ min: 0.1, max: 0.9, noNaN: true }), async (cells, trainShare) => {
      const table = await read(`x;y\n${cells.map((row) => row.join(';')).join('\n')}`);
      const own = { key: 'k', name: 'n.csv', target: 'y', classes: null, columns: [{ name: 'x', values: null }] };
      const spec: DataSpec = { dataset: 'table', seed: 1, noise: 0, samples: 0, trainShare, features: ['x'], table: own };
      try {
        const data = prepare(spec, own, table);
        const model: ModelSpec = { inputs: 1, layers: [{ units: 1, activation: 'identity' }], loss: 'meanSquaredError' };
        const { y } = toExamples(data, model, data.train);
        expect(y.every(Number.isFinite)).toBe(true);
        expect(y.reduce((sum, one) => sum + one * one, 0) / y.length).toBeCloseTo(1, 3);
        expect(planeInputs({ across: axis(data), up: axis(data) }, 3).every(Number.isFinite)).toBe(true);
        learned++;
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        expect(error.code).toBe('bad-data');
        expect(error.message).toMatch(/“[xy]”/);
      }
    }),
    { seed: 20261123, numRuns: 1000 },
  );
  expect(learned).toBeGreaterThan(200);
  expect(learned).toBeLessThan(900);
});
