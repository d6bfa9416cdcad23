/** Hash routes. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lessonHref, readRoute } from '../../src/app/routes';

it.each([
  ['', { page: 'start' }],
  ['#', { page: 'start' }],
  ['#/', { page: 'start' }],
  ['#/lesson/two-phases', { page: 'lesson', slug: 'two-phases', anchor: null, state: null }],
  ['#/lesson/two-phases/', { page: 'lesson', slug: 'two-phases', anchor: null, state: null }],
  ['#/lesson/two-phases/net', { page: 'lesson', slug: 'two-phases', anchor: 'net', state: null }],
  ['#/lesson/two-phases/net?s=a%2Bb', { page: 'lesson', slug: 'two-phases', anchor: 'net', state: 'a+b' }],
  ['#/lesson/two-phases?s=x', { page: 'lesson', slug: 'two-phases', anchor: null, state: 'x' }],
  ['#/sandbox', { page: 'sandbox', state: null }],
  ['#/sandbox?s=x', { page: 'sandbox', state: 'x' }],
  ['#/glossary', { page: 'glossary', term: null }],
  ['#/glossary/epoch', { page: 'glossary', term: 'epoch' }],
  ['#/about', { page: 'about' }],
  ['#/notes/two-phases', { page: 'notes', slug: 'two-phases' }],
  ['#/notes', { page: 'missing', what: '#/notes' }],
  ['#/nowhere', { page: 'missing', what: '#/nowhere' }],
  ['#/lesson', { page: 'missing', what: '#/lesson' }],
  ['#/lesson/a/b/c', { page: 'missing', what: '#/lesson/a/b/c' }],
  ['#/about/us', { page: 'missing', what: '#/about/us' }],
  ['#nowhere', { page: 'missing', what: '#nowhere' }],
  ['#/lesson/%', { page: 'missing', what: '#/lesson/%' }],
])('%o', (hash, route) => {
  expect(readRoute(hash)).toEqual(route);
});

it('never throws, whatever the address', () => {
  fc.assert(
    fc.property(fc.string(), (text) => typeof readRoute(`#/${text}`).page === 'string'),
    { seed: 1 },
  );
});

it('reads the links it writes', () => {
  const name = fc.string({ minLength: 1 });
  fc.assert(
    fc.property(name, name, (slug, anchor) => {
      expect(readRoute(lessonHref(slug, anchor))).toEqual({ page: 'lesson', slug, anchor, state: null });
    }),
    { seed: 2 },
  );
});
