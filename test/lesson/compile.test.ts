/** A lesson file becomes a Lesson. */
import { expect, test } from 'vitest';
import type { Block, CellSpec } from '../../src/contract/cell';
import { compileGlossary, compileLesson } from '../../src/lesson/compile';
import { project, sample } from './sample';

const lesson = compileLesson('lessons/05-train-live.md', sample, project);
const html = lesson.blocks.map((block) => (block.type === 'html' ? block.html : '')).join('');
const cells = lesson.blocks.filter((block): block is Extract<Block, { type: 'cell' }> => block.type === 'cell');
const cell = (id: string): CellSpec => cells.find((block) => block.cell.id === id)!.cell;

test('the front matter, the name and the cells make its description', () => {
  expect(lesson).toMatchObject({
    slug: 'train-live',
    number: 5,
    title: 'Train a network live',
    group: 'Start here',
    minutes: 12,
    summary: 'See a loss fall.',
    goals: ['settle', 'why', 'cross'],
    outline: [
      { id: 'what-a-step-costs', text: 'What a step costs', level: 2 },
      { id: 'now-you', text: 'Now you', level: 3 },
    ],
  });
});

test('cells stand in their order, numbered', () => {
  expect(cells.map(({ number, cell: { id, kind, tag, title } }) => [number, id, kind, tag, title])).toEqual([
    [1, 'net', 'network', 'fp-network', 'One network'],
    [2, 'settle', 'task', 'fp-task', 'Let it settle'],
    [3, 'why', 'check', 'fp-check', 'Why'],
    [4, 'cross', 'predict', 'fp-predict', 'Where do they cross?'],
    [5, 'lat', 'latency', 'fp-latency', 'Sweep'],
  ]);
  // Each section is a block of its own.
  expect(lesson.blocks.map((block) => (block.type === 'html' ? 'html' : block.cell.id))).toEqual([
    'html',
    'html',
    'net',
    'html',
    'settle',
    'why',
    'cross',
    'lat',
    'html',
    'html',
  ]);
});

test('expressions become trees, references ids, and Markdown HTML', () => {
  expect(cell('settle').body).toMatchObject({
    when: {
      op: 'and',
      left: { op: '<', left: { op: 'name', id: 'net', field: 'testLoss' }, right: { op: 'value', value: 0.1 } },
      right: { op: 'not', of: { op: 'name', id: 'net', field: 'running' } },
    },
    hint: '<p>Press Train.</p>\n<p>Then wait.</p>',
  });
  const { do: text } = cell('settle').body as { do: string };
  expect(text).toContain('<strong>test loss</strong>');
  expect(text).toContain('<math');
  expect(text).toContain('katex-html');
  expect(text).toContain('href="#/lesson/train-live/fn-2"');
  expect(cell('lat').body).toMatchObject({ of: 'net', guess: 'cross', repeats: 50 });
  expect(cell('why').body).toMatchObject({
    question: 'Which pass is left?',
    answers: [
      { right: true, why: 'Yes, see <a href="#/glossary/epoch" class="term" data-term="epoch">epoch</a>.' },
      { why: 'That one changes weights.' },
    ],
  });
});

test('no line breaks between a formula and the full stop or the bracket beside it', () => {
  const glossary = compileGlossary('lessons/glossary.md', '## One\n\nAs ($x$) and $y$. Or $z$ alone.\n', project);
  const { html: text } = glossary[0];
  expect(text).toContain('As <span class="unbroken">(<span class="katex">');
  expect(text).toContain('</span>)</span> and <span class="unbroken"><span class="katex">');
  expect(text).toContain('</span>.</span> Or <span class="katex">');
  expect(text).toContain('</span> alone.');
});

test('prose: phases, terms, links, maths, quotes', () => {
  expect(html).toContain('<span class="phase-train">forward, backward and update</span>');
  expect(html).toContain(
    '<span class="phase-infer"><a href="#/glossary/epoch" class="term" data-term="epoch">forward pass</a></span>',
  );
  expect(html).toContain('It’s “one” pass.');
  expect(html).toContain('<h2 id="what-a-step-costs">What a step costs</h2>');
  expect(html).toContain('href="#/lesson/two-phases/why-it-matters"');
  expect(html).toContain('href="#/lesson/train-live/net"');
  expect(html).toContain('<a href="https://example.org/a?b=1&amp;c=2" rel="noopener" target="_blank">a paper</a>');
  expect(html).toContain('not $5 or $6');
  expect(html).toContain('katex-html');
  expect(html).toMatch(/<div class="scrolls maths"><span class="katex-display">/);
  expect(html).toContain('<div class="scrolls"><table>');
  expect(html).toContain('<pre><code class="language-js">const a = 1 &lt; 2;\n</code></pre>');
});

test('footnotes: numbered by first use, reachable both ways', () => {
  expect(html).toContain(
    '<sup class="footnote" id="fnref-1"><a href="#/lesson/train-live/fn-1" aria-label="Source 1">1</a></sup>',
  );
  expect(html).toContain(
    '<section class="footnotes" aria-label="Sources"><ol><li id="fn-1">Rumelhart et al., 1986. <a class="back" href="#/lesson/train-live/fnref-1"',
  );
  expect(html).toMatch(
    /<li id="fn-2">A source over\n\s*two lines, with .*<a href="https:\/\/example.org" rel="noopener" target="_blank">a link<\/a>/s,
  );
});

test('raw HTML stays text', () => {
  const text = sample.replace('## What a step costs', '<script>alert(1)</script>\n\n## What a step costs');
  const made = JSON.stringify(compileLesson('lessons/05-train-live.md', text, project).blocks);
  expect(made).toContain('&lt;script&gt;');
  expect(made).not.toContain('<script>');
});

test('Windows line ends and a byte order mark change nothing', () => {
  expect(compileLesson('lessons/05-train-live.md', `\uFEFF${sample.replaceAll('\n', '\r\n')}`, project)).toEqual(lesson);
});

test('the glossary', () => {
  const source =
    '## Batch size\n\nExamples a *step*,\nsee [epoch](glossary:epoch).\n\nMore of $x$.\n\n## An epoch {#epoch}\n\nOne pass.\n';
  expect(compileGlossary('lessons/glossary.md', source, project)).toEqual([
    {
      id: 'batch-size',
      name: 'Batch size',
      short: 'Examples a step, see epoch.',
      html: expect.stringContaining(
        '<p>Examples a <em>step</em>,\nsee <a href="#/glossary/epoch" class="term" data-term="epoch">epoch</a>.</p>',
      ),
    },
    { id: 'epoch', name: 'An epoch', short: 'One pass.', html: '<p>One pass.</p>\n' },
  ]);
});
