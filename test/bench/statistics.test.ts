/** What the bench makes of its slices. */
import { describe, expect, test } from 'vitest';
import { ratiosToBestPeer, rotated, spread } from '../../bench/src/statistics';

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

describe('ratiosToBestPeer', () => {
  test('measures all against the fastest peer, never against ourselves', () => {
    const rows = [
      { ours: true, speed: 30 },
      { ours: true, speed: 5 },
      { ours: false, speed: 10 },
      { ours: false, speed: 2 },
    ];
    expect(ratiosToBestPeer(rows)).toEqual([3, 0.5, 1, 0.2]);
  });

  test('says nothing where there is no peer', () => {
    expect(ratiosToBestPeer([{ ours: true, speed: 30 }])).toEqual([null]);
  });
});
