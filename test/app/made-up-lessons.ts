/** Three small lessons, one of which cannot be fetched, in place of the site’s own. */
import type { Block, GlossaryTerm, Lesson, LessonMeta, LessonNotes } from '../../src/contract/cell';

const meta = (number: number, slug: string, title: string, group: string): LessonMeta => ({
  slug,
  number,
  title,
  group,
  minutes: 10 + number,
  summary: '',
  goals: ['guess', 'task'],
});

export const lessons = [
  meta(1, 'alpha', 'Alpha', 'Start here'),
  meta(3, 'beta', 'Beta', 'Start here'),
  meta(7, 'gone', 'Gone', 'In the world'),
];

const blocks: Block[] = [
  {
    type: 'html',
    html: `<p>Words with <code>code</code>, a <a class="term" data-term="epoch" href="#/glossary/epoch">term</a>,
      <span class="phase-train">backward</span> and <span class="phase-infer">forward</span>.</p>
      <div class="scrolls"><table><tr><th>${'wide '.repeat(60)}</th></tr><tr><td>1</td></tr></table></div>
      ${'<p>More words.</p>'.repeat(60)}
      <h2 id="deep">Deep down</h2>${'<p>Last words.</p>'.repeat(60)}`,
  },
];

const terms: GlossaryTerm[] = [
  { id: 'epoch', name: 'Epoch', short: 'One pass over the training data.', html: 'One pass over the training data.' },
  { id: 'loss', name: 'Loss', short: 'What training makes small.', html: 'What training makes small.' },
];

export async function loadLesson(slug: string): Promise<Lesson> {
  const found = lessons.find((lesson) => lesson.slug === slug);
  if (!found || slug === 'gone') throw new Error('no network');
  return { ...found, blocks, outline: [] };
}

export const loadGlossary = () => Promise.resolve(terms);
export const hasNotes = (slug: string) => slug === 'alpha';

export function loadNotes(slug: string): Promise<LessonNotes> {
  return Promise.resolve({ slug, title: 'Alpha', before: '', goals: [], plan: [], mistakes: [], cells: [] });
}
