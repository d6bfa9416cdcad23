/** What stands between the two lines of --- at a file's beginning, checked key by key. Build time only. */
import * as v from 'valibot';
import type { Faults } from './faults';
import { YamlPart } from './yaml';

/** Text that is not empty. */
export const text = v.pipe(v.string('expected text'), v.trim(), v.minLength(1, 'expected text, but it is empty'));

export const minutes = (most: number) => {
  const message = `expected a whole number from 1 to ${most}`;
  return v.pipe(v.number(message), v.integer(message), v.minValue(1, message), v.maxValue(most, message));
};

/** An object whose wrong and missing keys are said together with those that would be right. */
export function keys<const E extends v.ObjectEntries>(entries: E) {
  const names = Object.keys(entries);
  const known = `expected ${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return v.strictObject(entries, ({ expected }) => {
    if (expected === 'Object') return known;
    return expected === 'never' ? `unknown key; ${known}` : `is missing; ${known}`;
  });
}

export interface FrontMatter<T> {
  /** Null where there is a fault. */
  meta: T | null;
  /** For the lines of its keys. */
  part: YamlPart;
  /** The rest, with blank lines where the front matter was, so that every later line keeps its number. */
  body: string;
}

/** @param names its keys, for a file that has none of it */
export function takeFrontMatter<const S extends v.GenericSchema>(
  source: string,
  faults: Faults,
  schema: S,
  names: string,
): FrontMatter<v.InferOutput<S>> {
  const whole = source.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const match = /^---\n([\s\S]*?\n)?---(?:\n|$)/.exec(whole);
  const part = new YamlPart(match?.[1] ?? '', 2);
  if (!match) {
    faults.add(1, `expected front matter between two lines of ---: ${names}`);
    return { meta: null, part, body: whole };
  }
  const body = match[0].replace(/[^\n]/g, '') + whole.slice(match[0].length);
  for (const fault of part.faults) faults.add(fault.line, `YAML: ${fault.message}`);
  if (part.faults.length > 0) return { meta: null, part, body };
  const result = v.safeParse(schema, part.value ?? {});
  for (const issue of result.issues ?? []) {
    const path = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
    faults.add(part.lineOf(path), issue.message, path.join('.') || undefined);
  }
  return { meta: result.success ? result.output : null, part, body };
}
