/** The code that the reader has edited in a lesson's code cells, for a link that shows the lesson as it is. */
import type { CellCode, Scope } from '../contract/cell';

/** By each code cell's id, how to ask it: null while its code is the lesson's own. Handed to the scope's `shared`. */
export function createEditedCode(): Map<string, () => string | null> {
  return new Map();
}

export function editedCode(scope: Scope): CellCode[] {
  return [...scope.shared(createEditedCode)].flatMap(([cell, ask]) => {
    const code = ask();
    return code === null ? [] : [{ cell, code }];
  });
}
