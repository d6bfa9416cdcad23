/** A lesson's sections, for the outline in the rail. */
import { expect, test } from 'vitest';
import { sectionsOf } from '../../src/app/outline';
import { compileLesson } from '../../src/lesson/compile';
import { project, sample } from '../lesson/sample';

test('headings of the second level hold what follows them, in the order of the page', () => {
  const sections = sectionsOf(compileLesson('lessons/05-train-live.md', sample, project));
  expect(sections.map(({ heading, parts }) => [heading?.id, parts.map(({ id }) => id)])).toEqual([
    ['what-a-step-costs', ['net', 'now-you', 'settle', 'why', 'cross', 'lat']],
  ]);
});

test('cells before the first heading come first', () => {
  const source = `---\ntitle: T\ngroup: G\nminutes: 3\nsummary: S.\n---\n\nWords.\n\n\`\`\`network\nid: net\ntitle: Net\ndata: moons\nlayers: [2]\n\`\`\`\n\n## After\n`;
  const sections = sectionsOf(compileLesson('lessons/05-train-live.md', source, project));
  expect(sections).toEqual([
    { heading: null, parts: [{ id: 'net', text: 'Net' }] },
    { heading: { id: 'after', text: 'After' }, parts: [] },
  ]);
});
