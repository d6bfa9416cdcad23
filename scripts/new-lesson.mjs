/** `npm run new:lesson -- "Title"`: makes a lesson that can be read and done at once, its teacher's notes, and a walk through it for the tests. */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** 'What a step costs!' → 'what-a-step-costs': what a lesson's file and address may be called. */
function slugOf(title) {
  return title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9\s-]/g, '')
    .trim()
    .replace(/[\s-]+/g, '-');
}

/** The group of the last lesson, so that the new one stands under it in the list. */
function groupOf(path) {
  return /^group: *(.+)$/m.exec(readFileSync(path, 'utf8'))?.[1] ?? 'Start here';
}

const lesson = (title, group) => `---
title: ${JSON.stringify(title)}
group: ${group}
minutes: 10
summary: One sentence that says what the reader will find out.
---

Open with a question, and let the reader try it before anything is explained. A network
[trains]{train} here; press **Train** and watch its loss.

\`\`\`network
id: net
title: A network to begin with
data: moons
layers: [8, 8]
activation: tanh
optimizer: { kind: adam, learningRate: 0.01 }
batchSize: 32
seed: 7
\`\`\`

\`\`\`task
id: settle
title: Let it learn
do: Train until the test loss is below 0.30.
when: $net.testLoss < 0.3
hint: Press **Train** and wait a moment.
\`\`\`

## What happened

Say in short sentences what was seen. Maths stands between dollars, $\\theta \\leftarrow \\theta - \\eta g$, with each symbol
named: $\\theta$ the weights, $\\eta$ the learning rate, $g$ the gradient. A term leads to the glossary: one
[epoch](glossary:epoch). A number from the world has its source.[^source]

## Check yourself

\`\`\`check
id: first
title: What changed?
question: What did training change?
answers:
  - text: The weights
    right: true
    why: Yes. Each step moves them a little against the gradient.
  - text: The data
    why: No. The data stay as they are; the network is fitted to them.
\`\`\`

[^source]: Name the source and the date, or take this out.
`;

const notes = `---
goals:
  - says what training changes in a network
plan:
  - { minutes: 5, do: 'Press **Train**, and describe what happens.' }
  - { minutes: 5, do: The check. }
mistakes:
  - thought: Training changes the data.
    answer: The data stay as they are. The weights move.
---

Say what a learner should know beforehand. The answers to the checks are taken from the lesson.
`;

const walk = (title, slug) => `/** The lesson "${title}", walked as a reader would: what it asks for can be done. */
import { expect, it } from 'vitest';
import { answer, cell, letReadersIn, trainUntil } from '../e2e/reader';

const enter = letReadersIn();

it('can be walked from its question to its last check', async () => {
  const { page, heard, leave } = await enter('#/lesson/${slug}');
  await trainUntil(cell(page, 'A network to begin with'), cell(page, 'Let it learn'));
  await answer(cell(page, 'What changed?'), 'The data', 'The weights');
  expect(heard).toEqual([]);
  await leave();
});
`;

/**
 * @param {string} root the project's folder
 * @param {string} title
 * @returns {string[]} the files made, from the root
 * @throws {Error} that says what is wrong, before anything is written
 */
export function newLesson(root, title) {
  const slug = slugOf(title);
  if (/[\p{Cc}]/u.test(title) || !slug) throw new Error('A lesson needs a title: npm run new:lesson -- "What a step costs"');
  const there = readdirSync(join(root, 'lessons'))
    .filter((name) => /^\d{2}-.+\.md$/.test(name))
    .toSorted();
  const same = there.find((name) => name.slice(3) === `${slug}.md`);
  if (same) throw new Error(`There is a lesson of that name already: lessons/${same}. Nothing was written.`);
  const last = there.at(-1);
  const number = last ? Number(last.slice(0, 2)) + 1 : 1;
  if (number > 99) throw new Error('Lessons are numbered from 01 to 99, and 99 is taken. Nothing was written.');
  const test = `test/lessons/${slug}.test.ts`;
  const aside = `lessons/notes/${slug}.md`;
  for (const made of [test, aside])
    if (existsSync(join(root, made))) throw new Error(`${made} is there already. Nothing was written.`);

  const file = `lessons/${String(number).padStart(2, '0')}-${slug}.md`;
  for (const folder of ['test/lessons', 'lessons/notes']) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, file), lesson(title, last ? groupOf(join(root, 'lessons', last)) : 'Start here'), { flag: 'wx' });
  writeFileSync(join(root, test), walk(title.replaceAll('*/', '* /'), slug), { flag: 'wx' });
  writeFileSync(join(root, aside), notes, { flag: 'wx' });
  return [file, test, aside];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const [file, test, aside] = newLesson(process.cwd(), process.argv.slice(2).join(' ').trim());
    const slug = file.slice('lessons/00-'.length, -'.md'.length);
    process.stdout.write(`Made ${file}, and ${test}, which walks it.
Its teacher's notes are ${aside}.
Run npm start and open #/lesson/${slug}: saving the file updates the open page. How a lesson is written stands in README.md.
`);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
