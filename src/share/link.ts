/** What a shared link carries: which cell of the lesson, of which kind, and that cell's state, which its kind alone can judge. Pure. */
import * as v from 'valibot';
import { longest, pack, unpack } from './codec';
import { InputFault } from './fault';
import { complaint } from './issues';

const envelope = v.strictObject({
  cell: v.pipe(v.string(), v.nonEmpty(), v.maxLength(100)),
  kind: v.pipe(v.string(), v.nonEmpty(), v.maxLength(100)),
  state: v.unknown(),
});

export type SharedCell = v.InferOutput<typeof envelope>;

/** @returns the text for `?s=`. @throws InputFault 'meaning' where it would be longer than an address should be */
export async function writeLink(shared: SharedCell): Promise<string> {
  const text = await pack(shared);
  if (text.length <= longest) return text;
  throw new InputFault('meaning', `It would take ${text.length} characters, and a link may have ${longest}.`);
}

/**
 * Reads `?s=` as far as can be told without knowing the kinds of cells.
 * @param cells id and kind of each cell that the lesson has
 * @throws InputFault naming the stage at which it failed
 */
export async function readLink(text: string, cells: readonly { id: string; kind: string }[]): Promise<SharedCell> {
  const result = v.safeParse(envelope, await unpack(text));
  if (!result.success) throw new InputFault('schema', complaint(result.issues));
  const shared = result.output;
  const cell = cells.find(({ id }) => id === shared.cell);
  if (!cell) {
    const there = cells.filter(({ kind }) => kind === shared.kind).map(({ id }) => id);
    throw new InputFault(
      'meaning',
      `It is about a cell “${shared.cell}”, which this lesson does not have.${there.length > 0 ? ` It has ${there.join(', ')}.` : ''}`,
    );
  }
  if (cell.kind !== shared.kind)
    throw new InputFault(
      'meaning',
      `It is about a cell of kind “${shared.kind}”, but “${cell.id}” here is of kind “${cell.kind}”.`,
    );
  return shared;
}
