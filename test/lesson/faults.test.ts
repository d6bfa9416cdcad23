/** Every fault of a lesson file names its file, its line and what was expected. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileGlossary, compileLesson } from '../../src/lesson/compile';
import { describeFault, LessonError } from '../../src/lesson/compile/faults';
import { faulty } from './faulty';
import { project, sample } from './sample';

const file = 'lessons/05-train-live.md';

function faultsOf(compile: () => unknown): string[] {
  try {
    compile();
  } catch (error) {
    if (error instanceof LessonError) return error.faults.map(describeFault);
    throw error;
  }
  return [];
}

/** Compiles the sample with one piece replaced; `marker` finds the line that the fault should name. */
function faultsWith(piece: string, replacement: string, marker: string): { found: string[]; line: number } {
  expect(sample).toContain(piece);
  const source = sample.replace(piece, () => replacement);
  const line = source.slice(0, source.indexOf(marker)).split('\n').length;
  return { found: faultsOf(() => compileLesson(file, source, project)), line };
}

test('the sample itself has none', () => expect(faultsOf(() => compileLesson(file, sample, project))).toEqual([]));

describe('one fault', () => {
  test.each(faulty)('%s', (_, piece, replacement, marker, message) => {
    const { found, line } = faultsWith(piece, replacement, marker);
    expect(found.join('\n')).toContain(message);
    expect(found.some((fault) => fault.startsWith(`${file}:${line}: `) && fault.includes(message))).toBe(true);
  });
});

test('a wrong file name', () => {
  expect(faultsOf(() => compileLesson('lessons/train.md', sample, project))).toContain(
    'lessons/train.md:1: expected a file name such as 02-train-live.md',
  );
});

test('all faults of a file are listed, in order of lines', () => {
  const source = sample
    .replace('minutes: 12', 'minutes: 0')
    .replace('data: moons', 'data: mons')
    .replace('$lat.crossover', '$lat.cross');
  expect(faultsOf(() => compileLesson(file, source, project))).toEqual([
    `${file}:4: minutes: expected a whole number from 1 to 120`,
    expect.stringContaining(`${file}:23: data: no dataset "mons"`),
    expect.stringContaining(`${file}:57: of: $lat has no "cross"`),
  ]);
});

describe('the glossary', () => {
  test.each([
    ['Hello\n\n## A\n\nText.\n', 1, 'expected a term such as "## Batch size"'],
    ['## A\n\n## B\n\nText.\n', 1, 'expected a sentence that says what "A" is'],
    ['## A\n\nText.\n\n## A\n\nText.\n', 5, 'the term "a" is there twice'],
    ['## A\n\nText.\n\n### B\n\nText.\n', 5, 'expected a term at level 2'],
    [`## A\n\n${'word '.repeat(100)}\n`, 3, 'the first paragraph is shown in a small box: at most 300 characters, not 499'],
    ['## A\n\nText [b](glossary:b).\n', 3, 'unknown term "b"'],
    ['## A\n\nText.\n\n[^a]: b\n', 5, 'the glossary has no footnotes'],
  ])('%.30j', (source, line, message) => {
    const faults = faultsOf(() => compileGlossary('lessons/glossary.md', source, project));
    expect(faults.some((fault) => fault.startsWith(`lessons/glossary.md:${line}: ${message}`))).toBe(true);
  });
});

test('a mangled lesson is compiled or refused with a file and a line in it, soon', () => {
  const bits = [
    '`',
    '```',
    '$',
    '$$',
    '[',
    ']',
    '{',
    '}',
    '(',
    ')',
    ':',
    '|',
    '>',
    '- ',
    '#',
    '\n',
    '\n\n',
    '    ',
    '\t',
    '&',
    '*',
    '!',
    '---\n',
    '[^',
    '"',
    '\u0000',
    '𝛁',
    '$net.',
    'id: net\n',
    '__proto__: 1\n',
  ];
  const edit = fc.record({
    at: fc.nat(sample.length),
    cut: fc.nat(60),
    put: fc.oneof(
      fc.constant(''),
      fc.constantFrom(...bits),
      fc.string({ maxLength: 20 }),
      fc.nat(sample.length).map((from) => sample.slice(from, from + 80)),
    ),
  });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
      const source = edits.reduce((text, { at, cut, put }) => text.slice(0, at) + put + text.slice(at + cut), sample);
      const lines = source.replaceAll('\r\n', '\n').split('\n').length;
      const begun = performance.now();
      try {
        compileLesson(file, source, project);
      } catch (error) {
        if (!(error instanceof LessonError)) throw error;
        for (const fault of error.faults) {
          expect(fault.file).toBe(file);
          expect(fault.message).not.toBe('');
          expect(fault.line).toBeGreaterThanOrEqual(1);
          expect(fault.line).toBeLessThanOrEqual(lines);
        }
      }
      expect(performance.now() - begun).toBeLessThan(2000);
    }),
    { seed: 7, numRuns: 400 },
  );
}, 60_000);
