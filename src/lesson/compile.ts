/** A lesson file becomes the Lesson that the page draws; the glossary becomes its terms. Build time only: see README, "A lesson". */
import type * as v from 'valibot';
import type { Block, GlossaryTerm, Lesson } from '../contract/cell';
import { CellCompiler, isPlain } from './compile/cell';
import { Faults } from './compile/faults';
import { keys, minutes, takeFrontMatter, text } from './compile/front-matter';
import { Page, type Place } from './compile/page';
import { lessonName, type Project } from './compile/project';
import { plainText, survey, type Survey } from './compile/survey';

const frontMatter = keys({ title: text, group: text, minutes: minutes(120), summary: text });
type FrontMatter = v.InferOutput<typeof frontMatter>;

const prose: Place = { cell: null, line: 1 };

/**
 * @param file its path from the project's root, e.g. 'lessons/02-train-live.md'
 * @throws LessonError with every fault of the file
 */
export function compileLesson(file: string, source: string, project: Project): Lesson {
  const faults = new Faults(file);
  const name = lessonName(file);
  if (!name) faults.add(1, 'expected a file name such as 02-train-live.md');
  const { meta, body } = takeFrontMatter(source, faults, frontMatter, 'title, group, minutes, summary');
  const { number, slug } = name ?? { number: 0, slug: 'unnamed' };

  const page = new Page(`#/lesson/${slug}/`, faults, project);
  const tokens = page.parse(body);
  const found = survey(tokens, body);
  page.reach(anchorsOf(found, faults), found.notes);
  const cells = new CellCompiler(project, faults, page, found.fences);

  const blocks: Block[] = [];
  const goals: string[] = [];
  let cellNumber = 0;
  let from = 0;
  const sections = tokens.flatMap(({ type, tag, level }, i) =>
    type === 'heading_open' && tag === 'h2' && level === 0 ? [i] : [],
  );
  /** The words up to a fence. Each section is a block of its own, so that the page can draw a long text piece by piece. */
  const flush = (to: number) => {
    for (const end of [...sections.filter((at) => at > from && at < to), to]) {
      const html = page.render(tokens.slice(from, end), prose);
      if (html.trim() !== '') blocks.push({ type: 'html', html });
      from = end;
    }
    from = to + 1;
  };
  for (const fence of found.fences) {
    if (!fence.closed) faults.add(fence.line, 'the fence that begins here is never closed');
    if (isPlain(fence)) continue;
    const cell = cells.compile(fence);
    if (fence.nested) continue;
    flush(tokens.indexOf(fence.token));
    if (!cell) continue;
    blocks.push({ type: 'cell', cell, number: ++cellNumber });
    if (project.schemas.get(cell.kind)?.goal) goals.push(cell.id);
  }
  flush(tokens.length);
  const footnotes = page.footnotes();
  if (footnotes) blocks.push({ type: 'html', html: footnotes });
  faults.throwAny();

  const outline = found.headings.flatMap(({ id, text, level }) =>
    level === 2 || level === 3 ? [{ id, text, level } as const] : [],
  );
  return { slug, number, ...(meta as FrontMatter), goals, blocks, outline: [...outline] };
}

/**
 * The glossary: `## Term`, then one paragraph that says what it is, then whatever else there is to say.
 * @throws LessonError with every fault of the file
 */
export function compileGlossary(file: string, source: string, project: Project): GlossaryTerm[] {
  const faults = new Faults(file);
  const page = new Page('#/glossary/', faults, project);
  const whole = source.replaceAll('\r\n', '\n');
  const tokens = page.parse(whole);
  const { headings, notes } = survey(tokens, whole);
  for (const note of notes) faults.add(note.line, 'the glossary has no footnotes');
  const starts = headings.map((heading) => tokens.indexOf(heading.token));
  if (tokens.length > 0 && starts[0] !== 0) faults.add((tokens[0].map?.[0] ?? 0) + 1, 'expected a term such as "## Batch size"');

  const terms = headings.map(({ id, text: name, line, level }, i): GlossaryTerm => {
    const entry = tokens.slice(starts[i] + 3, starts[i + 1] ?? tokens.length);
    if (level !== 2) faults.add(line, 'expected a term at level 2: "## Batch size"');
    if (headings.findIndex((other) => other.id === id) !== i) faults.add(line, `the term "${id}" is there twice`);
    const short = entry[0]?.type === 'paragraph_open' ? plainText(entry[1]) : '';
    if (short === '') faults.add(line, `expected a sentence that says what "${name}" is`);
    if (short.length > 300)
      faults.add(line + 2, `the first paragraph is shown in a small box: at most 300 characters, not ${short.length}`);
    return { id, name, short, html: page.render(entry, prose) };
  });
  faults.throwAny();
  return terms;
}

/** Ids of headings and cells, which share the page's anchors. */
function anchorsOf({ headings, fences }: Survey, faults: Faults): Set<string> {
  const lines = new Map<string, number>();
  const claim = (id: string, line: number, what: string) => {
    const other = lines.get(id);
    if (other) faults.add(line, `the ${what} "${id}" is already an anchor on line ${other}`);
    else lines.set(id, line);
  };
  for (const { id, line, level } of headings) {
    if (level === 1) faults.add(line, 'the title stands in the front matter; headings begin with ##');
    if (id === '') faults.add(line, 'the heading has no letters to make an anchor of; give it one: ## … {#anchor}');
    else claim(id, line, 'heading');
  }
  for (const fence of fences) {
    const { id, body, line, attributes } = fence;
    if (id && !isPlain(fence)) claim(id, attributes?.has('id') ? line : body.lineOf(['id']), 'id');
  }
  return new Set(lines.keys());
}
