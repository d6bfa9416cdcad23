/** Makes the link that shows a code cell's code, and with it what it reads of the lesson's other code cells. Loaded at the first press of Share. */
import type { CellCode } from '../../contract/cell';
import { InputFault } from '../../share/fault';
import { disguiseIn, writeLink } from '../../share/link';
import type { SharedLink } from '../share-menu';

export interface SharedCode {
  cell: string;
  code: string;
  /** Of the cells whose names or results this one reads: what the reader has edited. */
  needed: readonly (CellCode & { title: string })[];
  linkTo(state: string): string;
}

/** Rejects with nothing that a reader could mend: what went wrong, and what goes along or had to stay out, is said in `note`. */
export async function shareCode({ cell, code, needed, linkTo }: SharedCode): Promise<SharedLink> {
  const refused = (why: string) => ({ url: '', weights: false, note: `This code cannot be shared by a link: ${why}` });
  const disguise = disguiseIn(code);
  if (disguise) return refused(disguise);
  const notes: string[] = [];
  let along = needed.filter((one) => {
    const fault = disguiseIn(one.code);
    if (fault) notes.push(`The code of “${one.title}” stays out: ${fault}`);
    return !fault;
  });
  for (;;) {
    const others = along.map((one) => ({ cell: one.cell, code: one.code }));
    const shared = { cell, kind: 'js', state: code, ...(others.length > 0 && { code: others }) };
    try {
      const url = linkTo(await writeLink(shared));
      if (along.length > 0) notes.push(`With the code of ${titlesOf(along)} as edited here, which this cell reads.`);
      return { url, weights: false, note: notes.join(' ') };
    } catch (error) {
      if (!(error instanceof InputFault)) throw error;
      if (along.length === 0) return refused(error.message);
      notes.push(`The code of ${titlesOf(along)}, which this cell reads, stays out. ${error.message}`);
      notes.push('Each code cell has a link of its own.');
      along = [];
    }
  }
}

function titlesOf(cells: SharedCode['needed']): string {
  return new Intl.ListFormat('en').format(cells.map(({ title }) => `“${title}”`));
}
