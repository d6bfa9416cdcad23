/** The charts of the experiments: curves with a handle, a value a seed, a band over seeds. */
import { expect, test } from 'vitest';
import '../../src/charts/band';
import '../../src/charts/curves';
import '../../src/charts/lines';
import '../../src/charts/race-chart';
import '../../src/charts/strip';
import { asTable, collisions, drawing, expectAccessible, inside, mount, texts } from './mount';

const relu = { label: 'ReLU', colour: 'var(--series-5)', dashed: false, at: (x: number) => Math.max(0, x) };
const slope = { label: 'ReLU′', colour: 'var(--series-5)', dashed: true, at: (x: number) => Number(x > 0) };
const dead = { from: -4, to: 0, label: 'dead', strong: true };

test.each([600, 290])('curves at %i pixels: names at their ends, a handle on the axis, no text over another', async (width) => {
  const chart = await mount('fp-curves', { curves: [relu, slope], zones: [dead], at: 1.5, slope: 1, title: 'ReLU' }, width);
  const svg = await drawing(chart);
  expect(texts(svg)).toEqual(expect.arrayContaining(['ReLU', 'ReLU′', 'dead', 'input x →']));
  expect(collisions(svg)).toEqual([]);
  const handle = inside(chart).querySelector('input');
  expect(handle?.getAttribute('aria-valuetext')).toBe('x 1.5: ReLU 1.5, ReLU′ 1');
  await expectAccessible();
  const table = await asTable(chart);
  expect(table[0]).toEqual(['input x', 'ReLU', 'ReLU′']);
  expect(table.find(([x]) => x === '−2')).toEqual(['−2', '0', '0']);
});

const groups = [
  { label: 'identity', colour: 'var(--series-2)', points: [1, 2, 3].map((seed) => ({ seed, value: 0.693 })) },
  { label: 'tanh', colour: 'var(--series-3)', points: [0.01, 1e-17, NaN].map((value, i) => ({ seed: i + 1, value })) },
];

test('a strip: a dot a seed, tiny values at the edge, what diverged only in the table', async () => {
  const reference = { value: 0.693, label: 'constant 0.693' };
  const chart = await mount('fp-strip', { groups, seeds: [1, 3], yLabel: 'final loss', reference, title: 'Final loss' });
  const svg = await drawing(chart);
  // Told apart by their shapes too: circles, and diamonds, which are paths.
  expect(svg.querySelectorAll('circle')).toHaveLength(3);
  expect(svg.querySelectorAll('[aria-label="dot"] path')).toHaveLength(2);
  expect(texts(svg)).toEqual(expect.arrayContaining(['constant 0.693', '● identity', '◆ tanh', '1', '2', '3']));
  expect(collisions(svg)).toEqual([]);
  await expectAccessible();
  const table = await asTable(chart);
  expect(table.slice(-3)).toEqual([
    ['tanh', '1', '0.01'],
    ['tanh', '2', '1e−17'],
    ['tanh', '3', 'NaN'],
  ]);
});

test('a band: the median as a line within its range', async () => {
  const points = [0, 10, 20].map((x) => ({ x, median: x / 40, low: 0, high: x / 20 }));
  const bands = [{ label: 'ReLU', colour: 'var(--series-7)', points }];
  const chart = await mount('fp-band', { bands, domain: [20, 1], title: 'Units off', yLabel: 'share off' });
  const svg = await drawing(chart);
  expect(texts(svg)).toContain('ReLU');
  expect(collisions(svg)).toEqual([]);
  await expectAccessible();
  expect((await asTable(chart)).at(-1)).toEqual(['ReLU', '20', '0.5', '0', '1']);
});

test('lines over counts: every count is a tick, and the vertical axis stays as told', async () => {
  const series = [{ label: 'tanh', x: [1, 2, 3], y: [0.1, 0.2, 0.3] }];
  const told = { series, xCounts: [1, 2, 3], yRange: [1e-6, 1] as const, yLog: true, title: 'Norms' };
  const svg = await drawing(await mount('fp-chart-lines', told));
  expect(texts(svg)).toEqual(expect.arrayContaining(['1', '2', '3', '1e−6']));
  expect(texts(svg)).not.toContain('0.5');
});

test('a race: the range of runs of which some diverged goes up to the axis’s end, and the axis stays finite', async () => {
  const point = (rate: number, high: number) => ({ rate, median: 0.1, low: 0.05, high, runs: 3, diverged: high < 1 ? 0 : 1 });
  const lines = [{ label: 'SGD', colour: 0, points: [point(0.01, 0.2), point(0.1, Infinity)] }];
  const svg = await drawing(await mount('fp-race-chart', { lines, title: 'Loss' }));
  expect(texts(svg)).toEqual(expect.arrayContaining(['SGD', '0.1', '0.05']));
  expect(collisions(svg)).toEqual([]);
});
