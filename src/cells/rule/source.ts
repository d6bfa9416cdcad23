/** The part of the engine's own source text that runs one optimizer, cut out of it, so that what is shown is what runs. */
import type { OptimizerName } from '../../contract/model';

/**
 * The `case` of this optimizer in the text of src/engine/optimizers.ts, its indentation taken off.
 * @throws Error where there is none: the text and the optimizers' names have come apart
 */
export function caseOf(source: string, kind: OptimizerName): string {
  const lines = source.split('\n');
  const first = lines.findIndex((line) => line.startsWith(`    case '${kind}':`));
  if (first < 0) throw new Error(`No case '${kind}' in the optimizers' source.`);
  let last = first;
  // Labels that stand one above the other share what follows them.
  while (isLabel(lines[last])) last++;
  while (last < lines.length && !/^ {4}case |^ {2}\}/.test(lines[last])) last++;
  return lines
    .slice(first, last)
    .map((line) => line.slice(4))
    .join('\n')
    .trim();
}

function isLabel(line: string): boolean {
  return /^ {4}case '\w+': *\{?$/.test(line);
}
