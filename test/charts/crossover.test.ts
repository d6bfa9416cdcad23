import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crossing } from '../../src/charts/crossover';
import { point } from './made-up';

test('finds the exact crossing of two power laws', () => {
  // a: 0.01 n, b: 2: they meet at 200
  const points = [1, 16, 256, 4096].flatMap((n) => [point('cpu', n, 0.01 * n), point('webgl', n, 2)]);
  expect(crossing(points, 'cpu', 'webgl')).toBeCloseTo(200, 6);
  expect(crossing(points, 'webgl', 'cpu')).toBeNull();
});

test('the smallest size where the second is faster throughout', () => {
  const points = [4, 64].flatMap((n) => [point('cpu', n, n), point('wasm', n, n / 2)]);
  expect(crossing(points, 'cpu', 'wasm')).toBe(4);
});

test('a lead that is lost again does not count', () => {
  const times: [number, number, number][] = [
    [1, 1, 2],
    [4, 4, 2],
    [16, 5, 9],
    [64, 30, 12],
  ];
  const points = times.flatMap(([n, cpu, webgl]) => [point('cpu', n, cpu), point('webgl', n, webgl)]);
  const found = crossing(points, 'cpu', 'webgl')!;
  expect(found).toBeGreaterThan(16);
  expect(found).toBeLessThan(64);
});

test('nothing to compare gives null', () => {
  expect(crossing([], 'cpu', 'webgl')).toBeNull();
  expect(crossing([point('cpu', 1, 1), point('webgl', 2, 1)], 'cpu', 'webgl')).toBeNull();
  expect(crossing([point('cpu', 1, 1), point('webgl', 1, 1)], 'cpu', 'webgl')).toBeNull();
  expect(crossing([point('cpu', 1, NaN), point('webgl', 1, 1)], 'cpu', 'webgl')).toBeNull();
});

test('against several, the fastest of them counts', () => {
  const points = [1, 16, 256, 4096].flatMap((n) => [
    point('cpu', n, 0.01 * n),
    point('wasm', n, 0.001 * n),
    point('webgl', n, 2),
  ]);
  expect(crossing(points, ['cpu', 'wasm'], ['webgl', 'webgpu'])).toBeCloseTo(2000, 6);
});

test('any straight lines on log-log axes that cross within the sizes are found where they cross', () => {
  const exponent = fc.double({ min: 0.6, max: 1.4, noNaN: true });
  const at = fc.double({ min: 2, max: 4000, noNaN: true });
  fc.assert(
    fc.property(exponent, fc.double({ min: 0, max: 0.5, noNaN: true }), at, (steep, flat, n0) => {
      const points = [1, 4, 16, 64, 256, 1024, 4096].flatMap((n) => [
        point('cpu', n, (n / n0) ** steep),
        point('webgl', n, (n / n0) ** flat),
      ]);
      expect(crossing(points, 'cpu', 'webgl')! / n0).toBeCloseTo(1, 6);
    }),
    { seed: 4 },
  );
});
