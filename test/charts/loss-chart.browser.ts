import { expect, test, vi } from 'vitest';
import '../../src/charts/loss-chart';
import type { FpLossChart, ScrubDetail } from '../../src/charts/loss-chart';
import type { History } from '../../src/contract/client';
import { historyOf } from './made-up';
import { asTable, collisions, drawing, expectAccessible, inside, mount, texts } from './mount';

const falling = (n: number, rate = 0.05): History =>
  historyOf(
    Array.from({ length: n }, (_, i) => [i * 8, i, 0.7 * Math.exp(-i * rate), 0.7 * Math.exp(-i * rate) + 0.02] as const),
  );

const line = (svg: Element, name: string): string =>
  svg.querySelector(`.${name.replace(' ', '.')} path`)?.getAttribute('d') ?? '';

function scrubs(chart: FpLossChart): ScrubDetail[] {
  const heard: ScrubDetail[] = [];
  document.body.addEventListener('scrub', (event) => heard.push((event as CustomEvent<ScrubDetail>).detail), { once: false });
  expect(chart.isConnected).toBe(true);
  return heard;
}

const press = (chart: FpLossChart, key: string): boolean =>
  inside(chart)
    .querySelector('[role=slider]')!
    .dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));

test('before the first step it says so', async () => {
  const chart = await mount('fp-loss-chart', { history: historyOf([]), loss: 'cross-entropy' });
  expect(inside(chart).textContent).toContain('No steps yet');
  await expectAccessible();
});

test('it draws train and test, names them at their ends, and labels its axes', async () => {
  const chart = await mount('fp-loss-chart', { history: falling(185), loss: 'cross-entropy' });
  const svg = await drawing(chart);
  expect(line(svg, 'train').match(/L/g)).toHaveLength(184);
  expect(line(svg, 'test').match(/L/g)).toHaveLength(184);
  expect(texts(svg)).toEqual(expect.arrayContaining(['train', 'test', 'epoch →', '0', '100']));
  expect(inside(chart).querySelector('.vertical')!.textContent).toBe('↑ cross-entropy');
  expect(inside(chart).querySelector('#summary')!.textContent).toContain('Up to epoch 184');
  expect(collisions(svg)).toEqual([]);
  await expectAccessible();
});

test('it follows a history that grows, without being told', async () => {
  const rows = falling(50);
  const history = { version: 10, length: 10, columns: rows.columns };
  const chart = await mount('fp-loss-chart', { history });
  await drawing(chart, (svg) => line(svg, 'train').match(/L/g)?.length === 9);
  history.length = 50;
  history.version = 50;
  await drawing(chart, (svg) => line(svg, 'train').match(/L/g)?.length === 49);
});

test('a new run with as many rows is drawn anew', async () => {
  const chart = await mount('fp-loss-chart', { history: falling(20) });
  const before = line(await drawing(chart), 'train');
  chart.history = falling(20, 0.2);
  await drawing(chart, (svg) => line(svg, 'train') !== before);
});

test('thousands of rows become at most 500 points a line', async () => {
  const chart = await mount('fp-loss-chart', { history: falling(4000, 0.001) });
  const svg = await drawing(chart);
  expect(line(svg, 'train').match(/[ML]/g)!.length).toBeLessThanOrEqual(500);
});

test('rows that are not finite leave a gap, on both scales, and never break the chart', async () => {
  const history = historyOf([
    [0, 0, 1, 1],
    [8, 1, 0.5, 0.6],
    [16, 2, NaN, Infinity],
    [24, 3, 0.3, 0.4],
    [32, 4, 0, 0.4],
    [40, 5, 0.2, 0.4],
  ]);
  const chart = await mount('fp-loss-chart', { history });
  const linear = await drawing(chart);
  expect(line(linear, 'train').match(/M/g)).toHaveLength(2);
  expect(line(linear, 'train')).not.toMatch(/NaN|Infinity/);
  chart.log = true;
  const log = await drawing(chart, (svg) => line(svg, 'train').match(/M/g)?.length === 3);
  expect(line(log, 'train')).not.toMatch(/NaN|Infinity/);
  chart.history = historyOf([[0, 0, NaN, NaN]]);
  await drawing(chart, (svg) => line(svg, 'train') === '');
});

