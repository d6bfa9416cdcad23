/** Judges the state that a link has for this kind of cell, or that the cell kept. What it takes to do so loads only then. */
import { InputFault } from '../../share/fault';
import type { Restored } from '../../share/kept-network';
import type { Opening } from './opening';

/** Never rejects. */
export async function readOpened(state: unknown): Promise<Opening | InputFault> {
  try {
    const { readNetwork } = await import('../../share/network');
    return readNetwork(state);
  } catch (error) {
    if (error instanceof InputFault) return error;
    return new InputFault('meaning', error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** As `readOpened`, of what the cell kept itself. */
export async function readRestored(kept: unknown): Promise<Restored | InputFault> {
  try {
    const { readKept } = await import('../../share/kept-network');
    return readKept(kept);
  } catch (error) {
    if (error instanceof InputFault) return error;
    return new InputFault('meaning', error instanceof Error ? error.message : String(error), { cause: error });
  }
}
