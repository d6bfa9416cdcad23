/**
 * What a shared link carries: which cell of the lesson, of which kind, that cell's state, which its kind alone can judge, and
 * code for the lesson's code cells. Of a code cell the state is its code. Pure.
 */
import * as v from 'valibot';
import type { CellCode } from '../contract/cell';
import { longest, pack, unpack } from './codec';
import { InputFault } from './fault';
import { complaint } from './issues';

const name = v.pipe(v.string(), v.nonEmpty(), v.maxLength(100));

const envelope = v.strictObject({
  cell: name,
  kind: name,
  state: v.unknown(),
  code: v.optional(
    v.pipe(v.array(v.strictObject({ cell: name, code: v.string() })), v.maxLength(100, 'expected code of at most 100 cells')),
  ),
});

export type SharedCell = v.InferOutput<typeof envelope>;

/** @returns the text for `?s=`. @throws InputFault 'meaning' where it would be longer than an address should be */
export async function writeLink(shared: SharedCell): Promise<string> {
  const text = await pack(shared);
  if (text.length <= longest) return text;
  const [wanted, most] = [text.length, longest].map((characters) => characters.toLocaleString('en'));
  throw new InputFault('meaning', `It would make a link of ${wanted} characters; at most ${most} are allowed.`);
}

/**
 * Reads `?s=` as far as can be told without knowing the kinds of cells. Code is only read: nothing here or after runs it.
 * @param cells id and kind of each cell that the lesson has
 * @throws InputFault naming the stage at which it failed
 */
export async function readLink(text: string, cells: readonly { id: string; kind: string }[]): Promise<SharedCell> {
  const result = v.safeParse(envelope, await unpack(text));
  if (!result.success) throw new InputFault('schema', complaint(result.issues));
  const shared = result.output;
  checkCell(shared, cells);
  const code = [...ownCode(shared), ...(shared.code ?? [])];
  for (const [i, one] of code.entries()) {
    checkCell({ cell: one.cell, kind: 'js' }, cells);
    if (code.findIndex(({ cell }) => cell === one.cell) !== i)
      throw new InputFault('meaning', `It has code for “${one.cell}” twice.`);
    const disguise = disguiseIn(one.code);
    if (disguise) throw new InputFault('meaning', `The code of “${one.cell}”: ${disguise}`);
  }
  return code.length > 0 ? { ...shared, code } : shared;
}

/** What makes code look other than it runs (a line's end that is not shown, text turned around), in words; null where nothing does. */
export function disguiseIn(code: string): string | null {
  const lines = code.replaceAll('\r\n', '\n').split('\n');
  const at = lines.findIndex((line) => /(?!\t)[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u.test(line));
  return at < 0 ? null : `line ${at + 1} has a character that is not shown and makes code look other than it runs.`;
}

function ownCode({ cell, kind, state }: SharedCell): CellCode[] {
  if (kind !== 'js') return [];
  if (typeof state !== 'string') throw new InputFault('schema', 'At state: expected code as text.');
  return [{ cell, code: state }];
}

function checkCell({ cell: id, kind }: { cell: string; kind: string }, cells: readonly { id: string; kind: string }[]): void {
  const cell = cells.find((one) => one.id === id);
  if (!cell) {
    const there = cells.filter((one) => one.kind === kind).map((one) => one.id);
    throw new InputFault(
      'meaning',
      `It is about a cell “${id}”, which this lesson does not have.${there.length > 0 ? ` It has ${there.join(', ')}.` : ''}`,
    );
  }
  if (cell.kind !== kind)
    throw new InputFault('meaning', `It is about a cell of kind “${kind}”, but “${id}” here is of kind “${cell.kind}”.`);
}
