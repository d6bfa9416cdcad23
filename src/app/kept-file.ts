/** All that is kept as one file's text, and back. Pure; runs in src/app/transfer-worker.ts, for a file may hold 20 MB of tables. */
import * as v from 'valibot';
import { InputFault } from '../share/fault';
import { complaint } from '../share/issues';
import { fromPlainJson, toPlainJson } from '../share/plain';
import { keyOf } from '../table/key';
import { entrySchema, type Entry } from './entry';

const fileFormat = 'forward-pass/kept';
const version = 1;
/** Bytes: more than a browser is likely to have kept. */
const largest = 256 * 1024 * 1024;

const schema = v.object({
  version: v.literal(version, `expected version ${version}`),
  entries: v.array(entrySchema),
});

export function toKeptFile(entries: readonly Entry[], at: string): string {
  return `${toPlainJson({ format: fileFormat, version, at, entries })}\n`;
}

/** @throws InputFault naming what is wrong and where: then nothing of it is to be kept */
export async function fromKeptFile(file: Blob): Promise<Entry[]> {
  if (file.size > largest) throw new InputFault('decompression', `The file has more than ${largest / 2 ** 20} MB.`);
  const json = fromPlainJson(await file.text());
  if (!v.is(v.looseObject({ format: v.literal(fileFormat) }), json))
    throw new InputFault('schema', `At format: expected “${fileFormat}”, as in a file that this page has exported.`);
  const result = v.safeParse(schema, json);
  if (!result.success) throw new InputFault('schema', complaint(result.issues));
  const { entries } = result.output;
  entries.forEach(({ store, key, value }, i) => {
    if (store === 'tables' && keyOf(value.bytes) !== key)
      throw new InputFault(
        'meaning',
        `At entries.${i}.key: expected that of the table’s own bytes; ${value.name} has been changed.`,
      );
  });
  return entries;
}
