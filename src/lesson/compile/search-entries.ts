/** What the search knows of a compiled lesson and of the glossary: each heading and cell with the words under it. Build time only. */
import type { CellSchema, CellSpec, GlossaryTerm, Lesson, SearchEntry } from '../../contract/cell';

/** A lesson's beginning, then each heading and each cell, in the order of the page. */
export function entriesOfLesson(lesson: Lesson, schemas: ReadonlyMap<string, CellSchema>): SearchEntry[] {
  const group = lesson.title;
  const base = `#/lesson/${lesson.slug}`;
  let heading: SearchEntry = { group, title: lesson.title, href: base, text: lesson.summary };
  const entries = [heading];
  for (const block of lesson.blocks) {
    if (block.type === 'cell') {
      const { cell } = block;
      const text = questionsOf(cell, schemas.get(cell.kind)).map(plain).join(' ');
      entries.push({ group, title: cell.title, href: `${base}/${cell.id}`, text });
      continue;
    }
    const [before, ...sections] = withoutSources(block.html).split(/(?=<h[23] id=")/);
    heading.text = joined(heading.text, plain(before));
    for (const section of sections) {
      const [all, id, title] = /^<h[23] id="([^"]*)">([\s\S]*?)<\/h[23]>/.exec(section) ?? [''];
      heading = { group, title: plain(title), href: `${base}/${id}`, text: plain(section.slice(all.length)) };
      entries.push(heading);
    }
  }
  return entries;
}

export function entriesOfGlossary(terms: readonly GlossaryTerm[]): SearchEntry[] {
  return terms.map(({ id, name, html }) => ({ group: 'Glossary', title: name, href: `#/glossary/${id}`, text: plain(html) }));
}

/** What a cell asks, in HTML. Not its answers and hints: a search should not give them away. */
function questionsOf({ body }: CellSpec, schema: CellSchema | undefined): string[] {
  const keys = (schema?.markdown ?? []).filter((path) => !path.includes('.') && !['hint', 'after'].includes(path));
  return Object.entries(body as Record<string, unknown>).flatMap(([key, value]) =>
    keys.includes(key) && typeof value === 'string' ? [value] : [],
  );
}

function withoutSources(html: string): string {
  return html.replace(/<section class="footnotes"[\s\S]*?<\/section>/g, '');
}

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

/** The words of our own compiled HTML; of a formula, which stands there twice, only what is seen. */
function plain(html = ''): string {
  return html
    .replace(/<span class="katex-mathml">[\s\S]*?<\/math><\/span>|<annotation[\s\S]*?<\/annotation>/g, '')
    .replace(/<sup class="footnote"[^>]*>[\s\S]*?<\/sup>|<a class="anchor"[\s\S]*?<\/a>/g, '')
    .replace(/<\/?(?:p|li|td|th|h\d|div)\b[^>]*>/g, ' ')
    .replace(/<[^>]+>/g, '')
    .replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity])
    .replace(/[\s\u200b]+/g, ' ')
    .trim();
}

function joined(...parts: string[]): string {
  return parts.filter(Boolean).join(' ');
}
