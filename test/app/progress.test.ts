/** What is remembered of a reader's progress. */
import { expect, it } from 'vitest';
import { ProgressBook } from '../../src/app/progress';
import type { Entry } from '../../src/app/entry';

function book() {
  const written: (Entry | 'cleared')[] = [];
  const progress = new ProgressBook({
    put: async (entry) => Boolean(written.push(entry)),
    clear: async () => void written.push('cleared'),
  });
  return { progress, written };
}

const lesson = { slug: 'one', goals: ['a', 'b'] };

it('shows none, some and all of a lesson’s goals as they are done', () => {
  const { progress, written } = book();
  const cells = progress.of('one');
  expect(progress.stage(lesson)).toBe('none');
  cells.done('not-a-goal', true);
  expect(progress.stage(lesson)).toBe('none');
  cells.done('a', { guess: 4 });
  expect(progress.stage(lesson)).toBe('some');
  cells.done('b', true);
  expect(progress.stage(lesson)).toBe('all');
  expect(cells.get('a')).toEqual({ guess: 4 });
  expect(progress.of('two').get('a')).toBeUndefined();
  expect(written).toHaveLength(3);
  expect(written[1]).toMatchObject({ store: 'progress', key: ['one', 'a'], value: { kept: { guess: 4 } } });
});

it('has nothing to show for a lesson without goals', () => {
  const { progress } = book();
  progress.of('one').done('x', true);
  expect(progress.stage({ slug: 'one', goals: [] })).toBe('none');
});

it('takes in what was kept and what another tab does, tells its listeners and forgets when asked', async () => {
  const { progress, written } = book();
  let told = 0;
  const stop = progress.subscribe(() => (told += 1));
  progress.take([
    { store: 'settings', key: 'theme', value: 'dark' },
    { store: 'progress', key: ['one', 'a'], value: { kept: false, at: 1 } },
  ]);
  expect(told).toBe(1);
  expect(progress.stage(lesson)).toBe('some');
  expect(progress.of('one').get('a')).toBe(false);
  await progress.reset();
  expect(told).toBe(2);
  expect(progress.stage(lesson)).toBe('none');
  expect(written).toEqual(['cleared']);
  progress.of('one').done('a', true);
  progress.take([{ store: 'cleared' }]);
  expect(progress.stage(lesson)).toBe('none');
  stop();
  progress.take([]);
  expect(told).toBe(4);
});

it('knows what storage has not taken, for a file', async () => {
  let full = true;
  const progress = new ProgressBook({ put: async () => !full, clear: async () => undefined });
  const cells = progress.of('one');
  cells.done('a', 1);
  cells.done('b', 2);
  await new Promise((resolve) => setTimeout(resolve));
  full = false;
  cells.done('a', 3);
  await new Promise((resolve) => setTimeout(resolve));
  expect(progress.unstored).toMatchObject([{ key: ['one', 'b'], value: { kept: 2 } }]);
  await progress.reset();
  expect(progress.unstored).toEqual([]);
});
