/** All that is kept as one file, and back. Loaded when somebody wants it. */
import * as v from 'valibot';
import { InputFault } from '../share/fault';
import { complaint } from '../share/issues';
import { fromPlainJson, toPlainJson } from '../share/plain';
import { entrySchema, type Entry, type Storage } from './storage';

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
  return result.output.entries;
}

/** Hands the reader the file. */
export function saveKept(entries: readonly Entry[]): void {
  const at = new Date().toISOString();
  const url = URL.createObjectURL(new Blob([toKeptFile(entries, at)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `forward-pass-${at.slice(0, 10)}.json`;
  link.click();
  // The browser has taken the blob by the next task.
  setTimeout(() => URL.revokeObjectURL(url));
}

/** All of a file or nothing; what it does not speak of stays. Never rejects. @returns also what came of it, for the reader */
export async function takeKept(file: File, storage: Pick<Storage, 'putAll'>): Promise<{ taken: boolean; told: string }> {
  const refused = (why: string) => ({ taken: false, told: `${file.name} was not imported, and nothing has changed. ${why}` });
  try {
    const entries = await fromKeptFile(file);
    const why = await storage.putAll(entries);
    if (why !== null) return refused(why);
    return { taken: true, told: `Imported ${entries.length} kept ${entries.length === 1 ? 'value' : 'values'}.` };
  } catch (error) {
    return refused(error instanceof Error ? error.message : String(error));
  }
}