test('the log switch changes the scale', async () => {
  const chart = await mount('fp-loss-chart', { history: falling(185) });
  const before = line(await drawing(chart), 'train');
  const box = inside(chart).querySelector<HTMLInputElement>('input[type=checkbox]')!;
  expect(box.labels![0].textContent.trim()).toBe('Log scale');
  box.click();
  const svg = await drawing(chart, (svg) => line(svg, 'train') !== before);
  expect(texts(svg)).toContain('0.1');
  expect(chart.log).toBe(true);
});

test('accuracy runs from 0% to 100%', async () => {
  const chart = await mount('fp-loss-chart', { history: falling(20), metric: 'accuracy' });
  expect(texts(await drawing(chart))).toEqual(expect.arrayContaining(['0%', '50%', '100%']));
  expect(inside(chart).querySelector('input')).toBeNull();
});

test('another run stands beside it with its name, a rewind keeps one line', async () => {
  const chart = await mount('fp-loss-chart', { history: falling(40), compare: falling(60, 0.02), compareLabel: 'SGD' });
  const svg = await drawing(chart);
  expect(line(svg, 'other train').match(/L/g)).toHaveLength(59);
  expect(texts(svg)).toContain('SGD');
  expect(collisions(svg)).toEqual([]);
});

test('changes of the learning rate are ruled and labelled, and thin out when there are many', async () => {
  const marks = Array.from({ length: 200 }, (_, i) => ({ step: i * 8, epoch: i, label: `η ${i}` }));
  const chart = await mount('fp-loss-chart', { history: falling(200), marks: marks.slice(50, 51) });
  const few = await drawing(chart);
  expect(few.querySelectorAll('.changes line')).toHaveLength(1);
  expect(texts(few)).toContain('η 50');
  chart.marks = marks;
  const many = await drawing(chart, (svg) => svg.querySelectorAll('.changes line').length > 20);
  expect(many.querySelectorAll('.changes line').length).toBeLessThan(180);
  expect(texts(many)).toContain('η 199');
  expect(texts(many).filter((text) => text.startsWith('η')).length).toBeLessThan(20);
  expect(collisions(many)).toEqual([]);
});

test('where it went wrong, the last good step is marked', async () => {
  const chart = await mount('fp-loss-chart', { history: falling(40), goodUntil: 100 });
  const svg = await drawing(chart);
  expect(svg.querySelectorAll('.last-good line')).toHaveLength(1);
  expect(texts(svg)).toContain('last good');
});

test('the table holds the history, of both runs when there are two', async () => {
  const history = historyOf([
    [0, 0, 0.7, 0.72],
    [8, 1, NaN, 0.0004],
  ]);
  const chart = await mount('fp-loss-chart', { history, loss: 'cross-entropy' });
  const head = ['step', 'epoch', 'train cross-entropy', 'test cross-entropy', 'train accuracy', 'test accuracy', 'learning rate'];
  const rows = [
    ['0', '0', '0.7', '0.72', '90%', '80%', '0.01'],
    ['8', '1', 'NaN', '4e−4', '90%', '80%', '0.01'],
  ];
  expect(await asTable(chart)).toEqual([head, ...rows]);
  await expectAccessible();
  chart.compare = historyOf([[0, 0, 1, 1]]);
  await chart.updateComplete;
  expect(inside(chart).querySelectorAll('tbody tr')).toHaveLength(3);
  expect([...inside(chart).querySelectorAll('td:last-child')].map((cell) => cell.textContent.trim())).toEqual([
    'this run',
    'this run',
    'other run',
  ]);
});

