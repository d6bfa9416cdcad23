/**
 * What an experiment's cell keeps from visit to visit: its settings, what it last found, and where and when that was. Here is its
 * form, and the check that what was kept can still be believed. Pure.
 */
import * as v from 'valibot';
import type { Device } from '../contract/measurement';
import { crc32 } from './crc32';
import { InputFault } from './fault';
import { complaint } from './issues';

/** Bytes. Results beyond it are not kept, and the cell says so. */
export const MOST = 200_000;

/** Where and when something was found. */
export interface Taken extends Device {
  /** What WebGL ran on, where it ran at all. */
  renderer?: string;
}

/** What one kind of cell keeps. */
export interface KeptKind<S, R> {
  /** Raised when an older page could not read it. */
  version: number;
  settings: v.GenericSchema<unknown, S>;
  results: v.GenericSchema<unknown, R>;
}

export interface KeptCell<S, R> {
  version: number;
  /** Of the fence that it belongs to. */
  fence: number;
  settings: S;
  /** Null before anything has come to its end. */
  results: R | null;
  taken: Taken | null;
}

/** Tells one fence from another: what was found under other keys is not to stand under these. */
export function sumOf(body: unknown): number {
  return crc32(new TextEncoder().encode(JSON.stringify(body)));
}

/** About how many bytes it takes to store. */
export function bytesOf(value: unknown): number {
  if (typeof value === 'string') return 2 * value.length;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value !== 'object' || value === null) return 8;
  return Object.entries(value).reduce((sum, [key, inner]) => sum + (Array.isArray(value) ? 0 : key.length) + bytesOf(inner), 0);
}

/** @throws InputFault 'schema', or 'meaning' where it belongs to another fence */
export function readKeptCell<S, R>(kind: KeptKind<S, R>, fence: number, value: unknown): KeptCell<S, R> {
  const form = v.object({ version: v.literal(kind.version), fence: v.number() });
  const opened = v.safeParse(form, value);
  if (!opened.success) throw new InputFault('schema', complaint(opened.issues));
  if (opened.output.fence !== fence) throw new InputFault('meaning', 'The lesson has set this cell up anew since.');
  const { settings, results } = kind;
  const whole = v.safeParse(v.object({ settings, results: v.nullable(results), taken }), value);
  if (!whole.success) throw new InputFault('schema', complaint(whole.issues));
  if ((whole.output.results === null) !== (whole.output.taken === null))
    throw new InputFault('schema', 'At taken: expected it beside results, and only there.');
  return { ...opened.output, ...whole.output };
}

const taken = v.nullable(
  v.object({
    at: v.pipe(v.string(), v.isoTimestamp('expected a date and time')),
    userAgent: v.string(),
    cores: v.number(),
    crossOriginIsolated: v.boolean(),
    renderer: v.optional(v.string()),
  }),
);
