/** Judges the state that a link has for this kind of cell. What it takes to do so loads only then. */
import { InputFault } from '../../share/fault';
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
