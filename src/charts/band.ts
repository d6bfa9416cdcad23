/** `<fp-band>`: the median of several seeds as a line, within a band from their smallest to their largest value. */
import { customElement, property } from 'lit/decorators.js';
import { labelRoom, writeEndLabels } from './direct-labels';
import { figure } from './format';
import { frame, horizontalAxis, MARGIN, tickRoom, verticalAxis } from './plot-options';
import { PlotChart, type Drawing, type PlotModule } from './plot-chart';
import type { ChartTable } from './table-view';

export interface Band {
  label: string;
  /** Any CSS colour. */
  colour: string;
  points: readonly { x: number; median: number; low: number; high: number }[];
}

@customElement('fp-band')
export class FpBand extends PlotChart {
  @property({ attribute: false }) accessor bands: readonly Band[] = [];
  @property() accessor xLabel = 'step';
  @property() accessor yLabel = 'value';
  @property({ attribute: false }) accessor domain: readonly [x: number, y: number] = [1, 1];
  @property({ type: Number }) override accessor height = 240;

  protected override readonly emptyText = 'Nothing measured yet';
  /** Plot takes some milliseconds a redraw, and ten a second look as live as sixty. */
  protected override interval = 100;

  protected override hasData(): boolean {
    return this.bands.some(({ points }) => points.length > 0);
  }

  protected override verticalLabel(): string {
    return `↑ ${this.yLabel}: median of the seeds, and from the lowest to the highest`;
  }

  protected override draw(plot: PlotModule, width: number): Drawing {
    const { height, bands } = this;
    const [across, up] = this.domain;
    const left = tickRoom([0, up]);
    const right = labelRoom(bands.map(({ label }) => label));
    const drawing = plot.plot({
      ...frame(width, height, { left, right }),
      x: { domain: [0, across], axis: null },
      y: { domain: [0, up], axis: null },
      marks: [
        verticalAxis(plot, { ticks: 5 }),
        horizontalAxis(plot, `${this.xLabel} →`, { tickSpacing: 64 }),
        bands.map(({ points, colour }) => plot.areaY(points, { x: 'x', y1: 'low', y2: 'high', fill: colour, fillOpacity: 0.16 })),
        bands.map(({ points, colour }) => plot.line(points, { x: 'x', y: 'median', stroke: colour, strokeWidth: 2 })),
      ],
    });
    const y = drawing.scale('y')!;
    const ends = bands.flatMap(({ label, colour, points }) => {
      const last = points.at(-1);
      return last ? [{ text: label, colour, y: y.apply(last.median) }] : [];
    });
    writeEndLabels(drawing, ends, width - right, MARGIN.top, height - MARGIN.bottom);
    return drawing;
  }

  protected override table(): ChartTable {
    return {
      columns: ['setting', this.xLabel, 'median', 'least', 'most'],
      rows: this.bands.flatMap(({ label, points }) =>
        points.map(({ x, median, low, high }) => [label, figure(x), median, low, high]),
      ),
    };
  }

  protected override summary(): string {
    const parts = this.bands.flatMap(({ label, points }) => {
      const last = points.at(-1);
      return last
        ? [`${label}: ${figure(last.median)} at ${this.xLabel} ${last.x}, from ${figure(last.low)} to ${figure(last.high)}`]
        : [];
    });
    return `${this.yLabel}. ${parts.join('; ')}.`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-band': FpBand;
  }
}
