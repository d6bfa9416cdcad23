/** Half a minute of what `npm run measure:soak` does for minutes, and resets and switches of phase; nothing may be left behind. */
import { expect, inject, it } from 'vitest';
import { soak } from '../../scripts/soak.mjs';

it('leaves no tensor behind and does not grow', async () => {
  const left = await soak(inject('site'), { seconds: 30, resets: 40, switches: 16 });
  expect(left.epochs).toBeGreaterThan(100);
  expect(left.tensorsAfter).toBe(left.tensorsBefore);
  expect((left.bytesAfter - left.bytesBefore) / 1e6).toBeLessThan(10);
});
