/** Search by the beginnings of words. */
import { describe, expect, test } from 'vitest';
import { createSearch } from '../../src/app/search';
import type { SearchEntry } from '../../src/contract/cell';

const entry = (group: string, title: string, text = ''): SearchEntry => ({ group, title, text, href: `#/${title}` });
const entries = [
  entry('From SGD to Adam', 'From SGD to Adam', 'Eight optimizers, one by one.'),
  entry('From SGD to Adam', 'Momentum', 'Steps that agree add up; Nesterov looks ahead.'),
  entry('From SGD to Adam', 'Where Adam loses', 'A long memory of gradients helps.'),
  entry(
    'Train a network live',
    'Turn a knob',
    `${'Some words before it. '.repeat(20)}The momentum of Adam is 0.9. ${'And after. '.repeat(20)}`,
  ),
  entry('Glossary', 'Momentum', 'A running sum of gradients.'),
  entry('Glossary', 'Naïve Bayes', 'A classifier.'),
];
const search = createSearch(entries);
const titles = (query: string) =>
  search(query).flatMap(({ name, found }) => found.map(({ entry }) => `${name} › ${entry.title}`));

describe('what is found', () => {
  test('titles come before what is written under them, and each group stands together', () => {
    expect(titles('momentum')).toEqual([
      'From SGD to Adam › Momentum',
      'Glossary › Momentum',
      'Train a network live › Turn a knob',
    ]);
  });

  test('the beginning of a word is enough, its middle is not', () => {
    expect(titles('momen')).toEqual(titles('momentum'));
    expect(titles('entum')).toEqual([]);
  });

  test('every word must be there; the lesson’s title may hold one, not all', () => {
    expect(titles('adam nesterov')).toEqual(['From SGD to Adam › Momentum']);
    expect(titles('adam nesterov rabbit')).toEqual([]);
    expect(titles('train network')).toEqual([]);
  });

  test('neither case nor accents matter', () => {
    expect(titles('NAIVE')).toEqual(['Glossary › Naïve Bayes']);
    expect(titles('naïve')).toEqual(['Glossary › Naïve Bayes']);
  });

  test.each(['', '   ', '…', '(*+[\\', '\u0000'])('%j finds nothing and breaks nothing', (query) => {
    expect(search(query)).toEqual([]);
  });

  test('is at most a dozen', () => {
    const many = createSearch(Array.from({ length: 50 }, (_, i) => entry('L', `Word ${i}`)));
    expect(many('word').flatMap(({ found }) => found)).toHaveLength(12);
  });
});

describe('the excerpt', () => {
  const [{ found }] = search('momentum adam').filter(({ name }) => name.startsWith('Train'));
  const [{ excerpt }] = found;
  test('is a piece around the first hit, the hits marked', () => {
    expect(excerpt.filter(({ hit }) => hit).map(({ text }) => text)).toEqual(['momentum', 'Adam']);
    const text = excerpt.map((part) => part.text).join('');
    expect(text).toMatch(/^… .*The momentum of Adam is 0\.9\..* …$/);
    expect(text.length).toBeLessThan(130);
  });
  test('is the text’s beginning where only the title fits', () => {
    expect(search('loses')[0].found[0].excerpt).toEqual([{ text: 'A long memory of gradients helps.', hit: false }]);
  });
  test('of a place without text is empty', () => {
    expect(createSearch([entry('Lesson', 'Bare')])('bare')[0].found[0].excerpt).toEqual([]);
  });
});
