/**
 * The fields that cells' schemas have in common. Free of DOM: the build reads it.
 * Every object is strict, so that a wrong key is named together with those that would be right.
 */
import * as v from 'valibot';
import type { Expression } from '../contract/cell';

/** An object whose wrong and missing keys are said in a sentence. */
export function strict<const E extends v.ObjectEntries>(entries: E) {
  const known = Object.keys(entries).join(', ');
  return v.strictObject(entries, (issue) => {
    if (issue.expected === 'never') return `unknown key; the keys here are ${known}`;
    if (issue.expected === 'Object') return `expected keys (${known}) but got ${issue.received}`;
    return 'is missing';
  });
}

/** Markdown or plain text that is not empty. */
export const text = () => v.pipe(v.string(wants('text')), v.trim(), v.minLength(1, 'expected text, but it is empty'));

/** `$id` of another cell. The key must also stand in the schema's `references`; the body then holds the id. */
export const reference = () => v.pipe(v.string(wants('a cell such as $net')), v.regex(/^\w+$/, 'expected a cell such as $net'));

/** An expression. The key must also stand in the schema's `expressions`: the compiler parses it before the schema sees it. */
export const expression = () =>
  v.custom<Expression>(
    (value) => typeof value === 'object' && value !== null,
    'expected an expression such as $net.testLoss < 0.1',
  );

/** A whole number within limits, both included. */
export const whole = (min: number, max: number) => {
  const message = `expected a whole number from ${min} to ${max}`;
  return v.pipe(v.number(message), v.integer(message), v.minValue(min, message), v.maxValue(max, message));
};

/** A number within limits, both included. */
export const between = (min: number, max: number) => {
  const message = `expected a number from ${min} to ${max}`;
  return v.pipe(v.number(message), v.minValue(min, message), v.maxValue(max, message));
};

/** One of a few words. */
export const oneOf = <const T extends readonly string[]>(words: T) =>
  v.picklist(words, (issue) => `expected one of ${words.join(', ')}, but got ${issue.received}`);

function wants(what: string) {
  return (issue: v.BaseIssue<unknown>) => `expected ${what}, but got ${issue.received}`;
}
