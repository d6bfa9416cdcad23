/** A good table becomes examples, and is found again on the next visit. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { csvFormatRows, csvParseRows } from 'd3-dsv';
import { describe, expect, it } from 'vitest';
import { choiceOf, suggested, tableOf } from '../../src/cells/network/table-choice';
import { EngineError } from '../../src/engine/errors';
import { readTable } from '../../src/table/read';
import { bytesOf, read, flowers, inMemory, opened, specOf } from './samples';

describe('a good file', () => {
  it('becomes examples: numbers standardised by the training rows alone, a category an input for each value', async () => {
    const { opened: tables, info } = await opened(flowers);
    expect(info.columns.map(({ name, missing, range, values }) => [name, missing, range, values?.length ?? null])).toEqual([
      ['id', 0, [0, 39], null],
      ['length', 0, [0, 9.4], null],
      ['colour', 0, null, 2],
      ['species', 0, null, 2],
    ]);
    const spec = specOf(info);
    expect(spec.table?.target).toBe('species');
    expect(spec.features).toEqual(['length', 'colour = blue', 'colour = red']);
    const data = await tables.examples(spec);
    expect(data.classes).toEqual(['aster', 'rose']);
    expect([data.train.length, data.test.length]).toEqual([28, 12]);
    const values = [...data.train].map((row) => data.x[row * 3]);
    const mean = values.reduce((a, b) => a + b, 0) / 28;
    expect(mean).toBeCloseTo(0, 5);
    expect(values.reduce((a, b) => a + (b - mean) ** 2, 0) / 28).toBeCloseTo(1, 5);
    const [row] = data.test;
    expect([...data.x.subarray(row * 3 + 1, row * 3 + 3)]).toEqual(row % 2 ? [1, 0] : [0, 1]);
    expect(await tables.examples(spec)).toEqual(data);
    expect([...(await tables.examples({ ...spec, seed: 2 })).train]).not.toEqual([...data.train]);
  });

  it('loses only the rows that lack a value in the columns used, and says how many', async () => {
    const text = flowers
      .replace('\n3,', '\n3,?')
      .replace('\n3,?3.3', '\n3,?')
      .replace(/\n5,[^,]*,/, '\n5,,')
      .replace('\n7,0.7,blue', '\n7,0.7,');
    const { opened: tables, info } = await opened(text);
    expect(info.columns.map(({ missing }) => missing)).toEqual([0, 2, 1, 0]);
    const all = await tables.examples(specOf(info));
    expect(all.labels).toHaveLength(37);
    expect(all.notes[0]).toBe('3 of 40 rows of flowers.csv lack a value in the columns used and are left out.');
    expect((await tables.examples(specOf(info, { features: ['length'] }))).labels).toHaveLength(38);
  });

  it.each([
    ['semicolons and decimal commas', 'a;b\n1,5;x\n2,5;y\n', [1.5, 2.5]],
    ['tabs and decimal commas', 'a\tb\n1,234\tx\n1,5\ty\n', [1.234, 1.5]],
    ['semicolons and three decimals', 'a;b\n1,234;x\n2,345;y\n', [1.234, 2.345]],
    ['tabs', 'a\tb\n1\tx\n2\ty\n', [1, 2]],
    ['quotes around commas and line ends', '"a, with\ncomma",b\n1,"x, ""y"""\r\n2,z\r\n', [1, 2]],
    ['a mark of UTF-8 and blank lines', '\ufeffa,b\n\n1,x\n\n2,y\n\n', [1, 2]],
    ['lines of old Macs', 'a,b\r1,x\r2,y', [1, 2]],
  ])('may have %s', async (_, text, range) => {
    const { rows, columns } = await read(text);
    expect(rows).toBe(2);
    expect(columns[0].describe().range).toEqual(range);
  });

  it('is not guessed at where a comma may be for thousands or for decimals', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => `${900 + 20 * i >= 1000 ? `1,${800 + i}` : 900 + 20 * i}\tx`);
    const { range, unusable } = (await read(`a\tb\n${rows.join('\n')}`)).columns[0].describe();
    expect(range).toBeNull();
    expect(unusable).toMatch(/in line 7 it holds “1,805”, whose comma may be for thousands or for decimals/);
  });

  it('is read in UTF-16 where it says so', async () => {
    const wide = new Uint8Array([0xff, 0xfe, ...'a,b\n1,é\n2,y'.split('').flatMap((sign) => [sign.charCodeAt(0), 0])]);
    expect((await read(wide)).columns[1].categories).toEqual(['y', 'é']);
  });

  it('is read as d3-dsv reads it, in however many pieces', async () => {
    const field = fc.string({ unit: fc.constantFrom('a', '1', ',', '"', '\n', ' ', 'é'), maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(field, field, field), { minLength: 1, maxLength: 8 }), async (rows) => {
        const text = csvFormatRows([['x', 'y', 'z'], ...rows.map((row) => ['k', ...row.slice(1)])]);
        const { columns } = await read(text);
        const expected = csvParseRows(text)
          .slice(1)
          .map((row) => row[1].trim());
        const values = columns[1].describe().values ?? [];
        expect(new Set(values)).toEqual(new Set(expected.filter((value) => !/^(\?|-|)$/.test(value))));
      }),
      { seed: 1, numRuns: 200 },
    );
    // Long enough for several pieces.
    const long = `a,b\n${Array.from({ length: 30_000 }, (_, i) => `${i},"v ${i % 3}"`).join('\n')}`;
    const done: number[] = [];
    const table = await readTable(bytesOf(long), (share) => void done.push(share));
    expect(table.rows).toBe(30_000);
    expect(table.columns[0].describe().range).toEqual([0, 29_999]);
    expect(done.length).toBeGreaterThan(3);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(done.at(-1)).toBe(1);
  });

  it('is found again on the next visit, and is missed where it never was', async () => {
    const { info, tables } = await opened(flowers);
    const later = tables();
    expect(await later.known(info.key, info.name, () => undefined)).toEqual(info);
    expect((await later.examples(specOf(info))).labels).toHaveLength(40);
    const elsewhere = inMemory().tables();
    expect(await elsewhere.known(info.key, info.name, () => undefined)).toBeNull();
    await expect(elsewhere.examples(specOf(info))).rejects.toThrow(/flowers\.csv, which is not on this device/);
  });

  it('says where it stays for this visit only: too large, or refused by the browser', async () => {
    const large = new Blob([`a,b\n${`1,${'x'.repeat(60)}\n`.repeat(90_000)}`]);
    const whole = inMemory();
    const tables = whole.tables();
    const info = await tables.open(large, 'large.csv', () => undefined);
    expect(info).toMatchObject({ rows: 90_000, kept: 'large' });
    expect(whole.files.size).toBe(0);
    const full = inMemory(true).tables();
    const refused = await full.open(new Blob([flowers]), 'flowers.csv', () => undefined);
    expect(refused.kept).toBe('refused');
    expect(await full.known(refused.key, 'flowers.csv', () => undefined)).toEqual(refused);
  });

  it('can be given up while it is read', async () => {
    const stop = () => {
      throw new EngineError('cancelled', 'Stopped.', '');
    };
    const memory = inMemory();
    await expect(memory.tables().open(new Blob([flowers]), 'a.csv', stop)).rejects.toThrow('Stopped.');
    expect(memory.files.size).toBe(0);
  });

  it('of penguins is read as the project’s own loader reads them', async () => {
    const { opened: tables, info } = await opened(readFileSync('datasets/penguins/penguins.csv', 'utf8'), 'penguins.csv');
    expect(info.rows).toBe(344);
    const choice = choiceOf(info, {
      ...tableOf(info, suggested(info)!),
      target: 'species',
      columns: [{ name: 'bill length (mm)', values: null }],
    });
    const table = tableOf(info, choice);
    const data = await tables.examples(specOf(info, { table, features: [] }));
    expect(data.labels).toHaveLength(342);
    expect(data.classes).toHaveLength(3);
  });
});
