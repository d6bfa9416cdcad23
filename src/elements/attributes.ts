/**
 * A cell's body from the attributes of its element: `learning-rate="0.03"` is the key learningRate. What is wrong is said in
 * sentences that name the attribute. Pure.
 */
import type { CellSchema, StandardSchema } from '../contract/cell';
import { ExpressionError, parseExpression } from '../lesson/expression';

export type Read = { body: unknown; faults?: undefined } | { faults: string[] };

export interface Given {
  /** The element's attributes, in their own spelling. */
  attributes: readonly { name: string; value: string }[];
  /** What stands in its `<script type="application/json">`, for what no attribute can hold; null where there is none. */
  json: string | null;
}

/** Belong to every element, or are set by the cell itself. */
const others = /^(id|class|style|title|slot|lang|dir|hidden|inert|part|is|role|tabindex|phase|cellid|(aria|data)-.*|on.*)$/;
/** `phase` is what a network shows at the moment; what it begins with has a name of its own. */
const renamed: Readonly<Record<string, string>> = { 'first-phase': 'phase' };
/** These stand inside `optimizer` where the cell has no such key itself. */
const ofOptimizer = ['learningRate', 'momentum', 'rho', 'beta1', 'beta2', 'epsilon', 'weightDecay'];

/** @param datasets names that there are */
export function readBody({ attributes, json }: Given, schema: CellSchema, datasets: readonly string[]): Read {
  const faults: string[] = [];
  const entries = entriesOf(schema.schema);
  const names = new Map<string, string>();
  const raw = readJson(json, faults);
  const inside: Record<string, unknown> = {};
  for (const { name, value } of attributes) {
    if (others.test(name)) continue;
    const key = renamed[name] ?? camel(name);
    names.set(key, name);
    if (Object.hasOwn(entries, key)) raw[key] = valueOf(value, entries[key], key, schema);
    else if ('optimizer' in entries && ofOptimizer.includes(key)) {
      names.set(`optimizer.${key}`, name);
      inside[key] = plain(value);
    } else faults.push(`${name}: no such attribute; there are ${known(entries).join(', ')}`);
  }
  const named = typeof raw.optimizer === 'string' && !accepts(entries.optimizer, raw.optimizer);
  if (named || Object.keys(inside).length > 0) raw.optimizer = { ...optimizerOf(raw.optimizer), ...inside };
  const broken = resolve(raw, schema, datasets, (key, message) => faults.push(`${names.get(key) ?? key}: ${message}`));

  const result = schema.schema['~standard'].validate(raw);
  if (result instanceof Promise) throw new Error(`the schema of ${schema.kind} is asynchronous`);
  for (const { message, path } of result.issues ?? []) {
    const keys = (path ?? []).map((step) => String(typeof step === 'object' ? step.key : step));
    if (broken.has(keys[0])) continue;
    const name = names.get(keys.join('.')) ?? [names.get(keys[0]) ?? kebab(keys[0] ?? ''), ...keys.slice(1)].join('.');
    faults.push(`${name}: ${message.replace(/^Invalid [\w ]+: Expected (.*) but received (.*)$/s, 'expected $1 but got $2')}`);
  }
  return faults.length > 0 || result.issues ? { faults } : { body: result.value };
}

/** Names, `$id`s, expressions and Markdown become what the compiler makes of them in a lesson. Gives the keys with a fault. */
function resolve(
  raw: Record<string, unknown>,
  schema: CellSchema,
  datasets: readonly string[],
  fault: (key: string, message: string) => void,
): Set<string> {
  const broken = new Set<string>();
  const say = (key: string, message: string) => {
    broken.add(key);
    fault(key, message);
  };
  for (const key of schema.references ?? []) {
    const given = raw[key];
    if (typeof given === 'string') raw[key] = given.replace(/^\$/, '');
    else if (Array.isArray(given)) raw[key] = given.map((one) => String(one).replace(/^\$/, ''));
  }
  for (const key of schema.expressions ?? []) {
    if (typeof raw[key] !== 'string') continue;
    try {
      raw[key] = parseExpression(raw[key]);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      say(key, error.message);
    }
  }
  for (const key of schema.datasets ?? []) {
    const unknown = [raw[key]].flat().find((name): name is string => typeof name === 'string' && !datasets.includes(name));
    if (unknown !== undefined) say(key, `no dataset "${unknown}"; there are ${datasets.join(', ')}`);
  }
  for (const pattern of schema.markdown ?? []) escapeAt(raw, pattern.split('.'));
  return broken;
}

/** Text is shown as it stands: what the compiler makes of Markdown is HTML, and here nobody has made it. */
function escapeAt(value: unknown, [head, ...tail]: readonly string[]): void {
  if (typeof value !== 'object' || value === null) return;
  const holder = value as Record<string, unknown>;
  for (const key of head === '*' ? Object.keys(holder) : [head]) {
    const text = holder[key];
    if (tail.length > 0) escapeAt(text, tail);
    else if (typeof text === 'string') holder[key] = text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  }
}

function readJson(json: string | null, faults: string[]): Record<string, unknown> {
  if (json === null) return {};
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
    faults.push('the JSON inside: expected keys and values between { and }');
  } catch (error) {
    faults.push(`the JSON inside: ${error instanceof Error ? error.message : String(error)}`);
  }
  return {};
}

/** The first reading of the text that the key accepts; the text itself where it accepts none, so that the schema says why. */
function valueOf(text: string, entry: StandardSchema, key: string, schema: CellSchema): unknown {
  if (schema.references?.includes(key) || schema.expressions?.includes(key) || schema.markdown?.includes(key)) return text;
  const words = text.split(/[\s,]+/).filter(Boolean);
  const readings = [plain(text), text, words.map(plain), words, ...(text === '' ? [true] : []), ...parsed(text)];
  return readings.find((reading) => accepts(entry, reading)) ?? (words.length > 1 ? words.map(plain) : plain(text));
}

/** A number or a truth where the text is one. */
function plain(text: string): unknown {
  const trimmed = text.trim();
  if (trimmed === 'true' || trimmed === 'false') return trimmed === 'true';
  return trimmed !== '' && Number.isFinite(Number(trimmed)) ? Number(trimmed) : trimmed;
}

function parsed(text: string): unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}

function optimizerOf(given: unknown): object {
  if (typeof given === 'string') return { kind: given };
  return typeof given === 'object' && given !== null ? given : { kind: 'adam' };
}

function accepts(schema: StandardSchema | undefined, value: unknown): boolean {
  const result = schema?.['~standard'].validate(value);
  return result !== undefined && !(result instanceof Promise) && !result.issues;
}

/** Every cell's schema is an object of valibot's, which shows its keys. */
function entriesOf(schema: StandardSchema): Record<string, StandardSchema> {
  return 'entries' in schema ? (schema.entries as Record<string, StandardSchema>) : {};
}

function known(entries: Record<string, StandardSchema>): string[] {
  const names = Object.keys(entries).map((key) => Object.keys(renamed).find((name) => renamed[name] === key) ?? kebab(key));
  return 'optimizer' in entries && !('learningRate' in entries) ? [...names, ...ofOptimizer.map(kebab)] : names;
}

const camel = (name: string): string => name.replace(/-([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase());
const kebab = (key: string): string => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
