/** The page of attributions names all that ships, with the licence that each package gives itself. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { packages } from '../../src/app/packages';

const root = new URL('../../', import.meta.url);
const json = (path: string) => JSON.parse(readFileSync(new URL(path, root), 'utf8')) as Record<string, unknown>;

it('lists every dependency, and KaTeX whose style and typefaces ship', () => {
  const dependencies = Object.keys(json('package.json').dependencies as Record<string, string>);
  expect(packages.map(({ name }) => name).sort()).toEqual([...new Set([...dependencies, 'katex'])].sort());
});

it.each(packages)('$name: $licence', ({ name, licence }) => {
  expect(json(`node_modules/${name}/package.json`).license).toBe(licence);
});
