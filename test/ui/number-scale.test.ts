/** The arithmetic of number fields. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type NumberScale, POSITIONS, fromPosition, read, stepped, toPosition, write } from '../../src/ui/number-scale';

const rate: NumberScale = { min: 1e-5, max: 10, step: 0, scale: 'log', integer: false };
const penalty: NumberScale = { min: 0, max: 1, step: 1e-5, scale: 'log', integer: false };
const batch: NumberScale = { min: 1, max: 4096, step: 1, scale: 'log', integer: true };
const noise: NumberScale = { min: 0, max: 0.5, step: 0.05, scale: 'linear', integer: false };
const all = [rate, penalty, batch, noise];

describe('arrow keys', () => {
  it('step a log scale by about 1.26 through preferred numbers', () => {
    expect(stepped(0.01, 1, rate)).toBe(0.0125);
    expect(stepped(0.01, -1, rate)).toBe(0.008);
    expect(stepped(0.03, 1, rate)).toBe(0.032);
  });
  it('step a linear scale by its step, without trailing dust', () => {
    expect(stepped(0.1, 1, noise)).toBe(0.15);
    expect(stepped(0.3, 1, noise)).toBe(0.35);
  });
  it('always move whole numbers', () => {
    expect(stepped(1, 1, batch)).toBe(2);
    expect(stepped(32, 1, batch)).toBe(40);
    expect(stepped(2, -1, batch)).toBe(1);
  });
  it('reach nought where a log scale begins at nought, and leave it again', () => {
    expect(stepped(1e-5, -1, penalty)).toBe(0);
    expect(stepped(0, 1, penalty)).toBe(1e-5);
  });
  it('stay within the limits and go the right way', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...all),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom(1 as const, -1 as const),
        (s, share, way) => {
          const value = fromPosition(share * POSITIONS, s);
          const next = stepped(value, way, s);
          expect(next).toBeGreaterThanOrEqual(s.min);
          expect(next).toBeLessThanOrEqual(s.max);
          expect((next - value) * way).toBeGreaterThanOrEqual(0);
          if (way > 0 && value < s.max) expect(next).toBeGreaterThan(value);
          if (way < 0 && value > s.min) expect(next).toBeLessThan(value);
        },
      ),
      { seed: 4 },
    );
  });
});

describe('slider', () => {
  it.each(all)('covers the whole range (%o)', (s) => {
    expect(fromPosition(0, s)).toBe(s.min);
    expect(fromPosition(POSITIONS, s)).toBe(s.max);
    expect(toPosition(s.min, s)).toBe(0);
    expect(toPosition(s.max, s)).toBe(POSITIONS);
  });
  it('puts a value where it came from', () => {
    for (const s of all) {
      for (let position = 0; position <= POSITIONS; position += 50) {
        const value = fromPosition(position, s);
        expect(fromPosition(toPosition(value, s), s)).toBe(value);
      }
    }
  });
  it('never goes back while the thumb goes on', () => {
    for (const s of all) {
      const values = Array.from({ length: POSITIONS + 1 }, (_, i) => fromPosition(i, s));
      expect(values.every((v, i) => i === 0 || v >= values[i - 1])).toBe(true);
    }
  });
});

describe('typed text', () => {
  it('is read', () => {
    expect(read('0.03', rate)).toEqual({ value: 0.03 });
    expect(read(' 1e-3 ', rate)).toEqual({ value: 0.001 });
  });
  it.each([
    ['', rate, 'Enter a number from 0.00001 to 10.'],
    ['11', rate, 'Enter a number from 0.00001 to 10.'],
    ['x', rate, 'Enter a number from 0.00001 to 10.'],
    ['2.5', batch, 'Enter a whole number from 1 to 4096.'],
  ])('%o is refused with the limits', (text, s, problem) => {
    expect(read(text, s)).toEqual({ problem });
  });
  it('is written with as few digits as say it', () => {
    expect(write(0.1 + 0.2)).toBe('0.3');
    expect(write(0.01)).toBe('0.01');
  });
});
