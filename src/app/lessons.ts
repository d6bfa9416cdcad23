/** The lessons there are: each file of lessons/ is one, in the order of its number; glossary.md is the glossary. */
import type { GlossaryTerm, Lesson, LessonMeta } from '../contract/cell';

const metas = import.meta.glob<LessonMeta>(['/lessons/*.md', '!/lessons/glossary.md'], {
  query: '?meta',
  import: 'default',
  eager: true,
});
const files = import.meta.glob<Lesson>(['/lessons/*.md', '!/lessons/glossary.md'], { import: 'default' });

export const lessons: readonly LessonMeta[] = Object.values(metas).sort((a, b) => a.number - b.number);

/** The lesson itself: prose and cells. Rejects where it cannot be fetched, or there is none of this name. */
export async function loadLesson(slug: string): Promise<Lesson> {
  const path = Object.keys(metas).find((key) => metas[key].slug === slug);
  if (path === undefined) throw new Error(`no lesson ${slug}`);
  return files[path]();
}

export async function loadGlossary(): Promise<GlossaryTerm[]> {
  const { default: terms } = await import('../../lessons/glossary.md');
  return terms;
}
