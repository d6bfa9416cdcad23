/** How a cell begins: as its lesson has it, as a link shows it, or as its reader left it. What judges these loads only then. */
import type { CellContext } from '../../contract/cell';
import { InputFault } from '../../share/fault';
import type { Restored } from '../../share/kept-network';
import { unrestricted } from './access';
import type { Opening, View } from './opening';
import type { NetworkBody } from './schema';

export interface Beginning {
  /** The body that counts: the fence's, or that of an opened link. */
  body: NetworkBody | null;
  opening: Opening | null;
  /** What the last visit left beside it. */
  restored: Restored | null;
  /** What a teacher's link leaves of the controls. */
  view: View;
  /** Whether it came with a link, or why what should have been read could not be. */
  link: 'none' | 'opened' | InputFault;
}

/** What is there to be read before a cell can begin. */
export interface Stored {
  from: 'link' | 'visit';
  state: unknown;
}

/** Null where the cell begins at once, as its lesson has it. */
export function storedOf({ opened, kept }: CellContext, cellId: string): Stored | null {
  if (opened?.cell === cellId) return { from: 'link', state: opened.state };
  const state = kept?.get(cellId);
  return state === undefined ? null : { from: 'visit', state };
}

export function asTaught(body: NetworkBody | null): Beginning {
  return { body, opening: null, restored: null, view: unrestricted, link: 'none' };
}

/** Never rejects: what cannot be read leaves the cell as its lesson has it, and says why. */
export async function readBeginning(body: NetworkBody, { from, state }: Stored): Promise<Beginning> {
  try {
    return from === 'link' ? await fromLink(state) : await fromVisit(body, state);
  } catch (error) {
    const fault =
      error instanceof InputFault
        ? error
        : new InputFault('meaning', error instanceof Error ? error.message : String(error), { cause: error });
    return { ...asTaught(body), link: fault };
  }
}

async function fromLink(state: unknown): Promise<Beginning> {
  const { readNetwork } = await import('../../share/network');
  const opening = readNetwork(state);
  return { body: opening.body, opening, restored: null, view: opening.view ?? unrestricted, link: 'opened' };
}

async function fromVisit({ controls, datasets }: NetworkBody, state: unknown): Promise<Beginning> {
  const { readKept } = await import('../../share/kept-network');
  const restored = readKept(state);
  const { opening } = restored;
  // The lesson says which controls there are: it may have changed since.
  return { ...asTaught({ ...opening.body, controls, datasets }), opening, restored };
}
