import { expect, test } from 'vitest';
import { EngineError, toReport } from '../../src/engine/errors';

test('an engine error keeps its code, message and hint across threads', () => {
  const error = new EngineError('bad-model', 'Too wide.', 'Choose fewer units.', { cause: 7 });
  expect(error).toBeInstanceOf(Error);
  expect(error.cause).toBe(7);
  const report = toReport(error);
  expect(report).toEqual({ code: 'bad-model', message: 'Too wide.', hint: 'Choose fewer units.' });
  expect(structuredClone(report)).toEqual(report);
});

test('anything else is internal, with its own words', () => {
  expect(toReport(new TypeError('x is not a function'))).toMatchObject({ code: 'internal', message: 'x is not a function' });
  expect(toReport('out of paper')).toMatchObject({ code: 'internal', message: 'out of paper' });
  expect(toReport(undefined).hint).not.toBe('');
});
