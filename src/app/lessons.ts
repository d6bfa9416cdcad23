/** The lessons there are: each file of lessons/ is one, in the order of its number; glossary.md is the glossary. */
import type { GlossaryTerm, Lesson, LessonMeta, LessonNotes } from '../contract/cell';

const metas = import.meta.glob<LessonMeta>(['/lessons/*.md', '!/lessons/glossary.md'], {
  query: '?meta',
  import: 'default',
  eager: true,
});
const files = import.meta.glob<Lesson>(['/lessons/*.md', '!/lessons/glossary.md'], { import: 'default' });

const notes = import.meta.glob<LessonNotes>('/lessons/notes/*.md', { import: 'default' });
const notesOf = (slug: string) => `/lessons/notes/${slug}.md`;

export const lessons: readonly LessonMeta[] = Object.values(metas).sort((a, b) => a.number - b.number);

/** The lesson itself: prose and cells. Rejects where it cannot be fetched, or there is none of this name. */
export async function loadLesson(slug: string): Promise<Lesson> {
  const path = Object.keys(metas).find((key) => metas[key].slug === slug);
  if (path === undefined) throw new Error(`no lesson ${slug}`);
  return files[path]();
}

export function hasNotes(slug: string): boolean {
  return notesOf(slug) in notes;
}

/** The teacher's notes of a lesson that has some. Rejects where they cannot be fetched. */
export async function loadNotes(slug: string): Promise<LessonNotes> {
  return notes[notesOf(slug)]();
}

export async function loadGlossary(): Promise<GlossaryTerm[]> {
  const { default: terms } = await import('../../lessons/glossary.md');
  return terms;
}
