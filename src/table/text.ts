/** A file's bytes as text, or why they are none. Pure. */
import { EngineError } from '../engine/errors';

const utf8Hint = 'Save it as CSV in UTF-8 (spreadsheets have that among their formats) and choose it again.';

/** Signatures of files that are often taken for tables. */
const known: readonly [signature: string, what: string][] = [
  ['PK\u0003\u0004', 'a zip file or an Excel workbook (.xlsx)'],
  ['\u00d0\u00cf\u0011\u00e0', 'an old Excel workbook (.xls)'],
  ['%PDF', 'a PDF'],
  ['\u0089PNG', 'a picture'],
  ['\u00ff\u00d8\u00ff', 'a picture'],
  ['PAR1', 'a Parquet file'],
  ['\u001f\u008b', 'a compressed file'],
];

/** @throws EngineError 'bad-data' where the bytes are no text in UTF-8, or in UTF-16 with its mark */
export function toText(bytes: Uint8Array): string {
  const head = String.fromCharCode(...bytes.subarray(0, 4));
  const what = known.find(([signature]) => head.startsWith(signature))?.[1];
  if (what) throw new EngineError('bad-data', `It is no CSV: it looks like ${what}.`, utf8Hint);
  const wide = head.startsWith('\u00ff\u00fe') ? 'utf-16le' : head.startsWith('\u00fe\u00ff') ? 'utf-16be' : null;
  const nul = wide ? -1 : bytes.indexOf(0);
  if (nul >= 0)
    throw new EngineError('bad-data', `It is no text: ${placeOf(bytes, nul)} there is a byte 0, as in binary files.`, utf8Hint);
  try {
    return new TextDecoder(wide ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    const where = wide ? 'somewhere' : placeOf(bytes, firstBroken(bytes));
    throw new EngineError(
      'bad-data',
      `It is not in ${wide ?? 'UTF-8'}: ${where} there is a byte that cannot be read.`,
      utf8Hint,
      {
        cause,
      },
    );
  }
}

/** 'in line 3, byte 7,' */
function placeOf(bytes: Uint8Array, at: number): string {
  let line = 1;
  let start = 0;
  for (let i = 0; i < at; i++) {
    if (bytes[i] !== 10) continue;
    line++;
    start = i + 1;
  }
  return `in line ${line}, byte ${at - start + 1},`;
}

/** The place of the first byte that is no part of a character in UTF-8. */
function firstBroken(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reads = (from: number, to: number) => {
    try {
      decoder.decode(bytes.subarray(from, to));
      return true;
    } catch {
      return false;
    }
  };
  // Lines are looked at one by one: no character of several bytes has a line's end in it.
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(10, start);
    const line = end < 0 ? bytes.length : end + 1;
    if (!reads(start, line) || end < 0) break;
    start = line;
  }
  for (let i = start; i < bytes.length;) {
    const lead = bytes[i];
    const length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (!reads(i, Math.min(bytes.length, i + length))) return i;
    i += length;
  }
  return start;
}
