/** Makes the link that shows a cell as it is. Loaded at the first press of Share. */
import type { EngineClient } from '../../contract/client';
import { longest, pack } from '../../share/codec';
import { InputFault } from '../../share/fault';
import { writeLink } from '../../share/link';
import { writeNetwork } from '../../share/network';
import { count } from '../../ui/format';
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
  /** What the teacher who shares it wants to be seen. */
  view: View;
  linkTo(state: string): string;
}

/** Never rejects: what went wrong is said in `note`. */
export async function shareLink(sharing: Sharing, withWeights: boolean): Promise<SharedLink> {
  const { session, fixed, engine, cellId, view, linkTo } = sharing;
  const state = { ...(await wholeState(session, fixed, engine)), ...(restricts(view) && { view }) };
  const shared = { cell: cellId, kind: 'network' };
  const write = (weights: boolean) => writeLink({ ...shared, state: writeNetwork(state, weights) });
  try {
    return { url: linkTo(await write(withWeights)), weights: withWeights, note: '' };
  } catch (error) {
    if (!(error instanceof InputFault)) throw error;
    if (!withWeights) return { url: '', weights: false, note: `This cannot be shared by a link. ${error.message}` };
  }
  const characters = (await pack({ ...shared, state: writeNetwork(state, true) })).length;
  const note =
    `The weights would make a link of ${count(characters)} characters, and it may have ${count(longest)}. ` +
    'Without them it repeats the training; Export saves the weights as a file.';
  return { ...(await shareLink(sharing, false)), note };
}