test('the pointer picks the nearest row, and leaving lets go', async () => {
  const chart = await mount('fp-loss-chart', { history: falling(101), loss: 'cross-entropy' });
  const svg = await drawing(chart);
  const heard = scrubs(chart);
  const slider = inside(chart).querySelector('[role=slider]')!;
  const path = svg.querySelector('.train path')!.getBoundingClientRect();
  const at = (share: number): PointerEvent =>
    new PointerEvent('pointermove', {
      clientX: path.left + share * path.width,
      clientY: path.top + 5,
      bubbles: true,
      composed: true,
    });
  slider.dispatchEvent(at(0.5));
  slider.dispatchEvent(at(0.5001));
  await chart.updateComplete;
  expect(heard).toEqual([{ step: 400 }]);
  expect(inside(chart).querySelector('.readout')!.textContent).toContain('epoch 50: train 0.0575, test 0.0775');
  const rule = inside(chart).querySelector('.rule')!.getBoundingClientRect();
  expect(rule.left).toBeCloseTo(path.left + path.width / 2, -1);
  expect(inside(chart).querySelectorAll('.point')).toHaveLength(2);
  slider.dispatchEvent(new PointerEvent('pointerleave'));
  await chart.updateComplete;
  expect(heard).toEqual([{ step: 400 }, null]);
  expect(inside(chart).querySelector('.rule')).toBeNull();
});

test('arrow keys move along the run, Escape leaves, and other keys pass through', async () => {
  const chart = await mount('fp-loss-chart', { history: falling(101) });
  await drawing(chart);
  const heard = scrubs(chart);
  const slider = inside(chart).querySelector<HTMLElement>('[role=slider]')!;
  slider.focus();
  expect(inside(chart).activeElement).toBe(slider);
  for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowRight', 'Home', 'ArrowLeft', 'PageUp', 'End', 'Escape']) press(chart, key);
  expect(heard).toEqual([{ step: 792 }, { step: 784 }, { step: 792 }, { step: 0 }, { step: 80 }, { step: 800 }, null]);
  press(chart, 'Home');
  await chart.updateComplete;
  expect(slider.getAttribute('aria-valuenow')).toBe('0');
  expect(slider.getAttribute('aria-valuetext')).toBe('epoch 0: train 0.7, test 0.72');
  expect(slider.getAttribute('aria-valuemax')).toBe('800');
  await expectAccessible();
  const passed = vi.fn();
  document.body.addEventListener('keydown', passed, { once: true });
  expect(press(chart, ' ')).toBe(true);
  expect(passed).toHaveBeenCalledOnce();
  slider.blur();
  expect(heard.at(-1)).toBeNull();
});

test('at 320 pixels nothing runs out of it or into itself', async () => {
  const marks = [{ step: 8, epoch: 180, label: 'η 0.0003' }];
  const chart = await mount(
    'fp-loss-chart',
    { history: falling(185), compare: falling(185, 0.04), marks, loss: 'cross-entropy' },
    320,
  );
  const svg = await drawing(chart);
  expect(collisions(svg)).toEqual([]);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(innerWidth);
  expect(chart.scrollWidth).toBeLessThanOrEqual(320);
});

test('ten redraws a second at most, however often rows come', async () => {
  const rows = falling(400);
  const history = { version: 1, length: 1, columns: rows.columns };
  const chart = await mount('fp-loss-chart', { history });
  await drawing(chart);
  const draw = vi.spyOn(chart as unknown as { draw(): Element }, 'draw');
  const begin = performance.now();
  while (history.length < 60) {
    history.length++;
    history.version++;
    chart.requestUpdate();
    await new Promise(requestAnimationFrame);
  }
  expect(draw.mock.calls.length).toBeGreaterThan(0);
  expect(draw.mock.calls.length).toBeLessThanOrEqual((performance.now() - begin) / 100 + 1);
});
