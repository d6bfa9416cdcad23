/** What is kept of a code cell between visits, with the reader's progress. Pure. */
import type { Progress } from '../../contract/cell';

export interface Kept {
  /** Null while it is the lesson's own. */
  code: string | null;
  /** Whether a run had begun and not ended: a page that died of it says so when it is opened again. */
  running: boolean;
  /** The reader's own code from before a link's took its place. */
  own: string | null;
  /** Code of a link that the reader has changed and not yet run. */
  held: boolean;
}

/** Whatever storage gives, it is of this form. */
export function keptOf(progress: Pick<Progress, 'get'>, id: string): Kept {
  const kept: unknown = progress.get(id);
  const { code, running, own, held } = (typeof kept === 'object' && kept !== null ? kept : {}) as Record<string, unknown>;
  return {
    code: typeof code === 'string' ? code : null,
    running: running === true,
    own: typeof own === 'string' ? own : null,
    held: held === true,
  };
}

/** What has no value is left out. */
export function keep(progress: Progress, id: string, { code, running, own, held }: Kept): void {
  const before = keptOf(progress, id);
  if (before.code === code && before.running === running && before.own === own && before.held === held) return;
  progress.done(id, { code, running, ...(own !== null && { own }), ...(held && { held }) });
}
