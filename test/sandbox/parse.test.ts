/** What a cell's code reads and gives, found by parsing; where it is wrong; and the script that is made of it. */
import { compileFunction } from 'node:vm';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { longestCode, parseCode, scriptOf, type Parsed } from '../../src/sandbox/parse';

function parsed(code: string): Parsed {
  const answer = parseCode(code);
  if (answer.fault) throw new Error(answer.fault.message);
  return answer.parsed;
}
const names = (code: string) => parsed(code).names;

describe('outputs are the top-level declarations', () => {
  test.each([
    ['const a = 1; let b; var c', ['a', 'b', 'c']],
    ['function f() { const inner = 1; } class C {} async function* g() {}', ['f', 'C', 'g']],
    ['const { a, b: { c }, ...d } = {}, [e, , f = 2, ...g] = []', ['a', 'c', 'd', 'e', 'f', 'g']],
    ['if (true) { var deep = 1; let shallow = 2; }', ['deep']],
    ['for (var i = 0; i < 3; i++) {} for (let j of []) {} try {} catch (e) { var late }', ['i', 'late']],
    ['{ function inBlock() {} }', []],
    ['const f = function named() {}; const g = () => { var h }', ['f', 'g']],
    ['const $own = 1', []],
  ])('%s', (code, outputs) => expect(names(code).outputs.toSorted()).toEqual(outputs.toSorted()));
});

describe('free names are inputs', () => {
  test.each([
    ['a + b', ['a', 'b']],
    ['const a = 1; a + b', ['b']],
    ['const f = (x, { y, z = w }, ...rest) => x + y + z + rest.length', ['w']],
    ['function f(x) { return g(x) + arguments.length; } function g() {}', []],
    ['({ key: value, [computed]: 1, short, method() { return inner; } })', ['value', 'computed', 'short', 'inner']],
    ['a.b.c[d]', ['a', 'd']],
    [
      'class C extends Base { field = init; static { stat; } m(p = other) { return this.x + p; } }',
      ['Base', 'init', 'stat', 'other'],
    ],
    ['outer: for (const x of xs) { if (x) break outer; else continue outer; }', ['xs']],
    ['try { risky() } catch ({ message }) { log(message) }', ['risky', 'log']],
    ['switch (k) { case one: let two = 2; default: two }', ['k', 'one']],
    ['x = 1; ({ y: z } = w)', ['x', 'z', 'w']],
    ['{ let x = 1; } x', ['x']],
    ['const f = function me() { return me; }; const C = class Me { m() { return Me; } }', []],
    ['await fetchAll(); for await (const x of stream) x', ['fetchAll', 'stream']],
    ['`a ${b} c`; tag`x`', ['b', 'tag']],
    ['typeof maybe; delete o.p; new Thing()', ['maybe', 'o', 'Thing']],
  ])('%s', (code, free) => expect(names(code).free.toSorted()).toEqual(free.toSorted()));
});

test('of each $id the fields that are read, with the first place', () => {
  const { reads } = names('const a = $net.weights;\nconst f = () => $net.history.testLoss;\n  $lat; $net.weights');
  expect(reads).toEqual([
    { id: 'net', fields: ['weights', 'history'], place: { line: 1, column: 11 } },
    { id: 'lat', fields: null, place: { line: 3, column: 3 } },
  ]);
  expect(names('const { weights } = $net; $net.spec').reads[0].fields).toBeNull();
  expect(names('$net["weights"]').reads[0].fields).toBeNull();
  expect(names('const f = ($net) => $net.x').reads).toEqual([]);
});

describe('what is wrong is said with its place', () => {
  test.each([
    ['const a = ;', 1, 11],
    ['const a = 1;\nconst a = 2;', 2, 7],
    ['f(\n', 2, 1],
    ['}); evil(); ({', 1, 1],
    ['return 1', 1, 1],
    ['import x from "y"', 1, 1],
    ['1;\n export const a = 1', 2, 2],
    ['const f = () => {\n  return [import("https://example.org")];\n};', 2, 11],
    ['f(import.meta.url)', 1, 3],
  ])('%s', (code, line, column) => {
    const { fault } = parseCode(code);
    expect(fault).toMatchObject({ name: 'SyntaxError', place: { line, column } });
    expect(fault?.message).not.toMatch(/\(\d+:\d+\)/);
  });

  test('too long, and too deep', () => {
    expect(parseCode('x'.repeat(longestCode + 1)).fault?.message).toMatch(/at most 20,000 characters/);
    expect(parseCode('['.repeat(longestCode)).fault).not.toBeNull();
  });

  test('nothing makes it throw', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (code) => {
        const { parsed: found, fault } = parseCode(code);
        expect(found === null).toBe(fault !== null);
      }),
      { seed: 5, numRuns: 500 },
    );
  });
});

describe('the script', () => {
  type Cell = (given: Record<string, unknown>) => Promise<{ value: unknown; names: Record<string, unknown> }>;
  /** Loads it as the kernel does. */
  const load = (code: string, others: string[] = []) => {
    const { script } = scriptOf(code, parsed(code), 'it', 'entry', new Set(others));
    const found: Cell[] = [];
    compileFunction(script, ['self'])({ entry: (cell: Cell) => found.push(cell) });
    return found[0];
  };

  test.each([
    ['1 + 1', 2],
    ['const a = 2; a * 3; // and so on', 6],
    ['let a = 1;\n(a, 5)', 5],
    ['({ a: 1 }).a', 1],
    ['const f = () => 7; f()\n;', 7],
    ['await Promise.resolve(3)', 3],
    ['const a = 1', undefined],
    ['', undefined],
  ])('gives the value of %s', async (code, value) => {
    expect((await load(code)({})).value).toEqual(value);
  });

  test('gives what is declared, and takes what is read and nothing else', async () => {
    const cell = load('const twice = $net.x * factor;\nfunction f() { return tf; }\nf()', ['factor', 'unused']);
    const { value, names: given } = await cell({ $net: { x: 2 }, factor: 4, tf: 'the module' });
    expect(given).toMatchObject({ twice: 8 });
    expect(value).toBe('the module');
  });

  test('is strict, and a name of its own hides what is given', async () => {
    await expect(load('undeclared = 1')({})).rejects.toThrow(ReferenceError);
    expect((await load('const tf = 5; tf')({ tf: 1 })).value).toBe(5);
    expect((await load('this')({})).value).toBeUndefined();
  });
});
