import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeLabels, thin } from '../../src/charts/labels';

const pixels = fc.double({ min: -50, max: 250, noNaN: true });

test('labels that are apart stay where they are', () => {
  expect(placeLabels([100, 20, 60], 13, 0, 150)).toEqual([100, 20, 60]);
  expect(placeLabels([], 13, 0, 150)).toEqual([]);
});

test('labels at one place spread around it', () => {
  expect(placeLabels([80, 80, 80], 10, 0, 150)).toEqual([70, 80, 90]);
});

test('no two labels ever overlap, all stay inside where they can, and their order is kept', () => {
  fc.assert(
    fc.property(fc.array(pixels, { maxLength: 14 }), fc.double({ min: 1, max: 16, noNaN: true }), (wanted, gap) => {
      const places = placeLabels(wanted, gap, 10, 160);
      const sorted = [...places].sort((a, b) => a - b);
      for (let i = 1; i < sorted.length; i++) expect(sorted[i] - sorted[i - 1]).toBeGreaterThanOrEqual(gap - 1e-6);
      for (let i = 0; i < wanted.length; i++) {
        expect(places[i]).toBeGreaterThanOrEqual(10 - 1e-6);
        if ((wanted.length - 1) * gap <= 150) expect(places[i]).toBeLessThanOrEqual(160 + 1e-6);
        for (let j = 0; j < wanted.length; j++) if (wanted[i] < wanted[j]) expect(places[i]).toBeLessThan(places[j]);
      }
    }),
    { seed: 2 },
  );
});

test('a label whose line has no end does not break the others', () => {
  const places = placeLabels([NaN, 50, Infinity], 12, 0, 100);
  expect(places.every(Number.isFinite)).toBe(true);
  expect(new Set(places).size).toBe(3);
});

test('thinning keeps the newest and never leaves two closer than the gap', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 500, noNaN: true }), { maxLength: 60 }), (unsorted) => {
      const places = unsorted.sort((a, b) => a - b);
      const kept = places.filter((_, i) => thin(places, 40)[i]);
      if (places.length) expect(kept.at(-1)).toBe(places.at(-1));
      for (let i = 1; i < kept.length; i++) expect(kept[i] - kept[i - 1]).toBeGreaterThanOrEqual(40);
    }),
    { seed: 3 },
  );
});
