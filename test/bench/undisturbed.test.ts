/** Which turns between two slices of the peak count, and what is made of them. */
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { undisturbed } from '../../bench/src/undisturbed';

const turn = (before: number, ours: number, after: number) => ({ before, ours, after });
const calm = Array.from({ length: 5 }, () => turn(50, 30, 48));

describe('undisturbed', () => {
  test('takes the turns where the loop before and after came near its best, by the mean of both', () => {
    const found = undisturbed([...calm, turn(50, 10, 40), turn(30, 49, 50)], 50);
    expect(found).toMatchObject({ turns: 5, of: 7 });
    expect(found?.share.median).toBeCloseTo(30 / 49, 12);
  });

  test('counts a turn in which ours alone was slow', () => {
    expect(undisturbed([...calm, turn(50, 1, 50)], 50)?.share.low).toBeCloseTo(1 / 50, 12);
  });

  test('says nothing where fewer than five count, as on a machine that is not free in that page', () => {
    expect(undisturbed([...calm.slice(1), turn(50, 30, 47)], 50)).toBeNull();
    expect(undisturbed(calm, 53)).toBeNull();
    expect(undisturbed([], 0)).toBeNull();
  });

  test('does not look at what ours did when it chooses', () => {
    const rate = fc.double({ min: 90, max: 100, noNaN: true });
    const turns = fc.array(fc.record({ before: rate, ours: rate, after: rate }), { maxLength: 30 });
    fc.assert(
      fc.property(turns, rate, (all, other) => {
        expect(
          undisturbed(
            all.map((one) => ({ ...one, ours: other })),
            100,
          )?.turns,
        ).toBe(undisturbed(all, 100)?.turns);
      }),
    );
  });
});
