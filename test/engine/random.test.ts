import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hash, Random } from '../../src/engine/random';
import { seeded, repeated } from './arbitrary';

const take = (n: number, draw: () => number) => Array.from({ length: n }, draw);

test('the same seed gives the same numbers, another seed others', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.maxSafeNat(), (seed, other) => {
      const stream = (of: number) => {
        const random = new Random(of);
        return take(8, () => random.next());
      };
      expect(stream(seed)).toEqual(stream(seed));
      if (seed !== other) expect(stream(seed)).not.toEqual(stream(other));
    }),
    seeded,
  );
});

test('these very numbers, for ever: a link shared today must mean the same tomorrow', () => {
  const random = new Random(7);
  expect(take(4, () => random.next())).toMatchInlineSnapshot(`
    [
      3717842623,
      3665254222,
      3355698721,
      1178360208,
    ]
  `);
  expect([hash(7, 0), hash(7, 1), hash(7, -1)]).toMatchInlineSnapshot(`
    [
      910523330,
      3006038613,
      3394654383,
    ]
  `);
  expect([...new Random(7).permutation(8)]).toMatchInlineSnapshot(`
    [
      0,
      2,
      3,
      7,
      1,
      4,
      5,
      6,
    ]
  `);
});

test('uniform numbers fill [0, 1) evenly, bit by bit as well', () => {
  const random = new Random(1);
  const n = 64_000;
  const bins = repeated(64, 0);
  const bits = repeated(32, 0);
  for (let i = 0; i < n; i++) {
    const word = random.next();
    bins[word >>> 26]++;
    for (let bit = 0; bit < 32; bit++) bits[bit] += (word >>> bit) & 1;
  }
  // χ² of 63 degrees of freedom is above 115 once in 15,000 seeds.
  const chi2 = bins.reduce((sum, count) => sum + (count - n / 64) ** 2 / (n / 64), 0);
  expect(chi2).toBeLessThan(115);
  for (const ones of bits) expect(Math.abs(ones - n / 2)).toBeLessThan(4.5 * Math.sqrt(n / 4));
});

test('normal deviates have the moments and tails of a normal distribution', () => {
  const random = new Random(2);
  const n = 200_000;
  const sample = take(n, () => random.normal());
  const moment = (k: number) => sample.reduce((sum, value) => sum + value ** k, 0) / n;
  expect(moment(1)).toBeCloseTo(0, 1.7);
  expect(moment(2)).toBeCloseTo(1, 1.7);
  expect(moment(3)).toBeCloseTo(0, 1);
  expect(Math.abs(moment(4) - 3)).toBeLessThan(0.1);
  const share = (limit: number) => sample.filter((value) => Math.abs(value) > limit).length / n;
  expect(share(1.96)).toBeCloseTo(0.05, 2);
  expect(share(3)).toBeCloseTo(0.0027, 3);
  expect(sample.every(Number.isFinite)).toBe(true);
});

test('a permutation has each number once, and every place is as likely', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 0, max: 60 }), (seed, n) => {
      const order = new Random(seed).permutation(n);
      expect([...order].sort((a, b) => a - b)).toEqual(take(n, () => 0).map((_, i) => i));
    }),
    seeded,
  );
  const orders = new Map<string, number>();
  const random = new Random(3);
  for (let i = 0; i < 24_000; i++) {
    const key = random.permutation(4).join();
    orders.set(key, (orders.get(key) ?? 0) + 1);
  }
  expect(orders.size).toBe(24);
  for (const count of orders.values()) expect(Math.abs(count - 1000)).toBeLessThan(5 * Math.sqrt(1000));
});

test('hash tells seeds, numbers and signs apart', () => {
  const seen = new Set<number>();
  for (let seed = 0; seed < 60; seed++) for (let n = -60; n < 60; n++) seen.add(hash(seed, n));
  for (let seed = 0; seed < 60; seed++) seen.add(hash(seed + 2 ** 32 * (seed + 1), 0));
  // 7,260 draws of 2³² meet once in 160 such tests.
  expect(seen.size).toBe(60 * 120 + 60);
});
