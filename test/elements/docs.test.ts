/** docs/elements.md says of each element what its schema says. `npm run build:elements` writes its reference anew. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { reference } from '../../scripts/elements-docs.mjs';

test('the reference is that of the schemas', async () => {
  const [, ...written] = readFileSync('docs/elements.md', 'utf8').split(/^(?=### )/m);
  const sections = await reference();
  expect(written.length).toBeGreaterThan(10);
  for (const section of written) {
    const tag = /<(fp-[a-z-]+)>/.exec(section)?.[1] ?? '';
    expect(section.trim(), 'run npm run build:elements').toBe(sections.get(tag)?.trim());
  }
  for (const tag of ['fp-network', 'fp-activation', 'fp-latency']) expect(written.join('')).toContain(`<${tag}>`);
}, 60_000);
