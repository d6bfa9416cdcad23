/** A bad table says what is wrong, and where; no file is believed, and none takes long. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tablePlane } from '../../datasets/table-plane';
import { lackingIn, suggested, tableOf } from '../../src/cells/network/table-choice';
import { EngineError } from '../../src/engine/errors';
import { prepare } from '../../src/table/prepare';
import { readTable } from '../../src/table/read';
import { bytesOf, read, flowers, slope, inMemory, opened, specOf } from './samples';

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
    ['too many columns', `${Array.from({ length: 300 }, (_, i) => `c${i}`).join(',')}\n`, /300 columns; at most 200 are allowed/],
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
    ).rejects.toThrow(/21\.0 MB; at most 20 MB are allowed/);
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
