/** Reads a CSV into columns, piece by piece, so that others have their turns and the reader sees how far it is. */
import { dsvFormat } from 'd3-dsv';
import { EngineError } from '../engine/errors';
import { Column } from './column';
import { delimiterOf, pieces } from './records';
import { toText } from './text';

export interface Table {
  rows: number;
  columns: Column[];
}

export const largestFile = 20 * 1024 * 1024;
const mostColumns = 200;
const mostRows = 1_000_000;
const longestName = 60;

/**
 * @param pace called after each piece with the share that is read; awaited, so that others have their turns
 * @throws EngineError 'bad-data' naming what is wrong, with line and column
 */
export async function readTable(bytes: Uint8Array, pace: (done: number) => Promise<void> | void): Promise<Table> {
  if (bytes.length === 0) throw bad('The file is empty.');
  if (bytes.length > largestFile) throw bad(tooLarge(bytes.length));
  const text = toText(bytes);
  const delimiter = delimiterOf(text);
  const { parseRows } = dsvFormat(delimiter);
  let columns: Column[] | null = null;
  let rows = 0;
  for (const piece of pieces(text, delimiter)) {
    for (const [i, fields] of parseRows(piece.text).entries()) {
      if (fields.length === 1 && fields[0].trim() === '') continue;
      const line = piece.lines[i];
      if (!columns) {
        columns = namesOf(fields).map((name) => new Column(name, delimiter));
        continue;
      }
      const { length } = columns;
      const extra = fields.slice(length).findIndex((field) => field.trim() !== '');
      if (fields.length < length || extra >= 0)
        throw bad(
          `Line ${line} has ${fields.length} ${fields.length === 1 ? 'field' : 'fields'}, and the first line ${length}.`,
          extra >= 0
            ? `Field ${length + extra + 1} of it has no name.`
            : `Its last one is under “${columns[fields.length - 1].name}”.`,
        );
      for (let c = 0; c < length; c++) columns[c].add(fields[c], line);
      if (++rows > mostRows) throw bad(`It has more than ${mostRows.toLocaleString('en-GB')} rows.`, 'Leave some of them out.');
    }
    await pace(piece.done);
  }
  if (!columns) throw bad('The file has nothing but blank lines.');
  if (columns.length < 2)
    throw bad(
      `It has only one column, “${columns[0].name}”.`,
      'A target and something to tell it from take two; commas, semicolons, tabs or | may separate them.',
    );
  if (rows === 0) throw bad('It has only a first line with names, and no rows below it.');
  return { rows, columns };
}

export function tooLarge(size: number): string {
  return `The file has ${(size / 2 ** 20).toFixed(1)} MB; at most ${largestFile / 2 ** 20} MB are allowed.`;
}

/** Each name once, and none of them empty: 'column 3', 'age (2)'. An equals sign between spaces is kept for categories. */
function namesOf(fields: readonly string[]): string[] {
  if (fields.length > mostColumns) throw bad(`It has ${fields.length} columns; at most ${mostColumns} are allowed.`);
  const taken = new Set<string>();
  return fields.map((field, i) => {
    const name = field.trim().replace(/\s+/g, ' ').replaceAll(' = ', '=').slice(0, longestName) || `column ${i + 1}`;
    let unique = name;
    for (let n = 2; taken.has(unique); n++) unique = `${name} (${n})`;
    taken.add(unique);
    return unique;
  });
}

function bad(message: string, hint = 'Choose another file.'): EngineError {
  return new EngineError('bad-data', message, hint);
}
