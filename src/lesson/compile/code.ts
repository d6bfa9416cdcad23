/** The code of a code cell, as the build sees it: its names, and its colours. Build time only. */
import { classHighlighter, highlightCode } from '@lezer/highlight';
import { parser } from '@lezer/javascript';
import type { CodeNames } from '../../contract/sandbox';
import { parseCode } from '../../sandbox/parse';

/** @param fault is told what is wrong, and on which line of the code (from 1); the answer is then null */
export function readCode(code: string, fault: (line: number, message: string) => void): CodeNames | null {
  const { parsed, fault: wrong } = parseCode(code);
  if (wrong) fault(wrong.place?.line ?? 1, `${wrong.name}: ${wrong.message}`);
  return parsed?.names ?? null;
}

/** HTML: the code, escaped, in spans of the classes tok-…, the same that the editor uses. */
export function highlight(code: string): string {
  let html = '';
  const put = (text: string, classes: string) => {
    html += classes ? `<span class="${classes}">${escaped(text)}</span>` : escaped(text);
  };
  highlightCode(code, parser.parse(code), classHighlighter, put, () => put('\n', ''));
  return html;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
