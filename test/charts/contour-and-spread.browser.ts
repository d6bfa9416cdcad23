/** The contour chart and the chart of spreads: drawn, named, read as tables, in both themes. */
import { expect, test } from 'vitest';
import '../../src/charts/contour';
import '../../src/charts/spread';
import { asTable, collisions, drawing, expectAccessible, inside, mount, texts } from './mount';

/** w₂ alone decides: the loss is the row's number. */
const grid = {
  columns: 12,
  rows: 8,
  values: Float64Array.from({ length: 96 }, (_, i) => Math.floor(i / 12)),
  x: [-1, 1] as const,
  y: [0, 8] as const,
};
const path = { x: [0, 0.5, 1e300], y: [7, 4, 1], value: [7, 4, 1] };

test.each(['light', 'dark'])('contours, a path and a start that can be moved, %s', async (theme) => {
  document.documentElement.dataset.theme = theme;
  const chart = await mount('fp-chart-contour', { title: 'A slope', grid, path, minima: [[0, 1]], movable: true, height: 240 });
  const svg = await drawing(chart);
  expect(svg.querySelectorAll('[aria-label="contour"] path').length).toBeGreaterThan(4);
  expect(collisions(svg)).toEqual([]);
  // The lowest row stands at the bottom: the handle of a high start stands in the upper half.
  const handle = inside(chart).querySelector<HTMLElement>('.handle');
  const middle = svg.getBoundingClientRect().top + 120;
  expect(handle?.getBoundingClientRect().bottom).toBeLessThan(middle);
  expect(inside(chart).querySelector('.path')?.getAttribute('d')).not.toContain('e+');
  expect(inside(chart).querySelector('#told')?.textContent).toMatch(/after 2 steps/);
  await expectAccessible();
});

test('the lowest row is drawn at the bottom', async () => {
  const chart = await mount('fp-chart-contour', { title: 'A slope', grid, height: 240 });
  const svg = await drawing(chart);
  const tops = [...svg.querySelectorAll('[aria-label="contour"] path')].map((one) => one.getBoundingClientRect());
  // Each band lies above its threshold: all reach the top, and each starts higher up than the one before.
  const bottoms = tops.map(({ bottom }) => bottom);
  expect(bottoms).toEqual(bottoms.toSorted((a, b) => b - a));
});

test('without a path the table is a sample of the grid, highest row first', async () => {
  const chart = await mount('fp-chart-contour', { title: 'A slope', grid });
  const rows = await asTable(chart);
  expect(rows[0][0]).toBe('w₂ \\ w₁');
  expect(rows[1].slice(0, 3)).toEqual(['7.5', '7', '7']);
  expect(rows.at(-1)?.slice(0, 2)).toEqual(['0.5', '0']);
});

test('nothing to draw is said', async () => {
  const chart = await mount('fp-chart-contour', { title: 'A slope', empty: 'Press it' });
  expect(inside(chart).textContent).toContain('Press it');
});

test.each(['light', 'dark'])('spreads: a line with its range, points with theirs, names at the ends, %s', async (theme) => {
  document.documentElement.dataset.theme = theme;
  const chart = await mount('fp-chart-spread', {
    title: 'Losses',
    series: [
      { label: 'train', x: [0, 10, 20], y: [1, 0.5, 0.2], low: [0.9, 0.4, 0.1], high: [1.1, 0.6, 0.3] },
      { label: 'points', x: [0, 10, 20], y: [1, 1.2, 1.3], low: [0.9, 1, 1.1], high: [1.1, 1.4, 1.5], dots: true },
      { label: 'rule', x: [0, 20], y: [0.2, 0.21], dashed: true },
    ],
    xLabel: 'step',
    yLabel: 'loss',
    rangeLabel: 'range',
  });
  const svg = await drawing(chart);
  expect(texts(svg)).toEqual(expect.arrayContaining(['train', 'points', 'rule']));
  expect(svg.querySelectorAll('[aria-label="area"] path')).toHaveLength(1);
  expect(svg.querySelectorAll('[aria-label="dot"] circle')).toHaveLength(3);
  expect(collisions(svg)).toEqual([]);
  await expectAccessible();
  const rows = await asTable(chart);
  expect(rows[0]).toEqual(['line', 'step', 'loss', 'range']);
  expect(rows[2]).toEqual(['train', '10', '0.5', '0.4 to 0.6']);
  expect(rows.at(-1)).toEqual(['rule', '20', '0.21', '–']);
});

test('spreads on logarithmic axes', async () => {
  const x = [1, 4, 16, 64];
  const chart = await mount('fp-chart-spread', {
    title: 'Noise',
    series: [{ label: 'noise', x, y: x.map((size) => 1 / Math.sqrt(size)) }],
    xLog: true,
    yLog: true,
  });
  const svg = await drawing(chart);
  expect(texts(svg)).toEqual(expect.arrayContaining(['1', '10']));
  // Even steps on both axes are one straight line.
  const d = svg.querySelector('[aria-label="line"] path')?.getAttribute('d') ?? '';
  const points = [...d.matchAll(/([\d.]+),([\d.]+)/g)].map(([, a, b]) => [Number(a), Number(b)]);
  expect(points).toHaveLength(4);
  const slopes = points.slice(1).map(([a, b], i) => (b - points[i][1]) / (a - points[i][0]));
  for (const slope of slopes) expect(slope).toBeCloseTo(slopes[0], 2);
});
