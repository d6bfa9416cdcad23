/** Teacher's notes: what is written is checked line by line, what the lesson asks comes from the lesson, and each lesson has some. */
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { openCompiler } from '../../src/lesson/build';
import { compileLesson } from '../../src/lesson/compile';
import { describeFault, LessonError } from '../../src/lesson/compile/faults';
import { compileNotes } from '../../src/lesson/compile/notes';
import { lessonFiles, lessonName, notesFiles, notesSlug } from '../../src/lesson/compile/project';
import { project, sample } from './sample';

const file = 'lessons/notes/train-live.md';
const lesson = compileLesson('lessons/02-train-live.md', sample, project);
const notes = `---
goals:
  - reads an [epoch](glossary:epoch) off
plan:
  - { minutes: 5, do: Press **Train** }
  - { minutes: 10, do: "Count $n \\\\times 3$" }
mistakes:
  - thought: A step is an epoch.
    answer: It is one batch.
---

See [the other](lesson:two-phases).
`;

function faultsOf(source: string, about: typeof lesson | null = lesson): string[] {
  try {
    compileNotes(file, source, about, project);
    return [];
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    return error.faults.map(describeFault);
  }
}

it('has what is written, and the questions and answers of the lesson itself', () => {
  const compiled = compileNotes(file, notes, lesson, project);
  expect(compiled).toMatchObject({ title: 'Train a network live', mistakes: [{ thought: 'A step is an epoch.' }] });
  expect(compiled.plan.map(({ minutes }) => minutes)).toEqual([5, 10]);
  expect(compiled.plan[1].html).toContain('<math');
  expect(compiled.goals[0]).toContain('href="#/glossary/epoch"');
  const check = compiled.cells.find(({ kind }) => kind === 'check');
  expect(check?.answers?.[0]).toEqual({ text: 'Forward', right: true, why: expect.stringContaining('Yes, see <a') });
  expect(compiled.cells.find(({ id }) => id === 'settle')?.hint).toContain('Press Train.');
});

it.each<[string, string, RegExp]>([
  ['no front matter', 'Goals', /:1: expected front matter .*goals, plan and mistakes/],
  ['an unknown key', notes.replace('goals:', 'aims:'), /:2: aims: unknown key; expected goals, plan and mistakes/],
  ['a missing key', notes.replace(/mistakes:[\s\S]*?---/, '---'), /:\d+: mistakes: is missing; expected goals/],
  ['minutes that are words', notes.replace('minutes: 10', 'minutes: ten'), /:6: plan\.1\.minutes: expected a whole number/],
  ['a mistake without an answer', notes.replace(/ {4}answer.*\n/, ''), /:8: mistakes\.0\.answer: is missing/],
  ['no such term', notes.replace('glossary:epoch', 'glossary:epoc'), /:3: unknown term "epoc"/],
  ['no such lesson', notes.replace('lesson:two-phases', 'lesson:three'), /:12: unknown lesson "three"/],
  ['answers written twice', `${notes}\n## Answers\n`, /:14: notes have no headings/],
])('says of %s what is wrong, with its line', (_name, source, words) => {
  expect(faultsOf(source).join('\n')).toMatch(words);
});

it('says where a lesson is not there', () => {
  expect(faultsOf(notes, null).join('\n')).toMatch(/:1: notes are named after their lesson.*two-phases/);
});

it('is there for each of the lessons, and gives every check’s one right answer', { timeout: 60_000 }, async () => {
  const root = process.cwd();
  const slugs = (await lessonFiles(root)).flatMap((name) => lessonName(name)?.slug ?? []);
  const files = await notesFiles(root);
  expect(new Set(files.map(notesSlug))).toEqual(new Set(slugs));
  const compiler = await openCompiler(root);
  for (const name of files) {
    const compiled = await compiler.compile(name);
    if (!('plan' in compiled)) throw new Error(`${name} is no notes`);
    const checks = compiled.cells.filter(({ kind }) => kind === 'check');
    const about = (await lessonFiles(root)).find((other) => lessonName(other)?.slug === compiled.slug) ?? '';
    expect(checks).toHaveLength((await readFile(about, 'utf8')).match(/^```check$/gm)?.length ?? 0);
    for (const { answers = [] } of checks) expect(answers.filter(({ right }) => right)).toHaveLength(1);
  }
});
