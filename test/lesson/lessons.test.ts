/** The project's own lessons and glossary: every cell, dataset, term, link and `$name` in them exists. */
import { expect, test } from 'vitest';
import { openCompiler } from '../../src/lesson/build';
import { describeFault } from '../../src/lesson/compile/faults';

test('every lesson and the glossary compile', { timeout: 60_000 }, async () => {
  const compiler = await openCompiler(process.cwd());
  expect((await compiler.faults()).map(describeFault)).toEqual([]);
});
