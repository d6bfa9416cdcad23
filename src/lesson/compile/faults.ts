/** What is wrong with a lesson file, all of it, each with its place. Build time only. */

import type { LessonFault } from '../../contract/cell';

/** E.g. 'lessons/01-two-phases.md:12: network "net": layers.0: expected …'. */
export function describeFault(fault: LessonFault): string {
  return `${fault.file}:${fault.line}: ${fault.key ? `${fault.key}: ` : ''}${fault.message}`;
}

export class LessonError extends Error {
  readonly faults: readonly LessonFault[];
  constructor(faults: readonly LessonFault[]) {
    super(faults.map(describeFault).join('\n'));
    this.name = 'LessonError';
    this.faults = faults;
  }
}

/** Gathers the faults of one file. */
export class Faults {
  readonly list: LessonFault[] = [];
  readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  add(line: number, message: string, key?: string): void {
    this.list.push({ file: this.file, line, message, ...(key ? { key } : {}) });
  }

  /** @throws LessonError where there is a fault, in order of lines */
  throwAny(): void {
    if (this.list.length > 0) throw new LessonError(this.list.toSorted((a, b) => a.line - b.line));
  }
}
