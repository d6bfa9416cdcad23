/** Code cells in a lesson file: what the build makes of them, and what it refuses, with file and line. */
import { describe, expect, test } from 'vitest';
import { compileLesson } from '../../src/lesson/compile';
import { describeFault, LessonError } from '../../src/lesson/compile/faults';
import { project, sample } from './sample';

const file = 'lessons/05-train-live.md';
const fence = '```';
/** The sample, and after it these blocks; its last line is `lines`. */
const lines = sample.split('\n').length - 1;
const withCode = (...blocks: string[]) => `${sample}\n${blocks.join('\n\n')}\n`;
const compile = (...blocks: string[]) => compileLesson(file, withCode(...blocks), project);

function faultsOf(...blocks: string[]): string[] {
  try {
    compile(...blocks);
  } catch (error) {
    if (error instanceof LessonError) return error.faults.map(describeFault);
    throw error;
  }
  return [];
}

test('a fence with an id is a cell: its code, its colours and its names', () => {
  const { blocks } = compile(`${fence}js id=adam title="Adam, by hand"\nconst small = 1 < $net.testLoss;\n${fence}`);
  const cell = blocks.find((block) => block.type === 'cell' && block.cell.id === 'adam');
  expect(cell).toMatchObject({
    cell: {
      kind: 'js',
      tag: 'fp-js',
      title: 'Adam, by hand',
      body: {
        code: 'const small = 1 < $net.testLoss;',
        names: { outputs: ['small'], reads: [{ id: 'net', fields: ['testLoss'] }] },
      },
    },
  });
  const { html } = (cell?.type === 'cell' ? cell.cell.body : {}) as { html: string };
  expect(html).toContain('<span class="tok-keyword">const</span>');
  expect(html.replace(/<[^>]*>/g, '')).toBe('const small = 1 &lt; $net.testLoss;');
});

test('others may read its value, and it what a network derives', () => {
  expect(
    faultsOf(
      `${fence}js id=adam title=Adam\n$net.layers; $net.data; $net.answers; $settle.done\n${fence}`,
      `${fence}task\nid: t\ntitle: T\ndo: x\nwhen: $adam.value = 5 and $adam.runs > 0\n${fence}`,
    ),
  ).toEqual([]);
});

describe('is refused', () => {
  test.each([
    ['without a title', 'js id=a', '1', 2, 'the title is missing'],
    ['without an id', 'js title="A"', '1', 2, 'the id is a name of letters and digits'],
    ['with what is no attribute', 'js adam', '1', 2, 'expected ```js id=name title="Its title"'],
    ['with another attribute', 'js id=a title=A hidden=yes', '1', 2, 'but got "id=a title=A hidden=yes"'],
    ['with an id that is taken', 'js id=net title=A', '1', 2, 'the id "net" is already an anchor'],
    ['code that cannot be parsed', 'js id=a title=A', 'const a = 1;\nconst b = ;', 4, 'SyntaxError: Unexpected token'],
    ['code that imports', 'js id=a title=A', 'import "x"', 3, 'a cell cannot import or export'],
    ['an unknown cell', 'js id=a title=A', '\n$nett.x', 4, 'unknown name $nett; cells here are $a, $cross, $lat, $net'],
    ['an unknown field', 'js id=a title=A', '$net.losss', 3, '$net has no losss; it has activation, answers,'],
    ['what only a network derives', 'js id=a title=A', '$why.layers', 3, '$why has no layers'],
  ])('%s', (_, info, code, line, message) => {
    const [first] = faultsOf(`${fence}${info}\n${code}\n${fence}`);
    expect(first).toContain(`${file}:${lines + line}: `);
    expect(first).toContain(message);
  });

  test('a name that two cells declare', () => {
    const [first] = faultsOf(`${fence}js id=a title=A\nlet w\n${fence}`, `${fence}js id=b title=B\nlet w\n${fence}`);
    expect(first).toContain('the cell "a" already declares w');
  });
});
