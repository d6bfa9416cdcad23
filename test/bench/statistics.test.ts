/** What the bench makes of its slices. */
import { describe, expect, test } from 'vitest';
import { bestPeer, pairedRatio, rotated, spread } from '../../bench/src/statistics';

describe('spread', () => {
  test('is the median between the smallest and the largest of five', () => {
    expect(spread([5, 1, 4, 2, 3])).toEqual({ median: 3, low: 1, high: 5 });
  });

  test('leaves out as many at either end as 90% coverage allows', () => {
    const samples = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
    // Binomial tables: 7 samples 1 to 7 (98.4%), as 2 to 6 has 87.5%; 8: 2 to 7 (93.0%); 11: 3 to 9 (93.5%).
    expect(spread(samples(7))).toEqual({ median: 4, low: 1, high: 7 });
    expect(spread(samples(8))).toEqual({ median: 4.5, low: 2, high: 7 });
    expect(spread(samples(11))).toEqual({ median: 6, low: 3, high: 9 });
  });

  test('leaves the samples as they were, and takes one alone for all', () => {
    const samples = [2, 1];
    spread(samples);
    expect(samples).toEqual([2, 1]);
    expect(spread([7])).toEqual({ median: 7, low: 7, high: 7 });
    expect(() => spread([])).toThrow(RangeError);
  });
});

describe('rotated', () => {
  test('starts each round one further on, and everyone is first equally often', () => {
    expect([0, 1, 2, 3].map((round) => rotated(['a', 'b', 'c'], round).join(''))).toEqual(['abc', 'bca', 'cab', 'abc']);
    expect(rotated([], 2)).toEqual([]);
  });
});

describe('bestPeer', () => {
  const runner = (ours: boolean, threads: number, ...rates: number[]) => ({ ours, threads, rates });
  const slow = runner(false, 1, 5, 5, 90);
  const quick = runner(false, 1, 8, 7, 6);
  const threaded = runner(false, 2, 10, 10, 10);
  const all = [runner(true, 1, 30), slow, quick, threaded];

  test('is the fastest by its median, and never one of ours', () => {
    expect(bestPeer(all)).toBe(threaded);
    expect(bestPeer([all[0]])).toBeNull();
  });

  test('at equal threads has no more of them than asked for', () => {
    expect(bestPeer(all, 1)).toBe(quick);
    expect(bestPeer(all, 2)).toBe(threaded);
    expect(bestPeer([threaded], 1)).toBeNull();
  });
});

describe('pairedRatio', () => {
  test('compares slices of the same round, so that what slows both down does not count', () => {
    expect(pairedRatio([20, 10, 2, 20, 21], [10, 5, 1, 8, 10])).toEqual({ median: 2, low: 2, high: 2.5 });
  });

  test('counts the rounds alone that both took part in', () => {
    expect(pairedRatio([20, 10, 9], [10, 5])).toEqual({ median: 2, low: 2, high: 2 });
  });
});
