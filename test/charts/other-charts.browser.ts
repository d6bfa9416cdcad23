import { expect, test } from 'vitest';
import '../../src/charts/bars';
import '../../src/charts/distribution';
import '../../src/charts/lines';
import '../../src/charts/predicted';
import '../../src/charts/sweep-chart';
import { crossing } from '../../src/charts/crossover';
import { point } from './made-up';
import { asTable, collisions, drawing, expectAccessible, inside, mount, texts } from './mount';

const sizes = [1, 4, 16, 64, 256, 1024, 4096];
const sweep = (software = false) =>
  sizes.flatMap((n) => [
    point('cpu', n, 0.02 + 0.002 * n),
    point('wasm', n, 0.03 + 0.0004 * n),
    point('webgl', n, 0.4 + 0.00004 * n, software),
  ]);

test('a sweep: a line a backend, ticks written in full, the crossover and the guess', async () => {
  const points = sweep();
  const crossover = crossing(points, ['cpu', 'wasm'], 'webgl');
  const chart = await mount('fp-sweep-chart', { points, guess: 256, crossover });
  const svg = await drawing(chart);
  const shown = texts(svg);
  expect(shown).toEqual(expect.arrayContaining(['1', '4', '16', '64', '256', '1,024', '4,096', '0.1', 'CPU', 'WASM', 'WebGL']));
  expect(shown).toEqual(expect.arrayContaining(['GPU wins from here', 'your guess', 'batch size →']));
  expect(svg.querySelectorAll('.GPU-wins-from-here line')).toHaveLength(1);
  expect(svg.querySelectorAll('.webgl circle')).toHaveLength(7);
  expect(inside(chart).textContent).toMatch(/The GPU wins from a batch of about \d/);
  expect(collisions(svg)).toEqual([]);
  await expectAccessible();
  const table = await asTable(chart);
  expect(table).toHaveLength(1 + 21);
  expect(table[0]).toEqual(['backend', 'batch size', 'median ms', 'p95 ms', 'samples']);
  expect(table.find((row) => row[0] === 'WASM' && row[1] === '4,096')!.slice(2)).toEqual(['1.67', '2', '2']);
});

test('a sweep that the GPU never wins says so, but only once it is whole', async () => {
  const points = sizes.flatMap((n) => [point('cpu', n, 0.01), point('webgl', n, 5)]);
  const chart = await mount('fp-sweep-chart', { points: points.slice(0, -1) });
  await drawing(chart);
  expect(inside(chart).textContent).not.toContain('never');
  chart.points = points;
  const svg = await drawing(chart, (svg) => svg.querySelectorAll('.webgl circle').length === 7);
  expect(inside(chart).textContent).toContain('The GPU never wins here.');
  expect(texts(svg)).not.toContain('GPU wins from here');
});

test('a software renderer is called one, and no GPU', async () => {
  const points = sweep(true);
  const chart = await mount('fp-sweep-chart', { points, crossover: crossing(points, 'cpu', 'webgl') });
  const svg = await drawing(chart);
  expect(texts(svg)).toEqual(expect.arrayContaining(['WebGL · software', 'software renderer wins from here']));
  expect(texts(svg).join()).not.toContain('GPU');
  expect(inside(chart).textContent).toContain('WebGL ran in software here, not on a GPU.');
  expect(collisions(svg)).toEqual([]);
});

test('five backends at 320 pixels, with rules at both ends', async () => {
  const points = [
    ...sweep(true),
    ...sizes.flatMap((n) => [point('webgpu', n, 0.38 + 0.00005 * n, true), point('plain', n, 0.02 + 0.0021 * n)]),
  ];
  const chart = await mount('fp-sweep-chart', { points, guess: 4096, crossover: 3000 }, 320);
  const svg = await drawing(chart);
  expect(collisions(svg)).toEqual([]);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(innerWidth);
  await expectAccessible();
  for (const crossover of [1, 100, 600]) {
    chart.crossover = crossover;
    const before = inside(chart).querySelector('.plot svg');
    expect(collisions(await drawing(chart, (svg) => svg !== before)), `crossover ${crossover}`).toEqual([]);
  }
});

