/** `npm run new:lesson`: what it makes compiles, and it overwrites nothing. */
import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newLesson } from '../../scripts/new-lesson.mjs';
import { openCompiler } from '../../src/lesson/build';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'new-lesson-'));
  await mkdir(join(root, 'datasets/moons'), { recursive: true });
  await mkdir(join(root, 'lessons'));
  await cp('lessons/glossary.md', join(root, 'lessons/glossary.md'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const run = (...args: string[]) =>
  spawnSync(process.execPath, [resolve('scripts/new-lesson.mjs'), ...args], { cwd: root, encoding: 'utf8' });

test('makes a lesson without a fault, with a network, a task and a check, and says what it made', async () => {
  const { status, stdout } = run('Où va "le" gradient?');
  expect(status).toBe(0);
  expect(stdout).toContain('Made lessons/01-ou-va-le-gradient.md, and test/lessons/ou-va-le-gradient.test.ts');
  expect(stdout).toContain('#/lesson/ou-va-le-gradient');
  const compiler = await openCompiler(root);
  expect(await compiler.faults()).toEqual([]);
  expect(await compiler.compile('lessons/01-ou-va-le-gradient.md')).toMatchObject({
    title: 'Où va "le" gradient?',
    goals: ['settle', 'first'],
  });
});

test('comes after the last lesson, in its group', async () => {
  newLesson(root, 'One: a start');
  await cp('lessons/06-switch-to-inference.md', join(root, 'lessons/06-switch-to-inference.md'));
  expect(newLesson(root, 'Two')).toEqual(['lessons/07-two.md', 'test/lessons/two.test.ts', 'lessons/notes/two.md']);
  const group = /^group: .*$/m;
  const [last, made] = await Promise.all(
    ['06-switch-to-inference', '07-two'].map((name) => readFile(join(root, `lessons/${name}.md`), 'utf8')),
  );
  expect(group.exec(made)?.[0]).toBe(group.exec(last)?.[0]);
  expect((await (await openCompiler(root)).faults()).filter(({ file }) => !file.includes('06-'))).toEqual([]);
});

test.each([
  ['no title', [], 'A lesson needs a title'],
  ['a title without letters', ['…!'], 'A lesson needs a title'],
  ['a title of two lines', ['one\ntwo'], 'A lesson needs a title'],
  ['a name that is taken', ['Taken!'], 'There is a lesson of that name already: lessons/01-taken.md'],
])('refuses %s, and writes nothing', async (_what, args, says) => {
  newLesson(root, 'Taken');
  const before = await readFile(join(root, 'lessons/01-taken.md'), 'utf8');
  const { status, stderr } = run(...args);
  expect(status).toBe(1);
  expect(stderr).toContain(says);
  expect(await readdir(join(root, 'lessons'))).toEqual(['01-taken.md', 'glossary.md', 'notes']);
  expect(await readFile(join(root, 'lessons/01-taken.md'), 'utf8')).toBe(before);
});
