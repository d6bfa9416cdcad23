/** Two threads in a real browser: all numbers are those of one thread, to the last bit. */
import { expect, test } from 'vitest';
import type { Answer } from './two-threads-worker';

function ask(): Promise<Answer> {
  const worker = new Worker(new URL('./two-threads-worker.ts', import.meta.url), { type: 'module' });
  const answer = new Promise<Answer>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<{ done?: Answer; failed?: string }>) => {
      if (data.done) resolve(data.done);
      else reject(new Error(data.failed));
    });
    worker.addEventListener('error', (event) => reject(new Error(event.message)));
  });
  return answer.finally(() => worker.terminate());
}

test('two threads train and predict as one does, and go from network to network', { timeout: 60_000 }, async () => {
  const { alone, both, kept, moved, expected } = await ask();
  expect(both).toEqual(alone);
  expect(both.losses.every(Number.isFinite)).toBe(true);
  expect(kept).toBe(true);
  expect(moved).toEqual(expected);
});
