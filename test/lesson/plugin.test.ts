/** The plugin inside Vite itself: a build that fails with file and line, and a development server that hears of what was saved. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { build, createLogger, createServer, type ViteDevServer } from 'vite';
import type { GlossaryTerm, Lesson, LessonMeta } from '../../src/contract/cell';
import { lessons } from '../../src/lesson/plugin';

const lesson = (title: string, text = 'Text.') =>
  `---\ntitle: ${title}\ngroup: Start\nminutes: 3\nsummary: A sentence.\n---\n\n${text}\n`;
let root: string;
const write = (file: string, text: string) => writeFile(join(root, file), text);

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lessons-'));
  await mkdir(join(root, 'lessons'));
  await mkdir(join(root, 'datasets/moons'), { recursive: true });
  await write('lessons/01-one.md', lesson('One', 'An [epoch](glossary:epoch).'));
  await write('lessons/glossary.md', '## Epoch\n\nOne pass.\n');
  await write('index.html', '<script type="module" src="/main.js"></script>');
  await write(
    'main.js',
    `import lesson from '/lessons/01-one.md'; import meta from '/lessons/01-one.md?meta'; console.log(lesson, meta);`,
  );
});

afterEach(() => rm(root, { recursive: true, force: true }));

describe('a build', { timeout: 60_000 }, () => {
  const make = () => build({ root, configFile: false, logLevel: 'silent', plugins: [lessons()], build: { write: false } });

  test('holds the compiled lesson, and nothing of the compiler', async () => {
    const result = await make();
    const { output } = Array.isArray(result) ? result[0] : (result as Extract<typeof result, { output: unknown }>);
    const code = output.map((file) => (file.type === 'chunk' ? file.code : '')).join('\n');
    expect(code).toContain('#/glossary/epoch');
    expect(code).toContain('A sentence.');
    expect(code).not.toContain('import.meta.hot');
    expect(code.length).toBeLessThan(3000);
  });

  test('fails with every fault of every file, also of one that nothing imports', async () => {
    await write('lessons/02-two.md', lesson('Two', '[x](glossary:x)\n\n```quiz\nid: q\n```'));
    await write('lessons/02-again.md', lesson('Again'));
    await write('lessons/01-one.md', lesson('One', '```network\nid: net\ntitle: Net\ndata: mons\n```'));
    const message = await make().then(
      () => 'it passed',
      (error: Error) => error.message,
    );
    expect(message).toContain('lessons/01-one.md:11: data: no dataset "mons" in datasets/; there are moons');
    expect(message).toContain('lessons/02-two.md:8: unknown term "x"');
    expect(message).toContain('lessons/02-two.md:10: unknown kind "quiz"');
    expect(message).toContain('lessons/02-two.md:1: the number 2 is already that of lessons/02-again.md');
  });
});

describe('the development server', { timeout: 60_000 }, () => {
  let server: ViteDevServer;
  /** What the terminal shows. */
  let said: string[];
  beforeEach(async () => {
    said = [];
    const customLogger = createLogger('silent');
    customLogger.error = customLogger.info = (message) => void said.push(message);
    server = await createServer({
      customLogger,
      root,
      configFile: false,
      logLevel: 'silent',
      plugins: [lessons()],
      server: { middlewareMode: true, ws: false },
    });
  });
  afterEach(() => server.close());

  const read = async <T>(url: string): Promise<T> => ((await server.ssrLoadModule(url)) as { default: T }).default;
  const page = (url: string) => server.environments.client.transformRequest(url);
  /** The code that the page gets for the lesson. */
  const answer = async () => (await page('/lessons/01-one.md'))?.code ?? '';

  test('a lesson, its description and the glossary', async () => {
    expect((await read<Lesson>('/lessons/01-one.md')).blocks).toHaveLength(1);
    expect(await read<LessonMeta>('/lessons/01-one.md?meta')).toEqual({
      slug: 'one',
      number: 1,
      title: 'One',
      group: 'Start',
      minutes: 3,
      summary: 'A sentence.',
      goals: [],
    });
    expect(await read<GlossaryTerm[]>('/lessons/glossary.md')).toEqual([
      { id: 'epoch', name: 'Epoch', short: 'One pass.', html: '<p>One pass.</p>\n' },
    ]);
  });

  test('what can be searched; a lesson with a fault is left out of it', async () => {
    await write('lessons/02-two.md', lesson('Two', '[x](glossary:x)'));
    expect(await read('virtual:search-index')).toEqual([
      { group: 'One', title: 'One', href: '#/lesson/one', text: 'A sentence. An epoch.' },
      { group: 'Glossary', title: 'Epoch', href: '#/glossary/epoch', text: 'One pass.' },
    ]);
  });

  test('a saved lesson takes itself over in the page', async () => {
    const code = (await page('/lessons/01-one.md'))?.code ?? '';
    expect(code).toContain('import.meta.hot.accept(');
    expect(code).toContain('fp-lesson-saved');
  });

  test('a fault comes with file and line beside the lesson as it last was right; saving it right heals it', async () => {
    await page('/lessons/01-one.md');
    await write('lessons/01-one.md', lesson('One', 'An [epoch](glossary:epok).'));
    await expect.poll(answer, { timeout: 20_000 }).toContain('unknown term \\"epok\\"');
    expect(await answer()).toContain('"file":"lessons/01-one.md","line":8');
    expect(await answer()).toContain('data-term=\\"epoch\\"');
    expect(said.filter((text) => text.includes('lessons/01-one.md:8: unknown term "epok"'))).toHaveLength(1);
    expect((await read<LessonMeta>('/lessons/01-one.md?meta')).title).toBe('One');
    await write('lessons/01-one.md', lesson('One', 'Healed.'));
    await expect.poll(answer, { timeout: 20_000 }).toContain('Healed.');
    expect(await answer()).not.toContain('"faults"');
    expect(said.at(-1)).toContain('lessons/01-one.md is right again');
  });

  test('a lesson that never was right is there by its name, and the others go on', async () => {
    await write('lessons/02-not-yet.md', 'No front matter.');
    expect(await read<Lesson>('/lessons/02-not-yet.md')).toMatchObject({
      slug: 'not-yet',
      number: 2,
      blocks: [],
      faults: [{ file: 'lessons/02-not-yet.md', line: 1, message: expect.stringContaining('expected front matter') }],
    });
    expect((await read<Lesson>('/lessons/01-one.md')).faults).toBeUndefined();
  });

  test('a term taken out of the glossary is missed by the lesson that uses it', async () => {
    await page('/lessons/01-one.md');
    await write('lessons/glossary.md', '## Batch\n\nExamples together.\n');
    await expect.poll(answer, { timeout: 20_000 }).toContain('unknown term \\"epoch\\"');
  });

  test('a dataset that has been added can be used', async () => {
    await write('lessons/01-one.md', lesson('One', '```network\nid: net\ntitle: Net\ndata: circle\n```'));
    await expect.poll(answer, { timeout: 20_000 }).toContain('no dataset \\"circle\\"');
    await mkdir(join(root, 'datasets/circle'));
    await write('datasets/circle/meta.ts', '');
    await expect.poll(answer, { timeout: 20_000 }).toContain('"data":"circle"');
  });
});
