import { customElement, property } from 'lit/decorators.js';
import { expect, test, vi } from 'vitest';
import { text } from '../../src/charts/direct-labels';
import { PlotChart, type Drawing, type PlotModule } from '../../src/charts/plot-chart';
import { asTable, drawing, expectAccessible, inside, mount, texts } from './mount';
import { until } from '../until';

@customElement('fp-test-chart')
class TestChart extends PlotChart {
  @property({ type: Number }) accessor value: number | null = null;
  redraws = 0;
  protected override readonly emptyText = 'Nothing';
  protected override hasData(): boolean {
    return this.value !== null;
  }
  protected override draw(plot: PlotModule, width: number): Drawing {
    this.redraws++;
    const drawing = plot.plot({ width, height: this.height, marks: [plot.ruleX([0])] });
    drawing.append(text(String(this.value), 10, 10));
    return drawing;
  }
  protected override drawingKey(): string {
    return String(this.value);
  }
  protected override table(): { columns: string[]; rows: (string | number)[][] } {
    return { columns: ['name', 'value'], rows: [['value', this.value ?? NaN]] };
  }
  protected override summary(): string {
    return `It is ${this.value}.`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-test-chart': TestChart;
  }
}

const frame = (): Promise<number> => new Promise(requestAnimationFrame);
const shows = (value: number) => (svg: SVGSVGElement) => texts(svg).includes(String(value));

test('many changes within a frame are one redraw, and the last one wins', async () => {
  const chart = await mount('fp-test-chart', { title: 'Values', value: 1 });
  await drawing(chart, shows(1));
  chart.redraws = 0;
  for (const value of [2, 3, 4, 5]) {
    chart.value = value;
    await chart.updateComplete;
  }
  await drawing(chart, shows(5));
  expect(chart.redraws).toBe(1);
});

test('nothing is drawn when the key is as it was', async () => {
  const chart = await mount('fp-test-chart', { title: 'Values', value: 1 });
  await drawing(chart, shows(1));
  chart.redraws = 0;
  chart.requestUpdate();
  await chart.updateComplete;
  await frame();
  await frame();
  expect(chart.redraws).toBe(0);
});

test('off screen it waits; once in sight it draws the newest value, once', async () => {
  const chart = await mount('fp-test-chart', { title: 'Values', value: 1 });
  await drawing(chart, shows(1));
  const main = document.querySelector('main')!;
  main.style.paddingTop = '5000px';
  // once an observer has seen it leave, the chart's own has too
  await new Promise<void>((resolve) => {
    const watch = new IntersectionObserver((entries) => entries.at(-1)!.isIntersecting || resolve());
    watch.observe(chart);
  });
  await frame();
  chart.redraws = 0;
  for (const value of [2, 3]) {
    chart.value = value;
    await chart.updateComplete;
    await frame();
  }
  expect(chart.redraws).toBe(0);
  chart.scrollIntoView();
  await drawing(chart, shows(3));
  expect(chart.redraws).toBe(1);
});

test('its height is the same empty, drawn and as a table', async () => {
  const chart = await mount('fp-test-chart', { title: 'Values', value: null, height: 150 });
  const height = chart.getBoundingClientRect().height;
  expect(inside(chart).textContent).toContain('Nothing');
  chart.value = 7;
  await drawing(chart, shows(7));
  expect(chart.getBoundingClientRect().height).toBe(height);
  expect(await asTable(chart)).toEqual([
    ['name', 'value'],
    ['value', '7'],
  ]);
  expect(chart.getBoundingClientRect().height).toBe(height);
  expect(inside(chart).querySelector('caption')!.textContent.trim()).toBe('Values');
  await expectAccessible();
});

test('it has a name and a summary, and comes back from the table', async () => {
  const chart = await mount('fp-test-chart', { title: 'Values', value: 7 });
  await drawing(chart, shows(7));
  const image = inside(chart).querySelector('[role=img]')!;
  expect(image.getAttribute('aria-label')).toBe('Values');
  await until(() => expect(inside(chart).querySelector('#summary')!.textContent).toBe('It is 7.'));
  await expectAccessible();
  await asTable(chart);
  const button = inside(chart).querySelector<HTMLButtonElement>('.toggle')!;
  expect(button.textContent.trim()).toBe('Show as chart');
  button.click();
  await drawing(chart, shows(7));
});

test('a wider box is drawn wider, a removed chart stops', async () => {
  const chart = await mount('fp-test-chart', { title: 'Values', value: 7 }, 300);
  await drawing(chart, (svg) => svg.getAttribute('width') === '300');
  document.querySelector('main')!.style.width = '400px';
  await drawing(chart, (svg) => svg.getAttribute('width') === '400');
  chart.remove();
  chart.redraws = 0;
  chart.value = 8;
  await chart.updateComplete;
  await frame();
  expect(chart.redraws).toBe(0);
});

test('its table is saved as CSV with every digit, and with the device that it was found on', async () => {
  const chart = await mount('fp-test-chart', { title: 'Values, of “x”', value: 0.123456789 });
  await asTable(chart);
  const created = vi.spyOn(URL, 'createObjectURL');
  const clicked = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {});
  const save = [...inside(chart).querySelectorAll('button')].find(({ textContent }) => textContent === 'Download as CSV');
  const saved = async () => {
    save?.click();
    const file = created.mock.lastCall?.[0];
    return file instanceof Blob ? (await file.text()).split('\n') : [];
  };
  const [names, row] = await saved();
  expect(names).toBe('name,value,user_agent,cores,cross_origin_isolated,exported_at');
  expect(row).toMatch(/^value,0\.123456789,.*Chrome/);
  expect((clicked.mock.contexts[0] as HTMLAnchorElement).download).toBe('forward-pass-values-of-x.csv');
  chart.device = { userAgent: 'another, of long ago', cores: 1, crossOriginIsolated: false, at: '2026-05-01T10:00:00Z' };
  expect((await saved())[1]).toBe('value,0.123456789,"another, of long ago",1,false,2026-05-01T10:00:00Z');
  await expectAccessible();
  vi.restoreAllMocks();
});
