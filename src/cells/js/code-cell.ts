/** One code cell as the notebook sees it: its code, what was found in it, what has come of it. The element draws it. */
import type { Published } from '../../contract/cell';
import type { CodeFault, CodeNames, CodeOutput } from '../../contract/sandbox';

/** idle: never run. stale: it has run, but its code or something that it reads has changed since. */
export type CellState = 'idle' | 'stale' | 'queued' | 'running' | 'ok' | 'error';

export class CodeCell {
  code: string;
  names: CodeNames;
  /** Null while `names` and the code belong together; else why they do not. */
  unread: CodeFault | null = null;
  state: CellState = 'idle';
  /** Why it is stale, or what it waits for. */
  why = '';
  outputs: CodeOutput[] = [];
  fault: CodeFault | null = null;
  /** What the last run read and there was nothing of, such as `$net.report` before anything was measured. */
  absent: string[] = [];
  /** Of the last run, from performance.now(). */
  startedAt = 0;
  ms = 0;
  /** How often a run has come to its end without an error. */
  runs = 0;
  value: number | string | boolean | null = null;
  /** The code that has run last. */
  ranCode = '';
  /** What was published by the cells that it reads when it last ran. */
  seen = new Map<string, Published | undefined>();
  /** Its code came with a link, and runs when the reader runs this very cell: not as one of many, and for no other cell. */
  held = false;
  /** What it was before it was queued. */
  before: CellState = 'idle';

  constructor(
    readonly id: string,
    readonly title: string,
    body: { code: string; names: CodeNames },
    readonly changed: () => void,
  ) {
    this.code = body.code;
    this.names = body.names;
  }

  get busy(): boolean {
    return this.state === 'queued' || this.state === 'running';
  }

  /** Has it a result that another state of the world would change? */
  get ran(): boolean {
    return this.state === 'ok' || this.state === 'error';
  }

  set(state: CellState, why = ''): void {
    this.state = state;
    this.why = why;
    this.changed();
  }
}