test('a sweep of one point, and of none', async () => {
  const chart = await mount('fp-sweep-chart', { points: [] });
  expect(inside(chart).textContent).toContain('Not measured yet');
  chart.points = [point('cpu', 1, NaN)];
  await chart.updateComplete;
  expect(inside(chart).textContent).toContain('Not measured yet');
  chart.points = [point('cpu', 32, 1)];
  expect(texts(await drawing(chart))).toContain('CPU');
});

test('a distribution: all calls in bins, median and p95 written on it', async () => {
  const samples = Array.from({ length: 200 }, (_, i) => 0.36 + (i % 20) / 200 + (i % 10 === 0 ? 0.1 : 0));
  const chart = await mount('fp-distribution', { samples, median: 0.405, p95: 0.5 });
  const svg = await drawing(chart);
  expect(texts(svg)).toEqual(expect.arrayContaining(['median 0.405 ms', 'p95 0.5 ms', 'ms →']));
  expect(collisions(svg)).toEqual([]);
  await expectAccessible();
  const rows = (await asTable(chart)).slice(1);
  expect(rows.reduce((sum, row) => sum + Number(row[1]), 0)).toBe(200);
  expect(inside(chart).querySelector('caption')!.textContent).toContain('median 0.405 ms, p95 0.5 ms');
});

test('a distribution with a stall says what it leaves out; equal samples and none do not break it', async () => {
  const samples = [...Array.from({ length: 199 }, (_, i) => 0.3 + (i % 40) / 400), 90];
  const chart = await mount('fp-distribution', { samples, median: 0.35, p95: 0.39 }, 320);
  const svg = await drawing(chart);
  expect(inside(chart).textContent).toContain('1 of 200 calls took longer than drawn, up to 90 ms.');
  expect(collisions(svg)).toEqual([]);
  chart.samples = [0.4, 0.4];
  chart.median = chart.p95 = 0.4;
  await drawing(chart, (svg) => texts(svg).includes('p95 0.4 ms'));
  chart.samples = [];
  await chart.updateComplete;
  expect(inside(chart).textContent).toContain('Nothing measured yet');
});

test('lines: each one named, on linear and log axes, with gaps', async () => {
  const x = Array.from({ length: 100 }, (_, i) => i + 1);
  const series = [
    { label: 'square', x, y: x.map((v) => v * v) },
    { label: 'root', x, y: x.map((v) => (v === 50 ? NaN : Math.sqrt(v))) },
  ];
  const chart = await mount('fp-chart-lines', { title: 'Powers', series, xLabel: 'size', yLabel: 'amount' });
  const linear = await drawing(chart);
  expect(texts(linear)).toEqual(expect.arrayContaining(['square', 'root', 'size →']));
  expect(linear.querySelectorAll('.series path')).toHaveLength(2);
  expect(linear.querySelectorAll('.series path')[1].getAttribute('d')!.match(/M/g)).toHaveLength(2);
  expect(collisions(linear)).toEqual([]);
  chart.xLog = chart.yLog = true;
  const log = await drawing(chart, (svg) => texts(svg).includes('10,000'));
  expect(collisions(log)).toEqual([]);
  await expectAccessible();
  const table = await asTable(chart);
  expect(table[0]).toEqual(['line', 'size', 'amount']);
  expect(table).toHaveLength(201);
  expect(table[12]).toEqual(['square', '12', '144']);
});

test('a line that stands alone goes without a name', async () => {
  const series = [{ label: '', x: [1, 2], y: [3, 4] }];
  const chart = await mount('fp-chart-lines', { title: 'Loss', series, xLabel: 'step', yLabel: 'loss' });
  await drawing(chart);
  expect(inside(chart).querySelector('.summary')?.textContent).toBe('loss against step. 4 at step 2.');
  expect(await asTable(chart)).toEqual([
    ['step', 'loss'],
    ['1', '3'],
    ['2', '4'],
  ]);
});

