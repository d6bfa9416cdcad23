import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  courseOf,
  factor,
  limitMoves,
  opening,
  openingOf,
  standsStill,
  surfaceOf,
  type Settings,
} from '../../../src/cells/surface/course';
import { gridOf } from '../../../src/cells/surface-grid';
import { surfaceNames } from '../../../src/cells/surface/schema';
import { quadratic } from '../../../src/engine/surfaces';

const settings: Settings = {
  surface: 'quadratic',
  curvatures: [1, 8],
  learningRate: 0.05,
  momentum: 0,
  steps: 40,
  start: [-3.2, 1.4],
};

describe('a course over a quadratic', () => {
  test('knows the limit and the factors', () => {
    const { limit, factors, diverged, path } = courseOf(settings);
    expect(limit).toBe(0.25);
    expect(factors).toEqual([expect.closeTo(0.95, 12), expect.closeTo(0.6, 12)]);
    expect(diverged).toBe(false);
    expect(path.value).toHaveLength(41);
  });

  test('diverges just past the limit, though the path is still in bounds', () => {
    const { diverged, path } = courseOf({ ...settings, learningRate: 0.2501 });
    expect(diverged).toBe(true);
    expect(path.diverged).toBe(false);
    expect(courseOf({ ...settings, learningRate: 0.25 }).diverged).toBe(false);
  });

  test('that starts at 0 on the steep axis stays there at any rate', () => {
    expect(courseOf({ ...settings, learningRate: 0.4, start: [2, 0] }).diverged).toBe(false);
    expect(courseOf({ ...settings, learningRate: 0.4, start: [2, 0.1] }).diverged).toBe(true);
  });

  test('is limited by the steeper axis, whichever it is, and the ravine by its 100', () => {
    expect(courseOf({ ...settings, curvatures: [20, 2] }).limit).toBe(0.1);
    expect(courseOf({ ...settings, surface: 'ravine' }).limit).toBe(0.02);
  });
});

test('a surface that is not quadratic has no limit to tell', () => {
  for (const surface of ['saddle', 'rosenbrock', 'beale'] as const) {
    expect(courseOf({ ...settings, surface, learningRate: 0.001 })).toMatchObject({ limit: null, factors: null });
  }
});

test('a factor is at most 1 in size exactly up to the limit', () => {
  const share = fc.double({ min: 0.01, max: 2, noNaN: true });
  fc.assert(
    fc.property(share, fc.double({ min: 0, max: 0.95, noNaN: true }), (of, momentum) => {
      const size = Math.abs(factor(of * 2 * (1 + momentum), momentum));
      if (of < 0.999) expect(size).toBeLessThan(1);
      if (of > 1.001) expect(size).toBeGreaterThan(1);
    }),
    { seed: 1 },
  );
  expect(factor(0.4, 0)).toBeCloseTo(0.6, 12);
  expect(factor(1.6, 0)).toBeCloseTo(-0.6, 12);
});

test('with momentum the factor is what the path comes to', () => {
  const { path, factors } = courseOf({ ...settings, learningRate: 0.3, momentum: 0.5, steps: 400, start: [0, 1] });
  const measured = (Math.abs(path.y[400]) / Math.abs(path.y[200])) ** (1 / 200);
  expect(measured).toBeCloseTo(Math.abs(factors?.[1] ?? 0), 2);
});

test('momentum moves the limit up; without it nothing is said', () => {
  expect(limitMoves(settings)).toBe(null);
  expect(limitMoves({ ...settings, momentum: 0.5 })).toBe('higher');
  expect(limitMoves({ ...settings, surface: 'beale', momentum: 0.5 })).toBe(null);
});

test('every surface opens with a rate that does not diverge there', () => {
  for (const surface of surfaceNames) {
    const start = surfaceOf(surface, [1, 8]).start;
    const { path, diverged } = courseOf({ ...settings, ...opening[surface], surface, start });
    expect(diverged).toBe(false);
    expect(path.value.at(-1)).toBeLessThan(path.value[0]);
  }
  const body = { ...settings, curvatures: [1, 8] as [number, number], surfaces: [...surfaceNames] };
  expect(openingOf({ ...body, surface: 'beale' }).start).toEqual([1, 1.5]);
});

test('a grid holds the losses at the middles of its cells, the lowest row first', () => {
  const surface = { ...quadratic(2, 6), x: [0, 72] as const, y: [0, 48] as const };
  const { values, columns } = gridOf(surface);
  expect(values[0]).toBe(surface.value(0.5, 0.5));
  expect(values[2 * columns + 3]).toBe(surface.value(3.5, 2.5));
});

test('a path stands still for want of slope, not because its rate is small', () => {
  const saddle = surfaceOf('saddle', [1, 1]);
  const ridge = courseOf({ ...settings, surface: 'saddle', learningRate: 0.1, steps: 80, start: [-1.6, 0] });
  expect(standsStill(saddle, ridge.path)).toBe(true);
  const slow = courseOf({ ...settings, surface: 'saddle', learningRate: 1e-5, steps: 80, start: [-1.6, 0] });
  expect(standsStill(saddle, slow.path)).toBe(false);
});
