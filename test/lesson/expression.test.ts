/** The expressions of lesson files: read at build time, evaluated in the page, never as code. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Expression, Published } from '../../src/contract/cell';
import { evaluate, holds, idsIn } from '../../src/lesson/evaluate';
import { ExpressionError, namesIn, parseExpression } from '../../src/lesson/expression';

const scope = (values: Record<string, Published>) => ({ get: (id: string) => values[id] });
const net = scope({ net: { testLoss: 0.05, phase: 'inference', running: false, step: 7, history: [] } });
const value = (text: string) => evaluate(parseExpression(text), net);

describe('parsing and evaluating', () => {
  test.each([
    ['$net.testLoss < 0.1', true],
    ['$net.testLoss < 0.1 and $net.phase = "inference"', true],
    ["$net.phase = 'training'", false],
    ['not $net.running', true],
    ['not ($net.running or $net.step >= 7)', false],
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['10 - 4 - 3', 3],
    ['8 / 4 / 2', 1],
    ['-$net.step + 1e1', 3],
    ['--2', 2],
    ['2 - -3', 5],
    ['true or false and false', true],
    ['1 != 2', true],
    ['1e-3', 0.001],
    ['"a" = "a"', true],
  ])('%s gives %s', (text, expected) => expect(value(text)).toBe(expected));

  test.each(['$net.missing < 1', '$other.x = 1', 'not $net.missing', '$net.history > 0', '1 and true', '"a" < "b"', '"a" + 1'])(
    '%s is not known',
    (text) => {
      expect(value(text)).toBeUndefined();
      expect(holds(parseExpression(text), net)).toBe(false);
    },
  );

  test('what is not known does not hide what decides alone', () => {
    expect(value('$net.missing = 1 or true')).toBe(true);
    expect(value('$net.missing = 1 and false')).toBe(false);
    expect(value('$net.missing = 1 and true')).toBeUndefined();
  });

  test('names', () => {
    const tree = parseExpression('$a.x < $b.y + 1 and not $a.z');
    expect(namesIn(tree)).toEqual([
      { id: 'a', field: 'x' },
      { id: 'b', field: 'y' },
      { id: 'a', field: 'z' },
    ]);
    expect(idsIn(tree)).toEqual(['a', 'b']);
  });
});

describe('faults say what and where', () => {
  test.each([
    ['', 'expected a number, a "text", $id.field or "(" but found the end (at character 1)'],
    ['$net < 1', '$net needs a field, such as $net.step (at character 1)'],
    ['$net.a < ', 'but found the end (at character 10)'],
    ['$net.a ? 1', 'cannot read "?" (at character 8)'],
    ['(1 + 2', 'expected ")" but found the end (at character 7)'],
    ['1 2', 'expected the end or an operator but found "2" (at character 3)'],
    ['1 < 2 < 3', 'expected the end or an operator but found "<" (at character 7)'],
    ['alert', 'but found "alert" (at character 1)'],
    ['"open', 'cannot read """ (at character 1)'],
    ['constructor.constructor', 'cannot read "." (at character 12)'],
  ])('%s', (text, message) => {
    expect(() => parseExpression(text)).toThrow(ExpressionError);
    expect(() => parseExpression(text)).toThrow(message);
  });

  test('too long', () => expect(() => parseExpression('1+'.repeat(600) + '1')).toThrow('at most 1000 characters'));
});

const id = fc.constantFrom('net', 'lat', 'p');
const field = fc.constantFrom('a', 'loss', 'phase');
const { tree } = fc.letrec<{ tree: Expression }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    fc.record({
      op: fc.constant('value' as const),
      value: fc.oneof(
        fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 }),
        fc.boolean(),
        fc.stringMatching(/^[^"\n]{0,8}$/),
      ),
    }),
    fc.record({ op: fc.constant('name' as const), id, field }),
    fc.record({ op: fc.constant('not' as const), of: tie('tree') }),
    fc.record({
      op: fc.constantFrom('and', 'or', '=', '!=', '<', '<=', '>', '>=', '+', '-', '*', '/') as fc.Arbitrary<'and'>,
      left: tie('tree'),
      right: tie('tree'),
    }),
  ),
}));

/** Writes a tree with every bracket. */
function written(of: Expression): string {
  if (of.op === 'value') return typeof of.value === 'string' ? `"${of.value}"` : String(of.value);
  if (of.op === 'name') return `$${of.id}.${of.field}`;
  if (of.op === 'not') return `(not ${written(of.of)})`;
  return `(${written(of.left)} ${of.op} ${written(of.right)})`;
}

describe('properties', { timeout: 30_000 }, () => {
  test('a written tree is read back as it was', () => {
    fc.assert(
      fc.property(tree, (of) => {
        const text = written(of);
        fc.pre(text.length <= 1000);
        expect(parseExpression(text)).toEqual(of);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  test('any text is read or refused with a place in it, soon', () => {
    const noise = fc.array(
      fc.constantFrom('$net.a', '(', ')', 'not', 'and', '<', '-', '"x"', '1', ' ', '$', '.', '=', '\n', '#'),
      { maxLength: 200 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          noise.map((parts) => parts.join('')),
          noise.map((parts) => parts.join(' ')),
        ),
        (text) => {
          try {
            parseExpression(text);
          } catch (error) {
            expect(error).toBeInstanceOf(ExpressionError);
            const at = (error as ExpressionError).at;
            expect(at).toBeGreaterThanOrEqual(1);
            expect(at).toBeLessThanOrEqual(text.length + 1);
          }
        },
      ),
      { seed: 2, numRuns: 1000 },
    );
  });

  test('evaluating never throws and gives a plain value, whatever is published', () => {
    const odd = fc.oneof(
      fc.double(),
      fc.string(),
      fc.boolean(),
      fc.constantFrom(null, undefined, {}, [1], Number, 1n, Symbol('x')),
    );
    const published = fc.dictionary(id, fc.dictionary(field, odd));
    fc.assert(
      fc.property(tree, published, (of, values) => {
        const result = evaluate(of, scope(values as Record<string, Published>));
        expect(['number', 'string', 'boolean', 'undefined']).toContain(typeof result);
        expect(holds(of, scope(values as Record<string, Published>))).toBe(result === true);
      }),
      { seed: 3, numRuns: 500 },
    );
  });
});
