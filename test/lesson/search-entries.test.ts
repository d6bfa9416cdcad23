/** What the search knows of a lesson and of the glossary. */
import { expect, test } from 'vitest';
import { compileGlossary, compileLesson } from '../../src/lesson/compile';
import { entriesOfGlossary, entriesOfLesson } from '../../src/lesson/compile/search-entries';
import { project, sample } from './sample';

const entries = entriesOfLesson(compileLesson('lessons/05-train-live.md', sample, project), project.schemas);

test('a lesson is its beginning, its headings and its cells, each at its address', () => {
  expect(entries.map(({ group, title, href }) => [group, title, href])).toEqual(
    [
      ['Train a network live', ''],
      ['What a step costs', '/what-a-step-costs'],
      ['One network', '/net'],
      ['Now you', '/now-you'],
      ['Let it settle', '/settle'],
      ['Why', '/why'],
      ['Where do they cross?', '/cross'],
      ['Sweep', '/lat'],
    ].map(([title, anchor]) => ['Train a network live', title, `#/lesson/train-live${anchor}`]),
  );
});

test('text is what is read: no tags, no sources, each formula once, a cell’s question without its answers', () => {
  expect(entries[0].text).toBe(
    'See a loss fall. While it learns, a network runs forward, backward and update, then only the forward pass. It’s “one” pass.',
  );
  expect(entries[1].text).toMatch(/^An epoch costs n×3 passes, not \$5 or \$6; see above, the cell and a paper\./);
  expect(entries[4].text).toMatch(/^Train until the test loss is below /);
  expect(entries[5].text).toBe('Which pass is left?');
  const all = JSON.stringify(entries);
  for (const word of ['Rumelhart', 'Press Train', 'changes weights', 'annotation', '</', '&lt;', 'Link to'])
    expect(all).not.toContain(word);
  expect(entries[3].text).toContain('const a = 1');
});

test('a term is one entry', () => {
  const terms = compileGlossary('lessons/glossary.md', '## Batch size\n\nHow *many* examples & labels.\n', project);
  expect(entriesOfGlossary(terms)).toEqual([
    { group: 'Glossary', title: 'Batch size', href: '#/glossary/batch-size', text: 'How many examples & labels.' },
  ]);
});