test('bars: lengths in proportion, values as text, in a real table', async () => {
  const bars = [
    { label: 'forward', value: 2, colour: 'forward', text: '2.0 µs' },
    { label: 'backward', value: 4, colour: 'backward', text: '4.0 µs' },
    { label: 'update', value: NaN, colour: 'update', text: '—' },
  ] as const;
  const element = await mount('fp-bars', { title: 'One training step', bars }, 320);
  const root = inside(element);
  expect([...root.querySelectorAll<HTMLElement>('.bar')].map((bar) => bar.style.width)).toEqual(['50%', '100%', '0%']);
  expect([...root.querySelectorAll('th')].map((cell) => cell.textContent)).toEqual(['forward', 'backward', 'update']);
  expect([...root.querySelectorAll('.amount')].map((cell) => cell.textContent)).toEqual(['2.0 µs', '4.0 µs', '—']);
  expect(root.querySelector('caption')!.textContent.trim()).toBe('One training step');
  expect(element.scrollWidth).toBeLessThanOrEqual(320);
  await expectAccessible();
  const height = element.getBoundingClientRect().height;
  element.rows = 3;
  element.bars = [];
  await element.updateComplete;
  expect(element.getBoundingClientRect().height).toBe(height);
  expect(root.textContent).toContain('Nothing measured yet');
});

test('predicted against true: a dot an example, those far off on the frame, and all of it as a table', async () => {
  const n = 700;
  const truth = Float64Array.from({ length: n }, (_, i) => 1000 + i);
  const outputs = Float32Array.from({ length: n }, (_, i) => (i === 1 ? 1e6 : (i - 349.5) / 200));
  const rows = Uint32Array.from({ length: n - 1 }, (_, i) => i + 1);
  const scale = { mean: 1349.5, deviation: 200 };
  const chart = await mount('fp-predicted', { title: 'Predicted', name: 'price', truth, outputs, rows, scale }, 270);
  const svg = await drawing(chart);
  expect(svg.querySelectorAll('.answers circle')).toHaveLength(233);
  expect(texts(svg)).toEqual(expect.arrayContaining(['exact', 'true price →']));
  expect(collisions(svg)).toEqual([]);
  expect(inside(chart).textContent).toContain('233 of the 699 held-out rows are drawn.');
  const boxes = [...svg.querySelectorAll('.answers circle')].map((dot) => dot.getBoundingClientRect());
  const { top, bottom } = svg.getBoundingClientRect();
  expect(boxes.every((box) => box.top >= top && box.bottom <= bottom)).toBe(true);
  expect(inside(chart).querySelector('.summary')?.textContent).toMatch(/699 held-out rows: true price from 1,001 to 1,697/);
  await expectAccessible();
  const table = await asTable(chart);
  expect(table[0]).toEqual(['true price', 'predicted', 'difference']);
  expect(table[2].slice(0, 2)).toEqual(['1,004', '1,004']);
  expect(table.at(-1)?.[0]).toBe('1,697');
});

test('bars are 3:1 against the cell they lie on, in both themes', async () => {
  for (const theme of ['light', 'dark']) {
    document.documentElement.dataset.theme = theme;
    const bars = (['forward', 'backward', 'update'] as const).map((colour) => ({ label: colour, value: 1, colour, text: '1' }));
    const element = await mount('fp-bars', { bars });
    const behind = luminance(getComputedStyle(document.body).backgroundColor);
    for (const bar of inside(element).querySelectorAll('.bar')) {
      const own = luminance(getComputedStyle(bar).backgroundColor);
      const ratio = (Math.max(own, behind) + 0.05) / (Math.min(own, behind) + 0.05);
      expect(ratio, `${bar.className} ${theme}`).toBeGreaterThanOrEqual(3);
    }
    document.body.replaceChildren();
  }
});

/** Relative luminance (WCAG 2.2) of a CSS colour, read off a canvas since it may be in any colour space. */
function luminance(colour: string): number {
  const context = new OffscreenCanvas(1, 1).getContext('2d')!;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].map((byte) => {
    const share = byte / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
