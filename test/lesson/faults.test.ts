/** Every fault of a lesson file names its file, its line and what was expected. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileGlossary, compileLesson } from '../../src/lesson/compile';
import { describeFault, LessonError } from '../../src/lesson/compile/faults';
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
function faultsWith(piece: string, replacement: string, marker: string): { faults: string[]; line: number } {
  expect(sample).toContain(piece);
  const source = sample.replace(piece, () => replacement);
  const line = source.slice(0, source.indexOf(marker)).split('\n').length;
  return { faults: faultsOf(() => compileLesson(file, source, project)), line };
}

test('the sample itself has none', () => expect(faultsOf(() => compileLesson(file, sample, project))).toEqual([]));

/** What is wrong, the piece, what takes its place, the text on the line to be named, the message after file and line. */
const table: [name: string, piece: string, replacement: string, marker: string, message: string][] = [
  ['a wrong key', 'seed: 7', 'sed: 7', 'sed: 7', 'sed: unknown key'],
  ['a wrong key of ours', 'hint: |', 'hnt: |', 'hnt', 'hnt: unknown key; the keys here are do, when, hint'],
  ['a missing key', 'do: Train until', 'hint2: Train until', 'id: settle', 'do: is missing'],
  ['a wrong value in a list', 'layers: [8, 8]', 'layers:\n  - 8\n  - 1000', '- 1000', 'layers'],
  ['an answer without its why', '    why: That one changes weights.\n', '', '- text: Backward', 'answers.1.why: is missing'],
  [
    'two right answers',
    '  - text: Backward\n',
    '  - text: Backward\n    right: true\n',
    'answers:',
    'answers: expected exactly one answer with right: true',
  ],
  ['a fractional repeat', 'guess: $cross', 'repeats: 5.5', 'repeats', 'repeats: expected a whole number from 5 to 5000'],
  ['a choice without choices', 'kind: batch', 'kind: choice', 'id: cross', 'choices: expected with kind: choice, and only then'],
  [
    'a word that is not on offer',
    'kind: batch',
    'kind: bach',
    'kind: bach',
    'kind: expected one of number, batch, choice, but got "bach"',
  ],
  ['an unknown kind', '```check', '```quiz', '```quiz', 'unknown kind "quiz"; cells are '],
  ['no kind', '```check', '```', '```\nid: why', 'a fence needs a kind; cells are'],
  ['more than a kind', '```check', '```check id=x', '```check', 'expected the kind "check" alone, but after it stands "id=x"'],
  ['no id', 'id: settle\n', '', 'title: Let', 'id: expected a name of letters and digits, such as net'],
  ['a wrong id', 'id: settle', 'id: set-tle', 'id: set-tle', 'id: expected a name of letters and digits, such as net'],
  ['no title', 'title: Let it settle\n', '', 'id: settle', 'title: expected text'],
  ['an id used twice', 'id: settle', 'id: net', 'id: net\ntitle: Let', 'the id "net" is already an anchor on line 21'],
  [
    'broken YAML',
    'seed: 7',
    'seed: [7',
    'seed: [7',
    'YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
  ],
  ['a key given twice', 'seed: 7', 'seed: 7\nseed: 8', 'seed: 8', 'YAML: Map keys must be unique'],
  [
    'no keys at all',
    '```task\nid: settle',
    '```task\n- a\n```\n\n```task\nid: settle',
    '```task\n- a',
    'expected keys such as id and title',
  ],
  [
    'an unknown dataset',
    'data: moons',
    'data: mons',
    'data: mons',
    'data: no dataset "mons" in datasets/; there are circle, moons',
  ],
  [
    'a broken expression',
    'when: $net.testLoss < 0.1',
    'when: $net.testLoss <',
    'when:',
    'when: expected a number, a "text", $id.field or "(" but found "and" (at character 17)',
  ],
  [
    'an expression that is none',
    'when: $net.testLoss < 0.1 and not $net.running',
    'when: 3',
    'when:',
    'when: expected an expression such as $net.testLoss < 0.1',
  ],
  [
    'an unknown name',
    'when: $net.testLoss',
    'when: $nte.testLoss',
    'when:',
    'when: unknown name $nte; cells here are $cross, $lat, $net, $settle, $why',
  ],
  [
    'an unknown field',
    'when: $net.testLoss',
    'when: $net.testloss',
    'when:',
    'when: $net has no "testloss"; it has phase, running',
  ],
  ['a reference to nothing', 'of: $net', 'of: $nett', 'of: $nett', 'of: unknown name $nett; cells here are'],
  ['a reference that is none', 'of: $net', 'of: net', 'of: net', 'of: expected a cell such as $net'],
  [
    'a reference to a cell without what is needed',
    'of: $net',
    'of: $settle',
    'of: $settle',
    'of: $settle is a task cell, which has no model, weights, spec',
  ],
  [
    'an unknown term',
    '(glossary:epoch) costs',
    '(glossary:epok) costs',
    'epok',
    'unknown term "epok"; lessons/glossary.md has no such heading',
  ],
  ['an unknown term in a cell', 'see [epoch](glossary:epoch).', 'see [epoch](glossary:epok).', 'epok', 'unknown term "epok"'],
  ['an unknown term in a block of text', '  Then wait.', '  Then [wait](glossary:wait).', 'glossary:wait', 'unknown term "wait"'],
  [
    'an unknown lesson',
    'lesson:two-phases#why',
    'lesson:three-phases#why',
    'three-phases',
    'unknown lesson "three-phases"; there are two-phases',
  ],
  [
    'an unknown heading of a lesson',
    'lesson:two-phases#why-it-matters',
    'lesson:two-phases#y',
    '#y',
    'lesson "two-phases" has no heading or cell "y"',
  ],
  ['an unknown anchor', '[the cell](#net)', '[the cell](#nett)', '(#nett)', 'no heading or cell "nett" on this page'],
  [
    'a link that is none',
    '[the cell](#net)',
    '[the cell](other.md)',
    'other.md',
    'unknown link "other.md"; expected glossary:term',
  ],
  ['an unknown phase', ']{train}', ']{trian}', 'trian', 'unknown phase {trian}; expected {train} or {infer}'],
  ['maths that is none', '$n \\times 3$', '$n \\tims 3$', 'tims', 'maths: KaTeX parse error: Undefined control sequence: \\tims'],
  ['maths without an end', '\n$$\n\n```network', '\n\n```network', '$$', 'the maths that begins here with $$ is never closed'],
  [
    'a footnote without its text',
    '[^pass]\n',
    '[^past]\n',
    '[^past]',
    'the footnote [^past] is not defined; expected a line that begins with [^past]:',
  ],
  ['a footnote that nothing refers to', 'one" pass.[^pass]', 'one" pass.', '[^pass]:', 'nothing refers to the footnote [^pass]'],
  [
    'a footnote given twice',
    '[^cost]: A',
    '[^pass]: again\n[^cost]: A',
    '[^pass]: again',
    'the footnote [^pass] is defined twice',
  ],
  [
    'a heading twice',
    '### Now you',
    '### What a step costs',
    '### What',
    'the heading "what-a-step-costs" is already an anchor on line 11',
  ],
  ['a heading named as a cell', '### Now you', '### Net', 'id: net', 'the id "net" is already an anchor on line'],
  [
    'a title in the text',
    '## What a step costs',
    '# What a step costs',
    '# What',
    'the title stands in the front matter; headings begin with ##',
  ],
  ['a heading without letters', '### Now you', '### !', '### !', 'the heading has no letters to make an anchor of'],
  ['a picture', '[the cell](#net)', '![the cell](a.png)', 'a.png', 'a lesson cannot hold pictures'],
  ['a fence without an end', 'const a = 1 < 2;\n```', 'const a = 1 < 2;', '```js', 'the fence that begins here is never closed'],
  [
    'a cell in a list',
    '```js\nconst a = 1 < 2;\n```',
    '- see\n\n  ```task\n  id: late\n  title: Late\n  do: Wait.\n  when: true\n  ```',
    '  ```task',
    'a cell cannot stand inside a list or a quotation',
  ],
  [
    'no front matter',
    '---\ntitle',
    'title',
    'title',
    'expected front matter between two lines of ---: title, group, minutes, summary',
  ],
  [
    'a missing key of the front matter',
    'minutes: 12\n',
    '',
    'title',
    'minutes: is missing; expected title, group, minutes and summary',
  ],
  [
    'a wrong key of the front matter',
    'minutes: 12\n',
    'minutes: 12\nauthor: me\n',
    'author',
    'author: unknown key; expected title, group, minutes and summary',
  ],
  [
    'a wrong value of the front matter',
    'minutes: 12',
    'minutes: twelve',
    'minutes',
    'minutes: expected a whole number from 1 to 120',
  ],
  ['broken front matter', 'minutes: 12', 'minutes: "12', 'summary', 'YAML: Missing closing'],
];

describe('one fault', () => {
  test.each(table)('%s', (_, piece, replacement, marker, message) => {
    const { faults, line } = faultsWith(piece, replacement, marker);
    expect(faults.join('\n')).toContain(message);
    expect(faults.some((fault) => fault.startsWith(`${file}:${line}: `) && fault.includes(message))).toBe(true);
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
