/** A piece of YAML inside a lesson file, with the line of each of its keys. Build time only. */
import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';

export type Path = readonly (string | number)[];

export class YamlPart {
  /** The value, or undefined where the text is no YAML. */
  readonly value: unknown;
  readonly faults: { line: number; message: string }[] = [];
  readonly #document: Document;
  readonly #lines = new LineCounter();
  readonly #firstLine: number;

  /** @param firstLine the line of the file on which `text` begins, from 1 */
  constructor(text: string, firstLine: number) {
    this.#firstLine = firstLine;
    this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false, logLevel: 'error' });
    for (const error of [...this.#document.errors, ...this.#document.warnings]) {
      // What is missing at the end is missing after the last word, not on the empty line below it.
      const at = Math.min(error.pos[0], text.trimEnd().length);
      this.faults.push({ line: this.#lineAt(at), message: error.message });
    }
    if (this.faults.length > 0) return;
    try {
      this.value = this.#document.toJS({ maxAliasCount: 0 });
    } catch (error) {
      this.faults.push({ line: firstLine, message: error instanceof Error ? error.message : String(error) });
    }
  }

  /** The line of a key, or of the nearest one above it that is there. */
  lineOf(path: Path): number {
    let node: unknown = this.#document.contents;
    let at = offsetOf(node);
    for (const step of path) {
      if (isMap(node)) {
        const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step));
        if (!pair) break;
        at = offsetOf(pair.key) ?? at;
        node = pair.value;
      } else if (isSeq(node)) {
        const item: unknown = node.items[Number(step)];
        if (item === undefined) break;
        at = offsetOf(item) ?? at;
        node = item;
      } else break;
    }
    return at === null ? this.#firstLine : this.#lineAt(at);
  }

  /** The line on which the text of a value begins: under the key where it is a block (| or >). */
  lineOfText(path: Path): number {
    const node: unknown = this.#document.getIn(path, true);
    if (!isScalar(node) || !node.range) return this.lineOf(path);
    const block = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
    return this.#lineAt(node.range[0]) + (block ? 1 : 0);
  }

  #lineAt(offset: number): number {
    return this.#firstLine + Math.max(1, this.#lines.linePos(offset).line) - 1;
  }
}

function offsetOf(node: unknown): number | null {
  if (typeof node !== 'object' || node === null || !('range' in node)) return null;
  const range = node.range as [number, number, number] | null | undefined;
  return range ? range[0] : null;
}
