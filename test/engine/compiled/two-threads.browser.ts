/** Two threads in a real browser: all numbers are those of one thread, to the last bit. */
import { expect, test } from 'vitest';
import type { Answer } from './two-threads-worker';

/** @param name of the model, one of those of the worker */
function ask(name: string): Promise<Answer> {
  const worker = new Worker(new URL('./two-threads-worker.ts', import.meta.url), { type: 'module', name });
  const answer = new Promise<Answer>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<{ done?: Answer; failed?: string }>) => {
      if (data.done) resolve(data.done);
      else reject(new Error(data.failed));
    });
    worker.addEventListener('error', (event) => reject(new Error(event.message)));
  });
  return answer.finally(() => worker.terminate());
}

const title = 'of the model %s two threads train and predict as one does, and go from network to network';
test.each(['five', 'one', 'narrow', 'single'])(title, async (units) => {
  const { alone, both, kept, moved, expected } = await ask(units);
  expect(both).toEqual(alone);
  expect(both.losses.every(Number.isFinite)).toBe(true);
  expect(kept).toBe(true);
  expect(moved).toEqual(expected);
});
