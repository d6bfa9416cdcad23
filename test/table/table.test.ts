/** A reader's own table: what is read of a good file, and what is said of a bad one, with line and column. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { csvFormatRows, csvParseRows } from 'd3-dsv';
import { describe, expect, it } from 'vitest';
import { featuresOf } from '../../datasets/own-table';
import { choiceOf, lackingIn, suggested, tableOf } from '../../src/cells/network/table-choice';
import type { DataSpec } from '../../src/contract/model';
import type { TableInfo } from '../../src/contract/table';
import { EngineError } from '../../src/engine/errors';
import { prepare } from '../../src/table/prepare';
import { readTable } from '../../src/table/read';
import type { KeptFile } from '../../src/table/store';
import { Tables } from '../../src/table/tables';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string | Uint8Array) => readTable(typeof text === 'string' ? bytesOf(text) : text, () => undefined);

const flowers = [
  'id,length,colour,species',
  ...Array.from({ length: 40 }, (_, i) => `${i},${(i % 7) + i / 10},${['red', 'blue'][i % 2]},${i < 20 ? 'aster' : 'rose'}`),
].join('\n');

function inMemory(full = false) {
  const files = new Map<string, KeptFile>();
  const store = {
    get: async (key: string) => files.get(key) ?? null,
    put: async (key: string, file: KeptFile) => !full && Boolean(files.set(key, file)),
  };
  return { files, tables: () => new Tables(store, () => 0) };
}

async function opened(text: string, name = 'flowers.csv') {
  const memory = inMemory();
  const tables = memory.tables();
  const info = await tables.open(new Blob([text]), name, () => undefined);
  return { ...memory, opened: tables, info };
}

function specOf(info: TableInfo, more: Partial<DataSpec> = {}): DataSpec {
  const choice = suggested(info);
  if (!choice) throw new Error('nothing to suggest');
  const table = tableOf(info, choice);
  return { dataset: 'table', seed: 1, noise: 0, samples: 0, trainShare: 0.7, features: featuresOf(table), table, ...more };
}

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
    ['tabs', 'a\tb\n1\tx\n2\ty\n', [1, 2]],
    ['quotes around commas and line ends', '"a, with\ncomma",b\n1,"x, ""y"""\r\n2,z\r\n', [1, 2]],
    ['a mark of UTF-8 and blank lines', '\ufeffa,b\n\n1,x\n\n2,y\n\n', [1, 2]],
    ['lines of old Macs', 'a,b\r1,x\r2,y', [1, 2]],
  ])('may have %s', async (_, text, range) => {
    const { rows, columns } = await read(text);
    expect(rows).toBe(2);
    expect(columns[0].describe().range).toEqual(range);
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

describe('a bad file says what is wrong, and where', () => {
  it.each<[string, string | Uint8Array, RegExp]>([
    ['empty', '', /is empty/],
    ['blank lines', '\n\n  \n', /nothing but blank lines/],
    ['only a header', 'a,b,c\n', /only a first line with names/],
    ['one column', 'a\n1\n2\n', /only one column, “a”/],
    ['a short row', 'a,b,c\n1,2,3\n1,2\n', /Line 3 has 2 fields, and the first line 3.*under “b”/],
    ['a long row', 'a,b\n1,2\n1,2,3\n', /Line 3 has 3 fields, and the first line 2.*Field 3/],
    ['an open quote', 'a,b\n1,"2\n3,4\n', /Line 2, column 3: this quote is never closed/],
    ['text after a quote', 'a,b\n1,"2"x\n', /Line 2, column 6: “x” stands after a closing quote/],
    ['a workbook', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), /Excel workbook/],
    ['binary', new Uint8Array([...bytesOf('a,b\n1,'), 0, 1, 2]), /line 2, byte 3, there is a byte 0/],
    ['Latin-1', new Uint8Array([...bytesOf('a,b\nx,caf'), 0xe9, ...bytesOf(' y\n')]), /not in UTF-8: in line 2, byte 6,/],
    ['too many columns', `${Array.from({ length: 300 }, (_, i) => `c${i}`).join(',')}\n`, /300 columns, and it may have 200/],
  ])('%s', async (_, text, message) => {
    const fault = await read(text).then(
      () => null,
      (error: EngineError) => error,
    );
    expect(`${fault?.message} ${fault?.hint}`).toMatch(message);
  });

  it('too large, before it is read into memory', async () => {
    const file = { size: 21 * 1024 * 1024, arrayBuffer: () => Promise.reject(new Error('was read')) } as Blob;
    await expect(
      inMemory()
        .tables()
        .open(file, 'big.csv', () => undefined),
    ).rejects.toThrow(/21\.0 MB, and it may have 20 MB/);
  });

  it.each([
    ['a number beyond all measure', 'a,b\n1,x\n1e308,y\n', /line 3 it holds “1e308”, and numbers may be no larger/],
    ['infinity', 'a,b\n1,x\n1e999,y\n', /line 3 it holds “1e999”/],
    [
      'a word among numbers',
      `a,b\n${Array.from({ length: 30 }, (_, i) => `${i === 9 ? 'oops' : i},x`).join('\n')}`,
      /line 11 it holds “oops”, which is no number/,
    ],
    ['nothing', 'a,b\n,x\n,y\n', /no values at all/],
  ])('a column with %s', async (_, text, why) => {
    const [a] = (await read(text)).columns.map((column) => column.describe());
    expect(a.range).toBeNull();
    expect(a.values ? 'a category' : a.unusable).toMatch(a.values ? /category/ : why);
    if (a.values) expect(text).toContain('1e');
  });

  it('with one class, or none that can be told', async () => {
    const { info } = await opened(`a,b\n${Array.from({ length: 30 }, (_, i) => `${i},x`).join('\n')}`);
    expect(lackingIn(info, suggested(info))).toMatch(/No column can be the target.*2 to 10 different values.*“a”/);
  });

  it('with one row of a class', async () => {
    const { opened: tables, info } = await opened('a,b\n1,x\n2,x\n3,x\n4,y\n');
    await expect(
      tables.examples(
        specOf(info, { table: { ...tableOf(info, { target: 'b', uses: { a: 'number', b: 'out' } }) }, features: ['a'] }),
      ),
    ).rejects.toThrow(/class “y” of “b” one row is left, of 4/);
  });

  it('with columns that a link made up', async () => {
    const { opened: tables, info } = await opened(flowers);
    const spec = specOf(info);
    await expect(tables.examples({ ...spec, features: ['height'] })).rejects.toThrow(/no input “height”. It has: length/);
    await expect(tables.examples({ ...spec, table: { ...spec.table!, target: 'genus' } })).rejects.toThrow(/no column “genus”/);
    await expect(
      tables.examples({ ...spec, features: [], table: { ...spec.table!, columns: [{ name: 'colour', values: null }] } }),
    ).rejects.toThrow(/“colour” of flowers.csv is not made of numbers/);
  });
});

it('takes 1,200 wrong files, half of them good ones mutated: each is read or refused in words, and at once', async () => {
  const byte = fc.nat(255);
  const sign = fc.constantFrom(...'abc019.,;"\n\r\t -|?é=\0'.split(''), '1e308', '"a"', 'NaN', '\ufeff');
  const junk = fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.string({ unit: sign, maxLength: 300 }).map(bytesOf));
  const good = bytesOf(flowers);
  const mutated = fc
    .array(
      fc.record({
        at: fc.nat(good.length - 1),
        take: fc.nat(12),
        put: fc.oneof(
          sign.map(bytesOf),
          byte.map((one) => Uint8Array.of(one)),
        ),
      }),
      {
        minLength: 1,
        maxLength: 6,
      },
    )
    .map((changes) =>
      changes.reduce<Uint8Array>(
        (bytes, { at, take, put }) => Uint8Array.from([...bytes.subarray(0, at), ...put, ...bytes.subarray(at + take)]),
        good,
      ),
    );
  await fc.assert(
    fc.asyncProperty(fc.oneof(junk, mutated), async (bytes) => {
      const start = performance.now();
      try {
        const table = await readTable(bytes, () => undefined);
        const info = {
          key: 'k',
          name: 'n.csv',
          rows: table.rows,
          columns: table.columns.map((one) => one.describe()),
          kept: 'yes' as const,
        };
        const choice = suggested(info);
        const lack = lackingIn(info, choice);
        if (choice && !lack) {
          const own = tableOf(info, choice);
          const data = prepare({ ...specOf(info), table: own }, own, table);
          expect(data.x.every(Number.isFinite)).toBe(true);
          expect(data.train.length + data.test.length).toBe(data.labels.length);
        } else expect(lack?.length).toBeGreaterThan(15);
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        expect(error.code).toBe('bad-data');
        expect(error.message.length).toBeGreaterThan(15);
      }
      expect(performance.now() - start).toBeLessThan(1000);
    }),
    { seed: 20261123, numRuns: 1200 },
  );
});
