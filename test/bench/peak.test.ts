/** The loop of multiply-adds, put together by hand, must be a module and compute what it says. */
import { expect, test } from 'vitest';
import { peakModule } from '../../bench/src/peak';

test('without fused multiply-add it runs in every engine, and adds the product as often as it says', async () => {
  const { instance } = await WebAssembly.instantiate(peakModule(false));
  const run = instance.exports.run as (turns: number) => number;
  // Twelve accumulators, four times a turn, 0.5 · 0.001 each.
  expect(run(10)).toBeCloseTo(12 * 4 * 10 * 0.5e-3, 4);
});
