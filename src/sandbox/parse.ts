/** Reads a cell's code: its names, or the place of what is wrong in it; and makes of it the script that the kernel loads. Pure. */
import { parse } from 'acorn';
import type { CodeFault, CodeNames, KernelAsk } from '../contract/sandbox';
import { importIn, namesOf, type Node } from './names';

/** Characters: more than a lesson needs, and little enough to be parsed at every pause in typing. */
export const longestCode = 20_000;

/** Given to every cell that names them; Math and the like come with the language. */
export const builtIn: readonly string[] = ['tf', 'Plot', 'display', 'console'];

export interface Parsed {
  names: CodeNames;
  /** The last statement, where it is an expression: its value is shown. */
  last: { start: number; end: number; line: number; column: number } | null;
}

/** @throws nothing: what is wrong is the answer */
export function parseCode(code: string): { parsed: Parsed; fault: null } | { parsed: null; fault: CodeFault } {
  if (code.length > longestCode) {
    const message = `a cell holds at most ${longestCode.toLocaleString('en')} characters, not ${code.length.toLocaleString('en')}`;
    return { parsed: null, fault: { name: 'SyntaxError', message, place: null } };
  }
  try {
    const program = parse(code, { ecmaVersion: 2022, sourceType: 'module', locations: true });
    // import(…) too: the frame's policy refuses it as well, but only when it runs, and in words that help nobody.
    const importing = program.body.find((node) => /^(Import|Export)/.test(node.type)) ?? importIn(program as Node);
    if (importing) {
      const message =
        'a cell cannot import or export: tf and Plot are there, and every top-level name is shared with other cells';
      return { parsed: null, fault: { name: 'SyntaxError', message, place: placeOf(importing.loc?.start) } };
    }
    const last = program.body.at(-1);
    const { line, column } = last?.loc?.start ?? { line: 1, column: 0 };
    return {
      parsed: {
        names: namesOf(program as Node),
        last: last?.type === 'ExpressionStatement' ? { start: last.start, end: last.end, line, column } : null,
      },
      fault: null,
    };
  } catch (error) {
    if (error instanceof RangeError) {
      return { parsed: null, fault: { name: 'SyntaxError', message: 'nested too deeply', place: null } };
    }
    if (!(error instanceof SyntaxError)) throw error;
    const place = placeOf((error as SyntaxError & { loc?: { line: number; column: number } }).loc);
    return { parsed: null, fault: { name: 'SyntaxError', message: error.message.replace(/ \(\d+:\d+\)$/, ''), place } };
  }
}

function placeOf(at: { line: number; column: number } | null | undefined) {
  return at ? { line: at.line, column: at.column + 1 } : null;
}

type Script = Pick<KernelAsk, 'script' | 'entry' | 'takes' | 'firstLine' | 'shift'>;

/**
 * The code as a classic script that calls `entry` with one function: it takes the names that the code reads and resolves to
 * `{ value, names }`. Lines stay lines, so that an error's place can be told.
 * @param id of the cell, for the name that the script has in stack traces
 * @param others names that other cells declare
 */
export function scriptOf(code: string, { names, last }: Parsed, id: string, entry: string, others: ReadonlySet<string>): Script {
  const takes = names.free.filter((name) => others.has(name));
  const params = [...names.free.filter((name) => builtIn.includes(name)), ...names.reads.map((read) => `$${read.id}`), ...takes];
  const shared = `names:{${names.outputs.join(',')}}`;
  const before = 'return{value:(';
  const body = last
    ? `${code.slice(0, last.start)}${before}${code.slice(last.start, last.end).replace(/;\s*$/, '')}\n),${shared}}`
    : `${code}\nreturn{${shared}}`;
  return {
    script: `"use strict";self[${JSON.stringify(entry)}](async function({${[...new Set(params)].join(',')}}){\n${body}\n})\n//# sourceURL=cell-${id}.js`,
    entry,
    takes,
    firstLine: 2,
    shift: last && { line: last.line, column: last.column + 1, by: before.length },
  };
}
