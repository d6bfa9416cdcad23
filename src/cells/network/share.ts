/** Makes the link that shows a cell as it is. Loaded at the first press of Share. */
import type { CellCode } from '../../contract/cell';
import type { EngineClient } from '../../contract/client';
import { InputFault } from '../../share/fault';
import { disguiseIn, writeLink } from '../../share/link';
import { writeNetwork } from '../../share/network';
import type { SharedLink } from '../share-menu';
import type { Session } from './session';
import type { View } from './opening';
import { restricts } from './access';
import './fp-teacher';
import { wholeState, type Fixed } from './state';

export interface Sharing {
  session: Session;
  fixed: Fixed;
  engine: EngineClient;
  cellId: string;
  /** Edited in the lesson's code cells: goes along. */
  code: readonly CellCode[];
  /** What the teacher who shares it wants to be seen. */
  view: View;
  linkTo(state: string): string;
}

/** Never rejects: what went wrong, and what had to stay out, is said in `note`. */
export async function shareLink(sharing: Sharing, withWeights: boolean): Promise<SharedLink> {
  const { session, fixed, engine, cellId, view, linkTo } = sharing;
  const state = { ...(await wholeState(session, fixed, engine)), ...(restricts(view) && { view }) };
  const notes: string[] = [];
  const { table } = state.body;
  if (table) notes.push(`The rows of ${table.name} stay out: whoever opens the link is asked for the same file.`);
  let weights = withWeights;
  let code = sharing.code.filter((one) => {
    const disguise = disguiseIn(one.code);
    if (disguise) notes.push(`The code of “${one.cell}” stays out: ${disguise}`);
    return !disguise;
  });
  for (;;) {
    const shared = { cell: cellId, kind: 'network', state: writeNetwork(state, weights), ...(code.length > 0 && { code }) };
    try {
      return { url: linkTo(await writeLink(shared)), weights, note: notes.join(' ') };
    } catch (error) {
      if (!(error instanceof InputFault)) throw error;
      if (weights) {
        weights = false;
        notes.push(`The trained weights stay out. ${error.message}`);
        notes.push('Without them it repeats the training; Export saves the weights as a file.');
      } else if (code.length > 0) {
        code = [];
        notes.push(`The code that you edited stays out. ${error.message} Each code cell has a link of its own.`);
      } else return { url: '', weights: false, note: `This cannot be shared by a link. ${error.message}` };
    }
  }
}
