import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaults } from '../../src/engine/optimizers';
import { descend, quadratic, rateLimit, surfaces, type Surface } from '../../src/engine/surfaces';
import { seeded } from './arbitrary';

const all: [string, Surface][] = [...Object.entries(surfaces), ['quadratic', quadratic(2, 9)]];
const within = ([min, max]: readonly [number, number]) => fc.double({ min, max, noNaN: true });

describe.each(all)('%s', (_, surface) => {
  test('has the gradient that central differences give', () => {
    const h = 1e-5;
    fc.assert(
      fc.property(within(surface.x), within(surface.y), (x, y) => {
        const [dx, dy] = surface.gradient(x, y);
        const near = (exact: number, found: number) =>
          expect(Math.abs(exact - found)).toBeLessThan(1e-5 * (1 + Math.abs(exact) + surface.value(x, y)));
        near(dx, (surface.value(x + h, y) - surface.value(x - h, y)) / (2 * h));
        near(dy, (surface.value(x, y + h) - surface.value(x, y - h)) / (2 * h));
      }),
      seeded,
    );
  });

  test('is 0 and level at its minima, which are drawn as its start is, and nowhere below 0', () => {
    for (const [x, y] of surface.minima) {
      expect(surface.value(x, y)).toBe(0);
      expect(surface.gradient(x, y).map(Math.abs)).toEqual([0, 0]);
    }
    for (const [x, y] of [...surface.minima, surface.start]) {
      expect(x).toBeGreaterThanOrEqual(surface.x[0]);
      expect(x).toBeLessThanOrEqual(surface.x[1]);
      expect(y).toBeGreaterThanOrEqual(surface.y[0]);
      expect(y).toBeLessThanOrEqual(surface.y[1]);
    }
    fc.assert(
      fc.property(within(surface.x), within(surface.y), (x, y) => surface.value(x, y) >= 0),
      seeded,
    );
  });
});

test('values by hand', () => {
  expect(quadratic(2, 9).value(3, 2)).toBe(27);
  expect(surfaces.ravine.value(2, 1)).toBe(52);
  expect(surfaces.saddle.value(0, 0)).toBe(0.25);
  expect(surfaces.saddle.gradient(0, 0)).toEqual([0, -0]);
  expect(surfaces.rosenbrock.value(-1.2, 1)).toBeCloseTo(24.2, 12);
  expect(surfaces.beale.value(1, 1)).toBeCloseTo(14.203125, 12);
});

describe('a descent', () => {
  test('multiplies a coordinate of a quadratic by 1 − ηλ each step', () => {
    const { x, y, value, diverged } = descend(quadratic(1, 4), [2, 1], { kind: 'sgd' }, 0.1, 3);
    expect(x).toEqual([2, 1.8, 1.62, 1.458].map((one) => expect.closeTo(one, 12)));
    expect(y).toEqual([1, 0.6, 0.36, 0.216].map((one) => expect.closeTo(one, 12)));
    expect(value).toHaveLength(4);
    expect(value[0]).toBe(4);
    expect(diverged).toBe(false);
  });

  test('arrives just below the limit and diverges just above it, with momentum too', () => {
    for (const momentum of [0, 0.5, 0.9]) {
      const limit = rateLimit(4, momentum);
      const go = (share: number) => descend(quadratic(1, 4), [2, 1], { kind: 'momentum', momentum }, share * limit, 20_000);
      expect(go(0.999).value.at(-1)).toBeLessThan(1e-3);
      expect(go(1.001).diverged).toBe(true);
    }
    expect(rateLimit(8, 0)).toBe(0.25);
  });

  test('that diverges ends with the last point in bounds', () => {
    const { x, y, value, diverged } = descend(surfaces.rosenbrock, [-1.2, 1], { kind: 'sgd' }, 0.1, 100);
    expect(diverged).toBe(true);
    expect(x.length).toBeLessThan(100);
    for (const column of [x, y, value]) expect(column.every((one) => Math.abs(one) <= 1e9)).toBe(true);
  });

  test('finds a minimum of every surface, with Adam', () => {
    for (const [, surface] of all) {
      const { value } = descend(surface, surface.start, defaults('adam'), 0.05, 4000);
      expect(value.at(-1)).toBeLessThan(1e-4);
    }
  });
});
