/** A reader's own table: what is read of a good file, and what is said of a bad one, with line and column. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { csvFormatRows, csvParseRows } from 'd3-dsv';
import { describe, expect, it } from 'vitest';
import { featuresOf } from '../../datasets/own-table';
import { planeInputs, tablePlane, type TableAxis } from '../../datasets/table-plane';
import { choiceOf, lackingIn, suggested, tableOf, targetUses } from '../../src/cells/network/table-choice';
import type { Dataset } from '../../src/contract/dataset';
import type { DataSpec, ModelSpec } from '../../src/contract/model';
import type { TableColumn, TableInfo } from '../../src/contract/table';
import { EngineError } from '../../src/engine/errors';
import { prepare } from '../../src/table/prepare';
import { readTable } from '../../src/table/read';
import type { KeptFile } from '../../src/table/store';
import { Tables } from '../../src/table/tables';
import { toExamples } from '../../src/worker/examples';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string | Uint8Array) => readTable(typeof text === 'string' ? bytesOf(text) : text, () => undefined);

const flowers = [
  'id,length,colour,species',
  ...Array.from({ length: 40 }, (_, i) => `${i},${(i % 7) + i / 10},${['red', 'blue'][i % 2]},${i < 20 ? 'aster' : 'rose'}`),
].join('\n');

const slope = [
  'x,z,y',
  ...Array.from({ length: 50 }, (_, i) => `${i},${(i * 7) % 11},${1000 + 3 * i - 2 * ((i * 7) % 11)}`),
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

/** The first column as an axis of a plane. */
function axis({ raw, features, scales }: Dataset): TableAxis {
  const [scale] = scales ?? [];
  if (!scale) throw new Error('it is no number');
  return { name: features[0], ...scale, from: Math.min(...raw), to: Math.max(...raw) };
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

  it('with nothing that differs', async () => {
    const { info } = await opened(`a,b\n${Array.from({ length: 30 }, () => '5,x').join('\n')}`);
    expect(lackingIn(info, suggested(info))).toMatch(/No column can be the target.*2 to 10 different words.*“a”, for one, has 1/);
  });

  it('with a column that cannot be the target: what it holds, and in which line', async () => {
    const { info } = await opened(`oops,x\n${Array.from({ length: 30 }, (_, i) => `${i === 9 ? '1e99' : i / 7},5`).join('\n')}`);
    expect(lackingIn(info, suggested(info))).toMatch(
      /“oops”, for one, cannot be used: in line 11 it holds “1e99”, and numbers may be no larger than 10¹⁸/,
    );
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

it('takes 1,200 wrong files, half of them good ones mutated: each is read or refused in words, and at once', async () => {
  const byte = fc.nat(255);
  const sign = fc.constantFrom(...'abc019.,;"\n\r\t -|?é=\0'.split(''), '1e308', '"a"', 'NaN', '\ufeff');
  const junk = fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.string({ unit: sign, maxLength: 300 }).map(bytesOf));
  // One to tell classes apart, one to predict a number.
  const mutations = (good: Uint8Array) =>
    fc
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
  const mutated = fc.oneof(mutations(bytesOf(flowers)), mutations(bytesOf(slope)));
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
          if (!own.classes) {
            expect(data.target?.deviation).toBeGreaterThan(0);
            expect(data.target?.values.every(Number.isFinite)).toBe(true);
            expect(tablePlane(data)?.across.from ?? 0).not.toBeNaN();
          }
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
