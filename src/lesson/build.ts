/** What the plugin asks of the compiler. Vite imports this file for it, as vite.config.ts itself can neither glob nor read schemas. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GlossaryTerm, Lesson, LessonFault, LessonNotes, SearchEntry } from '../contract/cell';
import { compileGlossary, compileLesson } from './compile';
import { LessonError } from './compile/faults';
import { compileNotes } from './compile/notes';
import { glossaryFile, lessonFiles, lessonName, notesFiles, notesSlug, readProject } from './compile/project';
import { entriesOfGlossary, entriesOfLesson } from './compile/search-entries';
import { schemas } from './schemas';

export type Compiled = Lesson | LessonNotes | GlossaryTerm[];

export interface Compiler {
  /**
   * @param file from the project's root, e.g. 'lessons/glossary.md'
   * @throws LessonError
   */
  compile(file: string): Promise<Compiled>;
  /** Every fault of every lesson and of the glossary. */
  faults(): Promise<LessonFault[]>;
  /** What can be searched, in the lessons' order; a file with a fault is left out. */
  searchEntries(): Promise<SearchEntry[]>;
}

/** What lessons may name is read once, here. */
export async function openCompiler(root: string): Promise<Compiler> {
  const project = await readProject(root, schemas);
  const read = (file: string) => readFile(join(root, file), 'utf8');
  const compile = async (file: string): Promise<Compiled> => {
    if (file === glossaryFile) return compileGlossary(file, await read(file), project);
    const slug = notesSlug(file);
    if (slug === null) return compileLesson(file, await read(file), project);
    const about = (await lessonFiles(root)).find((other) => lessonName(other)?.slug === slug);
    const lesson = about ? compileLesson(about, await read(about), project) : null;
    return compileNotes(file, await read(file), lesson, project);
  };
  return {
    compile,
    async searchEntries() {
      const entries: SearchEntry[] = [];
      for (const file of await lessonFiles(root)) {
        const compiled = await compile(file).catch((error: unknown) => {
          if (!(error instanceof LessonError)) throw error;
          return [];
        });
        if (Array.isArray(compiled)) entries.push(...entriesOfGlossary(compiled));
        else if ('blocks' in compiled) entries.push(...entriesOfLesson(compiled, project.schemas));
      }
      return entries;
    },
    async faults() {
      const found: LessonFault[] = [];
      const names = new Map<string, string>();
      for (const file of [...(await lessonFiles(root)), ...(await notesFiles(root))]) {
        await compile(file).catch((error: unknown) => {
          if (!(error instanceof LessonError)) throw error;
          found.push(...error.faults);
        });
        const name = lessonName(file);
        for (const claimed of name ? [`number ${name.number}`, `slug "${name.slug}"`] : []) {
          const other = names.get(claimed);
          if (other) found.push({ file, line: 1, message: `the ${claimed} is already that of ${other}` });
          names.set(claimed, file);
        }
      }
      return found;
    },
  };
}
