/** `<fp-chart-spread>`: lines, points or both, each with the range about it, named at its end. */
import { customElement, property } from 'lit/decorators.js';
import { labelRoom, writeEndLabels } from './direct-labels';
import { figure } from './format';
import { frame, horizontalAxis, MARGIN, tickRoom, verticalAxis } from './plot-options';
import { PlotChart, type Drawing, type PlotModule } from './plot-chart';
import { seriesStyle } from './series';
import type { ChartTable } from './table-view';
import { decadeTicks, logRange } from './ticks';

export interface SpreadSeries {
  label: string;
  x: readonly number[];
  y: readonly number[];
  /** Ends of the range at each x. */
  low?: readonly number[];
  high?: readonly number[];
  /** Points in place of a line. */
  dots?: boolean;
  dashed?: boolean;
  /** A CSS colour with the contrast of text; else one of the seven series. */
  colour?: string;
}

@customElement('fp-chart-spread')
export class FpChartSpread extends PlotChart {
  @property({ attribute: false }) accessor series: readonly SpreadSeries[] = [];
  @property() accessor xLabel = 'x';
  @property() accessor yLabel = 'y';
  @property({ type: Boolean }) accessor xLog = false;
  @property({ type: Boolean }) accessor yLog = false;
  /** What low and high are, for the table. */
  @property() accessor rangeLabel = 'range';

  protected override readonly emptyText = 'Nothing to draw yet';

  protected override hasData(): boolean {
    return this.series.some(({ y }) => y.length > 0);
  }

  protected override verticalLabel(): string {
    return `↑ ${this.yLabel}`;
  }

  protected override draw(plot: PlotModule, width: number): Drawing {
    const { height, series } = this;
    const lines = series.map((one, n) => ({ ...one, colour: one.colour ?? seriesStyle(n).colour }));
    const right = labelRoom(lines.map(({ label }) => label));
    const xs = this.#range(
      lines.flatMap(({ x }) => x),
      this.xLog,
    );
    const ys = this.#range(
      lines.flatMap(({ y, low = [], high = [] }) => [...y, ...low, ...high]),
      this.yLog,
    );
    const innerHeight = height - MARGIN.top - MARGIN.bottom;
    const yTicks = this.yLog ? decadeTicks(ys[0], ys[1], innerHeight, 24) : 5;
    const left = tickRoom(typeof yTicks === 'number' ? ys : yTicks);
    const innerWidth = Math.max(1, width - left - right);
    const drawing = plot.plot({
      ...frame(width, height, { right, left }),
      x: { type: this.xLog ? 'log' : 'linear', domain: xs, axis: null },
      y: { type: this.yLog ? 'log' : 'linear', domain: ys, axis: null },
      marks: [
        verticalAxis(plot, { ticks: yTicks }),
        horizontalAxis(
          plot,
          `${this.xLabel} →`,
          this.xLog ? { ticks: decadeTicks(xs[0], xs[1], innerWidth, 48) } : { tickSpacing: 64 },
        ),
        lines.map(({ x, y, low, high, dots, dashed, colour }) => [
          low && high && !dots
            ? plot.areaY({ length: y.length }, { x, y1: low, y2: high, fill: colour, fillOpacity: 0.16 })
            : null,
          low && high && dots
            ? plot.ruleX({ length: y.length }, { x, y1: low, y2: high, stroke: colour, strokeWidth: 1.2 })
            : null,
          dots
            ? plot.dot({ length: y.length }, { x, y, fill: colour, r: 3.2 })
            : plot.line(
                { length: y.length },
                { x, y, stroke: colour, strokeWidth: 1.8, strokeDasharray: dashed ? '5 4' : undefined },
              ),
        ]),
      ],
    });
    const vertical = drawing.scale('y');
    const ends = lines.flatMap(({ y, colour, label }) => {
      const end = y.at(-1);
      return end === undefined || !vertical ? [] : [{ text: label, y: vertical.apply(end), colour }];
    });
    writeEndLabels(drawing, ends, left + innerWidth, MARGIN.top, height - MARGIN.bottom);
    return drawing;
  }

  #range(values: readonly number[], log: boolean): [number, number] {
    if (log) return logRange(values);
    const finite = values.filter(Number.isFinite);
    const high = finite.reduce((a, b) => Math.max(a, b), 0);
    return [finite.reduce((a, b) => Math.min(a, b), 0), high > 0 ? high : 1];
  }

  protected override table(): ChartTable {
    const ranged = this.series.some(({ low }) => low);
    return {
      columns: ['line', this.xLabel, this.yLabel, ...(ranged ? [this.rangeLabel] : [])],
      rows: this.series.flatMap(({ label, x, y, low, high }) =>
        y.map((value, i) => [
          label,
          x[i],
          value,
          ...(ranged ? [low && high ? `${figure(low[i])} to ${figure(high[i])}` : '–'] : []),
        ]),
      ),
    };
  }

  protected override summary(): string {
    const lines = this.series.flatMap(({ label, x, y }) => {
      const last = y.length - 1;
      return last < 0
        ? []
        : [`${label}: ${figure(y[0])} at ${this.xLabel} ${figure(x[0])}, ${figure(y[last])} at ${figure(x[last])}`];
    });
    return `${this.yLabel} against ${this.xLabel}. ${lines.join('; ')}.`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-chart-spread': FpChartSpread;
  }
}
