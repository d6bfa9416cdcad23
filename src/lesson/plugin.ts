/**
 * The Vite plugin that compiles lessons/*.md, at build time and in development: `01-x.md` is a Lesson, `01-x.md?meta`
 * its LessonMeta, `notes/x.md` its LessonNotes, `glossary.md` a GlossaryTerm[], and `virtual:search-index` what can be searched in all of them. A fault is
 * told with its file and line. It fails a build; in development the page goes on with the lesson as it last was right.
 */
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport, type Plugin, type Rollup } from 'vite';
import type { Lesson, LessonFault, LessonMeta, SearchEntry } from '../contract/cell';
import type { Compiled, Compiler } from './build';
import type { LessonError } from './compile/faults';

const lessonId = /\/lessons\/(notes\/)?[^/]+\.md(\?meta)?$/;
/** By custom a name that no file has; no other plugin then looks for one. */
const searchId = '\0virtual:search-index';
const compilerFile = fileURLToPath(new URL('./build.ts', import.meta.url));
const sourceFolder = dirname(dirname(compilerFile));

export function lessons(): Plugin {
  let root = process.cwd();
  let opened: Promise<{ compiler: Compiler; sources: string[] }> | null = null;
  const open = () => (opened ??= openCompiler(root));
  /** In development: each lesson as it last was right, and what was last said of it in the terminal. */
  const right = new Map<string, Lesson>();
  const told = new Map<string, string>();

  return {
    name: 'forward-pass-lessons',

    configResolved(config) {
      root = config.root;
    },

    /** All files' faults at once, also of a lesson that nothing imports yet. */
    async buildStart() {
      if (this.environment.mode !== 'build') return;
      const { compiler } = await open();
      const faults = await compiler.faults();
      if (faults.length > 0) this.error(placed(faults, root));
    },

    resolveId: {
      filter: { id: /^virtual:search-index$/ },
      handler: () => searchId,
    },

    load: {
      filter: { id: [lessonId, /^\0virtual:search-index$/] },
      async handler(id) {
        if (id === searchId) return { code: searchModule(await (await open()).compiler.searchEntries()), moduleType: 'js' };
        const [path, query] = id.split('?');
        const file = relative(root, path).replaceAll('\\', '/');
        if (!/^lessons\/(notes\/)?[^/]+$/.test(file)) return null;
        const { compiler } = await open();
        const moduleFor = (compiled: Compiled) =>
          ({ code: moduleOf(compiled, query === 'meta'), moduleType: 'js', map: { mappings: '' } }) as const;
        try {
          const compiled = await compiler.compile(file);
          if (isLesson(compiled)) right.set(file, compiled);
          if (told.delete(file)) this.environment.logger.info(`${file} is right again`, { timestamp: true });
          return moduleFor(compiled);
        } catch (error) {
          if (!isLessonError(error)) throw error;
          if (this.environment.mode === 'build' || !/^lessons\/\d/.test(file)) return this.error(placed(error.faults, root));
          if (told.get(file) !== error.message) this.environment.logger.error(error.message, { timestamp: true });
          told.set(file, error.message);
          return moduleFor({ ...(right.get(file) ?? unread(file)), faults: error.faults });
        }
      },
    },

    /** Whatever lessons may name, and the compiler itself: saving it checks every lesson anew. */
    async hotUpdate({ file, modules }) {
      const place = relative(root, file).replaceAll('\\', '/');
      const { sources } = (await opened?.catch(() => null)) ?? { sources: [file] };
      if (!/^(lessons|datasets)\//.test(place) && !sources.includes(file)) return undefined;
      opened = null;
      const compiled = [...this.environment.moduleGraph.idToModuleMap]
        .filter(([id]) => lessonId.test(id) || id === searchId)
        .map(([, module]) => module);
      return [...new Set([...modules, ...compiled])];
    },
  };
}

/** Imports the compiler through Vite. `sources` are the files it was read from. */
async function openCompiler(root: string): Promise<{ compiler: Compiler; sources: string[] }> {
  const inline = { root: dirname(sourceFolder), configFile: false, logLevel: 'error' } as const;
  const { module, dependencies } = await runnerImport<{ openCompiler(root: string): Promise<Compiler> }>(compilerFile, inline);
  return { compiler: await module.openCompiler(root), sources: dependencies.filter((file) => file.startsWith(sourceFolder)) };
}

/**
 * The value as a module. In development a saved lesson is handed to the page, which keeps what its cells hold: see view.ts.
 * Changed front matter, notes or glossary reloads the page.
 */
function moduleOf(compiled: Compiled, metaOnly: boolean): string {
  const reloads = metaOnly || !isLesson(compiled);
  const accept = reloads
    ? `if (next && JSON.stringify(next.default) !== JSON.stringify(value)) import.meta.hot.invalidate();`
    : `if (next) window.dispatchEvent(new CustomEvent('fp-lesson-saved', { detail: next.default }));`;
  // With the lesson, not after it: a style sheet that comes when the words stand has all of them laid out once more.
  const styles = !metaOnly && hasMaths(compiled) ? `import 'katex/dist/katex.min.css';\n` : '';
  const inCells = !metaOnly && isLesson(compiled) && hasMaths(compiled.blocks.filter(({ type }) => type === 'cell'));
  return `${styles}const value = ${JSON.stringify(metaOnly && isLesson(compiled) ? metaOf(compiled) : compiled)};
${inCells ? 'value.formulasInCells = true;\n' : ''}export default value;
if (import.meta.hot) import.meta.hot.accept((next) => { ${accept} });
`;
}

/** Anywhere in its HTML. */
function hasMaths(compiled: Compiled | Lesson['blocks']): boolean {
  return JSON.stringify(compiled).includes('class=\\"katex');
}

/** Saving a lesson changes the list in place, for whoever holds it: the page stays. */
function searchModule(entries: readonly SearchEntry[]): string {
  return `const entries = ${JSON.stringify(entries)};
export default entries;
if (import.meta.hot) import.meta.hot.accept((next) => { if (next) entries.splice(0, entries.length, ...next.default); });
`;
}

function metaOf({ slug, number, title, group, minutes, summary, goals }: LessonMeta): LessonMeta {
  return { slug, number, title, group, minutes, summary, goals };
}

function isLesson(compiled: Compiled): compiled is Lesson {
  return 'blocks' in compiled;
}

/** A lesson that has not been right since the server began: there is nothing but its name. */
function unread(file: string): Lesson {
  const name = basename(file, '.md');
  const slug = name.replace(/^\d+-/, '');
  const number = Number.parseInt(name, 10) || 0;
  return { slug, number, title: slug, group: 'To be mended', minutes: 1, summary: '', goals: [], blocks: [], outline: [] };
}

/** Not by instanceof: each import of the compiler has a class of its own. */
function isLessonError(error: unknown): error is LessonError {
  return error instanceof Error && error.name === 'LessonError' && 'faults' in error;
}

/** Vite's overlay points at the first fault; the message lists them all. */
function placed(faults: readonly LessonFault[], root: string): Rollup.RollupError {
  const message = faults.map(({ file, line, key, message }) => `${file}:${line}: ${key ? `${key}: ` : ''}${message}`).join('\n');
  const file = join(root, faults[0].file);
  return { name: 'LessonError', message, id: file, loc: { file, line: faults[0].line, column: 0 } };
}
