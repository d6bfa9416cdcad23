/** All that is kept as one file, and back. Loaded when somebody wants it. Pure. */
import * as v from 'valibot';
import { InputFault } from '../share/fault';
import { complaint } from '../share/issues';
import { fromPlainJson, toPlainJson } from '../share/plain';
import { entrySchema, type Entry } from './storage';

const fileFormat = 'forward-pass/kept';
const version = 1;
/** Bytes: more than a browser is likely to have kept. */
const largest = 256 * 1024 * 1024;

const schema = v.object({
  format: v.literal(fileFormat, 'expected a file that this page has exported'),
  version: v.literal(version, `expected version ${version}`),
  entries: v.array(entrySchema),
});

export function toKeptFile(entries: readonly Entry[], at: string): string {
  return `${toPlainJson({ format: fileFormat, version, at, entries })}\n`;
}

/** @throws InputFault naming what is wrong and where: then nothing of it is to be kept */
export async function fromKeptFile(file: Blob): Promise<Entry[]> {
  if (file.size > largest) throw new InputFault('decompression', `The file has more than ${largest / 2 ** 20} MB.`);
  const result = v.safeParse(schema, fromPlainJson(await file.text()));
  if (!result.success) throw new InputFault('schema', complaint(result.issues));
  return result.output.entries;
}
