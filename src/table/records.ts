/**
 * Cuts the text of a CSV into pieces of whole records, so that it can be parsed piece by piece, and knows the line of each.
 * It also finds what d3-dsv reads without a word: a quote that is never closed, and text after a closing one. Pure.
 */
import { EngineError } from '../engine/errors';

export interface Piece {
  /** Whole records, as d3-dsv parses them; a blank last one is not among its rows. */
  text: string;
  /** Line of the file, from 1, in which each record begins. */
  lines: number[];
  /** Share of the text that has been read with it. */
  done: number;
}

/** Characters after which a piece ends with its record: some milliseconds of parsing. */
const enough = 64 * 1024;

const [QUOTE, NEWLINE, RETURN] = [34, 10, 13];

/** @throws EngineError 'bad-data' naming line and column of a quote that is wrong */
export function* pieces(text: string, delimiter: string): Generator<Piece> {
  const comma = delimiter.charCodeAt(0);
  const { length } = text;
  let [start, line, lineStart, at] = [0, 1, 0, 0];
  let lines: number[] = [];
  const fault = (place: number, ofLine: number, from: number, what: string) =>
    new EngineError(
      'bad-data',
      `Line ${ofLine}, column ${place - from + 1}: ${what}`,
      'Mend it in the file and choose it again.',
    );
  /** Past the end of a line at `at`, whatever its kind. */
  const nextLine = () => {
    at += text.charCodeAt(at) === RETURN && text.charCodeAt(at + 1) === NEWLINE ? 2 : 1;
    line++;
    lineStart = at;
  };
  const isEnd = (code: number) => code === NEWLINE || code === RETURN;

  while (at < length) {
    lines.push(line);
    for (;;) {
      if (text.charCodeAt(at) === QUOTE) {
        const [opened, openedLine, openedFrom] = [at, line, lineStart];
        at++;
        for (;;) {
          if (at >= length) throw fault(opened, openedLine, openedFrom, 'this quote is never closed.');
          const code = text.charCodeAt(at);
          if (code === QUOTE && text.charCodeAt(at + 1) === QUOTE) at += 2;
          else if (code === QUOTE) break;
          else if (isEnd(code)) nextLine();
          else at++;
        }
        at++;
        const code = text.charCodeAt(at);
        if (at < length && code !== comma && !isEnd(code))
          throw fault(
            at,
            line,
            lineStart,
            `“${text[at]}” stands after a closing quote, where the next field or line should begin.`,
          );
      } else {
        while (at < length) {
          const code = text.charCodeAt(at);
          if (code === comma || isEnd(code)) break;
          at++;
        }
      }
      if (at >= length || text.charCodeAt(at) !== comma) break;
      at++;
    }
    const end = at;
    if (at < length) nextLine();
    if (at < length && at - start < enough) continue;
    yield { text: text.slice(start, end), lines, done: at / length };
    [start, lines] = [at, []];
  }
}

/** What separates the fields of the first line: the one of the usual signs that stands there most often outside quotes. */
export function delimiterOf(text: string): string {
  const head = /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text.slice(0, 100_000))?.[0].replace(/"(?:[^"]|"")*"/g, '') ?? '';
  const count = (sign: string) => head.split(sign).length - 1;
  return [',', ';', '\t', '|'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}
