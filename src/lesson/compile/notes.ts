/**
 * The teacher's notes of a lesson, lessons/notes/<slug>.md, become what their page shows. Goals, plan and mistakes are written
 * there; what the lesson asks, and the answers, come from its own cells, so that they are never written twice. Build time only.
 */
import * as v from 'valibot';
import type { CheckBody } from '../../cells/check/schema';
import type { PredictBody } from '../../cells/predict/schema';
import type { TaskBody } from '../../cells/task/schema';
import type { CellSpec, Lesson, LessonNotes, NotedCell } from '../../contract/cell';
import { Faults } from './faults';
import { keys, minutes, takeFrontMatter, text } from './front-matter';
import { Page } from './page';
import type { Project } from './project';

const some = (what: string) => `expected a list of ${what}`;
const schema = keys({
  goals: v.pipe(v.array(text, some('goals')), v.minLength(1, 'expected at least one goal')),
  plan: v.pipe(v.array(keys({ minutes: minutes(120), do: text }), some('{ minutes, do }')), v.minLength(1, 'expected a part')),
  mistakes: v.pipe(
    v.array(keys({ thought: text, answer: text }), some('{ thought, answer }')),
    v.minLength(1, 'expected at least one mistake'),
  ),
});

/**
 * @param file its path from the project's root, e.g. 'lessons/notes/two-phases.md'
 * @param lesson the one that it is about; null where there is none of its name
 * @throws LessonError with every fault of the file
 */
export function compileNotes(file: string, source: string, lesson: Lesson | null, project: Project): LessonNotes {
  const faults = new Faults(file);
  if (!lesson) {
    const known = [...project.lessons.keys()].join(', ');
    faults.add(1, `notes are named after their lesson, as in lessons/notes/slug.md; there are ${known || 'none'}`);
  }
  const { meta, part, body } = takeFrontMatter(source, faults, schema, 'goals, plan and mistakes');
  const page = new Page('#/notes/', faults, project);
  const tokens = page.parse(body);
  for (const { type, map } of tokens) {
    if (type === 'heading_open' || type === 'note' || type === 'fence')
      faults.add(
        (map?.[0] ?? 0) + 1,
        'notes have no headings, cells or footnotes of their own: goals, plan and mistakes stand above',
      );
  }
  const before = page.render(tokens, { cell: null, line: 1 });
  const rendered = (markdown: string, path: readonly (string | number)[]) =>
    page.renderText(markdown, { cell: null, line: part.lineOfText(path) });
  const goals = meta?.goals.map((goal, i) => rendered(goal, ['goals', i])) ?? [];
  const plan = meta?.plan.map((step, i) => ({ minutes: step.minutes, html: rendered(step.do, ['plan', i, 'do']) })) ?? [];
  const mistakes =
    meta?.mistakes.map(({ thought, answer }, i) => ({
      thought: rendered(thought, ['mistakes', i, 'thought']),
      answer: rendered(answer, ['mistakes', i, 'answer']),
    })) ?? [];
  faults.throwAny();
  const cells = lesson?.blocks.flatMap((block) => (block.type === 'cell' ? noted(block.cell) : [])) ?? [];
  return { slug: lesson?.slug ?? '', title: lesson?.title ?? '', before, goals, plan, mistakes, cells };
}

/** What a cell asks of the reader. Its Markdown is HTML by now. */
function noted({ kind, id, title, body }: CellSpec): NotedCell[] {
  if (kind === 'check') {
    const { question, answers } = body as CheckBody;
    return [{ kind, id, title, ask: question, answers: answers.map((one) => ({ ...one, right: one.right ?? false })) }];
  }
  if (kind === 'predict') {
    const { ask, after } = body as PredictBody;
    return [{ kind, id, title, ask, hint: after ?? null }];
  }
  if (kind === 'task') {
    const { do: ask, hint } = body as TaskBody;
    return [{ kind, id, title, ask, hint: hint ?? null }];
  }
  return [];
}
