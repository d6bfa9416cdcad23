/** What an experiment has kept comes back as it was; a value edited by hand is refused in words, or is one that it can show. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differences, whenWords } from '../../src/cells/taken-words';
import { InputFault } from '../../src/share/fault';
import { bytesOf, sumOf } from '../../src/share/kept-cell';
import { body, kinds, type Kind } from './kept-kinds';

const seeded = { seed: 20261123 };
const taken = { at: '2026-11-23T07:40:00.000Z', userAgent: 'Mozilla/5.0 Chrome/156.0.0.0', cores: 2, crossOriginIsolated: true };

const whole = ({ settings, results }: Kind) =>
  structuredClone({ version: 1, fence: sumOf(body), settings, results, taken: results === null ? null : taken });

/** What is wrong with it, for the reader; null where it can be shown. */
function complaint({ read }: Kind, value: unknown): string | null {
  try {
    read(value);
    return null;
  } catch (error) {
    if (error instanceof InputFault) return error.message;
    throw error;
  }
}

/** Puts something else in one place of it, or takes that away. */
function changed(value: unknown, pick: () => number, other: unknown): unknown {
  if (typeof value !== 'object' || value === null || pick() < 0.15) return other;
  if (ArrayBuffer.isView(value)) return pick() < 0.5 ? (value as Float64Array).slice(1) : Array.from(value as Float64Array);
  const keys = Object.keys(value);
  const key = keys[Math.floor(pick() * keys.length)];
  if (key === undefined) return other;
  if (Array.isArray(value)) return value.with(Number(key), changed(value[Number(key)], pick, other));
  const { [key]: inner, ...rest } = value as Record<string, unknown>;
  return pick() < 0.15 ? rest : { ...rest, [key]: changed(inner, pick, other) };
}

describe.each(kinds)('$name', (one) => {
  it('comes back as it was, from storage and from a file', () => {
    expect(one.read(whole(one))).toEqual(whole(one));
    expect(one.read(structuredClone(whole(one)))).toEqual(whole(one));
  });

  it('refuses 1,000 wrong values in words, or can show them', () => {
    let refused = 0;
    fc.assert(
      fc.property(
        fc.anything({ withTypedArray: true, withDate: true }),
        fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
        (other, numbers) => {
          const said = complaint(
            one,
            changed(whole(one), () => numbers.next().value as number, other),
          );
          if (said === null) return;
          refused++;
          expect(said).toMatch(/\w/);
        },
      ),
      { ...seeded, numRuns: 1000 },
    );
    expect(refused).toBeGreaterThan(500);
  });
});

it('refuses what belongs to another fence, and a version that it does not know', () => {
  const [first] = kinds;
  expect(complaint(first, { ...whole(first), fence: 1 })).toMatch(/set this cell up anew/);
  expect(complaint(first, { ...whole(first), version: 2 })).toMatch(/^At version: /);
  expect(complaint(first, { ...whole(first), taken: null })).toMatch(/^At taken: /);
});

it('knows about how much a value takes', () => {
  expect(bytesOf({ ab: new Float64Array(10), c: ['xyz', 1, null] })).toBe(2 + 80 + 1 + 6 + 8 + 8);
});

describe('where it was found', () => {
  it('says nothing of the same place', () => expect(differences(taken, taken)).toBe(''));
  it.each([
    ['Mozilla/5.0 (X11; rv:140.0) Gecko/20100101 Firefox/140.0', 'by Firefox 140 (this is Chrome 156)'],
    ['Mozilla/5.0 Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0', 'by Edge 156 (this is Chrome 156)'],
    ['Mozilla/5.0 (iPhone) Version/26.1 Mobile Safari/604.1', 'by Safari 26 (this is Chrome 156)'],
    ['Lynx', 'by another browser (this is Chrome 156)'],
    ['Mozilla/5.0 (Android) Chrome/156.0.0.0', 'by Chrome 156 on another device or system'],
  ])('%s', (userAgent, words) => expect(differences({ ...taken, userAgent }, taken)).toContain(words));
  it('names cores and renderer where both are known', () => {
    const then = { ...taken, cores: 8, renderer: 'A' };
    expect(differences(then, { ...taken, renderer: 'B' })).toBe(
      'It was found elsewhere: with 8 processor cores (here 2), on the renderer A (here B). Times measured there say nothing about this device.',
    );
    expect(differences({ ...taken, renderer: 'A' }, taken)).toBe('');
    expect(whenWords(taken)).toMatch(/^23 November 2026 at /);
  });
});
