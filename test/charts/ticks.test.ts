import fc from 'fast-check';
import { expect, test } from 'vitest';
import { count, figure, percent, tick } from '../../src/charts/format';
import { decadeTicks, logRange, powerTicks } from '../../src/charts/ticks';

test('batch sizes are ticked in powers of four, and never closer than asked', () => {
  expect(powerTicks(1, 4096, 4, 480, 40)).toEqual([1, 4, 16, 64, 256, 1024, 4096]);
  expect(powerTicks(1, 4096, 4, 160, 40)).toEqual([1, 16, 256, 4096]);
  expect(powerTicks(32, 32, 4, 400, 40)).toEqual([32]);
  expect(powerTicks(2, 3, 4, 400, 40)).toEqual([2, 3]);
});

test('log ticks lie in the range, ascend and are at least two', () => {
  const edge = fc.double({ min: -6, max: 5, noNaN: true });
  fc.assert(
    fc.property(edge, fc.double({ min: 0.01, max: 8, noNaN: true }), (power, decades) => {
      const [low, high] = [10 ** power, 10 ** (power + decades)];
      const ticks = decadeTicks(low, high, 150, 24);
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      for (let i = 0; i < ticks.length; i++) {
        if (i > 0) expect(ticks[i]).toBeGreaterThan(ticks[i - 1]);
        expect(ticks[i] / low).toBeGreaterThan(0.99);
        expect(ticks[i] / high).toBeLessThan(1.01);
      }
    }),
    { seed: 5 },
  );
});

test('the range of a log axis is above nought and has a length whatever it is given', () => {
  expect(logRange([])).toEqual([0.1, 1]);
  expect(logRange([NaN, -1, 0, Infinity])).toEqual([0.1, 1]);
  expect(logRange([2])).toEqual([1, 4]);
  expect(logRange([1, Number.MAX_VALUE])[1]).toBe(Number.MAX_VALUE);
  const [low, high] = logRange([0.01, 3, NaN]);
  expect(low).toBeLessThan(0.01);
  expect(high).toBeGreaterThan(3);
});

test('numbers are written in full, never in thousands of k', () => {
  expect([1e12, 1024, 16384, 0.1, 0.001, 0, -3, 0.00002].map(tick)).toEqual([
    '1e12',
    '1,024',
    '16,384',
    '0.1',
    '0.001',
    '0',
    '−3',
    '2e−5',
  ]);
  expect([0.04134, 2.5e9, 12345.6, 0.00031, 0, NaN, Infinity, -Infinity].map(figure)).toEqual([
    '0.0413',
    '2.5e9',
    '12,346',
    '3.1e−4',
    '0',
    'NaN',
    '∞',
    '−∞',
  ]);
  expect([percent(0.9852), percent(NaN)]).toEqual(['98.5%', 'NaN']);
  expect([count(61200), count(1.5333)]).toEqual(['61,200', '1.53']);
});
