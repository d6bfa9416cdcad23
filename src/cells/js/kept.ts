/** What is kept of a code cell between visits, with the reader's progress. Pure. */
import type { Progress } from '../../contract/cell';

export interface Kept {
  /** Null while it is the lesson's own. */
  code: string | null;
  /** Whether a run had begun and not ended: a page that died of it says so when it is opened again. */
  running: boolean;
}

/** Whatever storage gives, it is of this form. */
export function keptOf(progress: Pick<Progress, 'get'>, id: string): Kept {
  const kept: unknown = progress.get(id);
  if (typeof kept !== 'object' || kept === null) return { code: null, running: false };
  return {
    code: 'code' in kept && typeof kept.code === 'string' ? kept.code : null,
    running: 'running' in kept && kept.running === true,
  };
}
