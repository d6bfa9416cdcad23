/** Makes the link that shows a code cell's code. Loaded at the first press of Share. */
import { InputFault } from '../../share/fault';
import { disguiseIn, writeLink } from '../../share/link';
import type { SharedLink } from '../share-menu';

/** Rejects with nothing that a reader could mend: what went wrong is said in `note`. */
export async function shareCode(cell: string, code: string, linkTo: (state: string) => string): Promise<SharedLink> {
  const refused = (why: string) => ({ url: '', weights: false, note: `This code cannot be shared by a link: ${why}` });
  const disguise = disguiseIn(code);
  if (disguise) return refused(disguise);
  try {
    return { url: linkTo(await writeLink({ cell, kind: 'js', state: code })), weights: false, note: '' };
  } catch (error) {
    if (!(error instanceof InputFault)) throw error;
    return refused(error.message);
  }
}
