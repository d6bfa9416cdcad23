/** `<fp-distribution>`: how long each call took, as a histogram with its median and 95th percentile written on it. */
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { histogram } from './bins';
import { writeRuleLabel } from './direct-labels';
import { count, figure } from './format';
import { frame, horizontalAxis, tickRoom } from './plot-options';
import { PlotChart, type Drawing, type PlotModule } from './plot-chart';
import type { ChartTable } from './table-view';

/** Two lines of labels above the bars, so that the two never meet. */
const TOP = 32;
const RIGHT = 16;

@customElement('fp-distribution')
export class FpDistribution extends PlotChart {
  @property() override accessor title = 'Distribution of latencies';
  @property({ attribute: false }) accessor samples: readonly number[] = [];
  /** Of the samples, for axis and labels. */
  @property() accessor unit = 'ms';
  @property({ type: Number }) accessor median: number | null = null;
  @property({ type: Number }) accessor p95: number | null = null;

  protected override readonly emptyText = 'Nothing measured yet';

  protected override hasData(): boolean {
    return this.samples.some(Number.isFinite);
  }

  protected override verticalLabel(): string {
    return '↑ calls';
  }

  protected override draw(plot: PlotModule, width: number): Drawing {
    const { bins } = histogram(this.samples);
    const spare = Math.max(0, 4 - bins.length / 2) * (bins[0].to - bins[0].from);
    const from = bins[0].from - spare;
    const to = Math.max(bins[bins.length - 1].to + spare, ...this.rules().map((rule) => rule.value));
    const most = Math.max(1, ...bins.map((bin) => bin.count));
    const drawing = plot.plot({
      ...frame(width, this.height, { top: TOP, right: RIGHT, left: tickRoom([most]) }),
      x: { domain: [from, to], axis: null },
      y: { domain: [0, most], axis: null },
      marks: [
        plot.gridY({ ticks: 3, stroke: 'var(--line-2)', strokeOpacity: 1 }),
        plot.axisY({ ticks: 3, label: null, tickSize: 0, tickPadding: 8, text: wholeTick }),
        horizontalAxis(plot, `${this.unit} →`, { tickSpacing: 56 }),
        plot.rectY(bins, {
          x1: 'from',
          x2: 'to',
          y: 'count',
          fill: 'var(--infer)',
          fillOpacity: 0.7,
          insetRight: 1,
          className: 'bins',
        }),
        this.rules().map(({ name, value, dash, y }) =>
          plot.ruleX([value], { insetTop: y + 7 - TOP, stroke: 'var(--ink)', strokeDasharray: dash, className: name }),
        ),
      ],
    });
    const x = drawing.scale('x')!;
    for (const { name, value, y } of this.rules()) {
      writeRuleLabel(drawing, `${name} ${figure(value)} ${this.unit}`, x.apply(value), y, width, 'var(--ink)');
    }
    return drawing;
  }

  private rules(): { name: string; value: number; dash?: string; y: number }[] {
    const rules = [];
    if (this.median !== null && Number.isFinite(this.median)) rules.push({ name: 'median', value: this.median, y: 8 });
    if (this.p95 !== null && Number.isFinite(this.p95)) rules.push({ name: 'p95', value: this.p95, dash: '3 3', y: 22 });
    return rules;
  }

  protected override below(): TemplateResult {
    const { beyond, greatest } = histogram(this.samples);
    const tail = beyond
      ? `${count(beyond)} of ${count(this.samples.length)} calls took longer than drawn, up to ${figure(greatest)} ${this.unit}.`
      : nothing;
    return html`<p class="note">${tail}</p>`;
  }

  protected override table(): ChartTable {
    const { bins, beyond, greatest } = histogram(this.samples);
    const rows = bins.map((bin) => [`${figure(bin.from)} to ${figure(bin.to)}`, count(bin.count)]);
    if (beyond) rows.push([`longer, up to ${figure(greatest)}`, count(beyond)]);
    const note = this.rules().map(({ name, value }) => `${name} ${figure(value)} ${this.unit}`);
    return { columns: [this.unit, 'calls'], rows, note: note.join(', ') || undefined };
  }

  protected override summary(): string {
    const rules = this.rules().map(({ name, value }) => `, ${name} ${figure(value)} ${this.unit}`);
    return `${count(this.samples.length)} calls${rules.join('')}.`;
  }
}

function wholeTick(value: number): string {
  return Number.isInteger(value) ? count(value) : '';
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-distribution': FpDistribution;
  }
}
