/** How finely the plane is computed, by what draws it, and the line that tells the reader. */
import type { BackendName } from '../../contract/model';
import type { Drawing } from '../../draw/boundary-shader';
import { backendWords } from './names';

/** Points along a side of the plane that the worker computes while training, where no shader draws it. */
export const liveSide = 64;
/** The same for locked weights, in one call. */
export const lockedSide = 256;
/** Where a shader draws, only the picture's words are made of the grid: how much of the plane each class takes. */
export const wordsSide = 32;

/** What draws the plane while the network trains. */
export function drawnLive(drawing: Drawing, gridBy: BackendName | null): string {
  if (drawing.by === 'shader') return 'Drawn by the GPU, one shader.';
  const how = gridBy ? ` (${backendWords[gridBy]})` : '';
  return `Drawn by the worker${how}, since ${drawing.why}.`;
}

/** And once its weights are locked. @param where the backend that answers */
export function drawnLocked(drawing: Drawing | null, where: string): string {
  if (drawing?.by === 'shader') return `Drawn by the GPU, one shader. ${where} answers a point of yours.`;
  const why = drawing ? `, since ${drawing.why}` : '';
  return `Drawn from ${lockedSide} × ${lockedSide} points in one call (${where})${why}.`;
}
