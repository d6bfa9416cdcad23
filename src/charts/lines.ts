/** `<fp-chart-lines>`: a general line chart, each line named at its end. */
import { customElement, property } from 'lit/decorators.js';
import { decimate } from './decimate';
import { labelRoom, writeEndLabels } from './direct-labels';
import { figure } from './format';
import { frame, horizontalAxis, MARGIN, tickRoom, verticalAxis } from './plot-options';
import { PlotChart, type Drawing, type PlotModule } from './plot-chart';
import { seriesStyle } from './series';
import type { ChartTable } from './table-view';
import { decadeTicks, logRange } from './ticks';

/** One line; points where x or y is not finite are gaps. A line that stands alone needs no label. */
export interface Series {
  label: string;
  x: readonly number[];
  y: readonly number[];
}

@customElement('fp-chart-lines')
export class FpChartLines extends PlotChart {
  @property({ attribute: false }) accessor series: readonly Series[] = [];
  @property() accessor xLabel = 'x';
  @property() accessor yLabel = 'y';
  @property({ type: Boolean }) accessor xLog = false;
  @property({ type: Boolean }) accessor yLog = false;
  /** Whole numbers that the horizontal axis runs over, all of them ticks: where x counts things. */
  @property({ attribute: false }) accessor xCounts: readonly number[] | null = null;
  /** Of the vertical axis, where it must not change with the lines. */
  @property({ attribute: false }) accessor yRange: readonly [low: number, high: number] | null = null;

  protected override readonly emptyText = 'Nothing to draw yet';

  protected override hasData(): boolean {
    return this.series.some((series) => series.y.some(Number.isFinite));
  }

  protected override verticalLabel(): string {
    return `↑ ${this.yLabel}`;
  }

  protected override draw(plot: PlotModule, width: number): Drawing {
    const { height, series } = this;
    const right = labelRoom(series.map(({ label }) => label));
    const innerHeight = height - MARGIN.top - MARGIN.bottom;
    const lines = series.map((line, n) => ({ ...this.drawable(line), ...seriesStyle(n), label: line.label }));
    const { xCounts } = this;
    const xs = xCounts
      ? [xCounts[0], xCounts[xCounts.length - 1]]
      : range(
          lines.flatMap((line) => line.x),
          this.xLog,
        );
    const ys = range(this.yRange ?? lines.flatMap((line) => line.y), this.yLog);
    const ticks = this.yLog ? decadeTicks(ys[0], ys[1], innerHeight, 24) : 4;
    const left = tickRoom(typeof ticks === 'number' ? ys : ticks);
    const innerWidth = Math.max(1, width - left - right);
    const drawing = plot.plot({
      ...frame(width, height, { right, left }),
      x: { type: this.xLog ? 'log' : 'linear', domain: xs, axis: null },
      y: { type: this.yLog ? 'log' : 'linear', domain: ys, nice: this.yLog ? false : 4, axis: null },
      marks: [
        verticalAxis(plot, { ticks }),
        horizontalAxis(
          plot,
          `${this.xLabel} →`,
          xCounts ? { ticks: xCounts } : this.xLog ? { ticks: decadeTicks(xs[0], xs[1], innerWidth, 48) } : { tickSpacing: 64 },
        ),
        lines.map(({ x, y, colour, dash }) =>
          plot.line(
            { length: y.length },
            {
              x,
              y,
              stroke: colour,
              strokeWidth: 1.6,
              strokeDasharray: dash || undefined,
              strokeLinecap: 'round',
              className: 'series',
            },
          ),
        ),
      ],
    });
    const vertical = drawing.scale('y')!;
    const ends = lines.flatMap(({ y, colour, label }) => {
      const end = y.findLast(Number.isFinite);
      return end === undefined ? [] : [{ text: label, y: vertical.apply(end), colour }];
    });
    writeEndLabels(drawing, ends, left + innerWidth, MARGIN.top, height - MARGIN.bottom);
    return drawing;
  }

  /** At most 500 points, NaN where the axes cannot show one. */
  private drawable({ x, y }: Series): { x: number[]; y: number[] } {
    const shows = (value: number, log: boolean): boolean => Number.isFinite(value) && (!log || value > 0);
    const values = y.map((value, i) => (shows(value, this.yLog) && shows(x[i], this.xLog) ? value : NaN));
    const kept = decimate(values);
    return { x: kept.map((i) => (Number.isNaN(values[i]) ? NaN : x[i])), y: kept.map((i) => values[i]) };
  }

  protected override table(): ChartTable {
    const columns = [this.xLabel, this.yLabel];
    const rows = ({ x, y }: Series) => y.map((value, i) => [x[i], value]);
    if (this.series.every(({ label }) => label === '')) return { columns, rows: this.series.flatMap(rows) };
    return {
      columns: ['line', ...columns],
      rows: this.series.flatMap((line) => rows(line).map((row) => [line.label, ...row])),
    };
  }

  protected override summary(): string {
    const lines = this.series.map(({ label, x, y }) => {
      const last = y.findLastIndex(Number.isFinite);
      const end = last < 0 ? 'no values' : `${figure(y[last])} at ${this.xLabel} ${figure(x[last])}`;
      return label === '' ? end : `${label}: ${end}`;
    });
    return `${this.yLabel} against ${this.xLabel}. ${lines.join('; ')}.`;
  }
}

/** An axis's range; a linear one that starts above nought but near it starts at nought. */
function range(values: readonly number[], log: boolean): [number, number] {
  if (log) return logRange(values);
  const finite = values.filter(Number.isFinite);
  if (!finite.length) return [0, 1];
  let low = finite.reduce((a, b) => Math.min(a, b));
  let high = finite.reduce((a, b) => Math.max(a, b));
  if (low > 0 && low < high / 2) low = 0;
  if (low === high) [low, high] = [low - 1, high + 1];
  return [low, high];
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-chart-lines': FpChartLines;
  }
}
