/** `<fp-race-chart>`: a median and its range against the learning rate, one line an entrant, on log axes. */
import { customElement, property } from 'lit/decorators.js';
import { labelRoom, writeEndLabels } from './direct-labels';
import { count, figure } from './format';
import { frame, horizontalAxis, MARGIN, tickRoom, verticalAxis } from './plot-options';
import { PlotChart, type Drawing, type PlotModule } from './plot-chart';
import { seriesStyle } from './series';
import type { ChartTable } from './table-view';
import { decadeTicks, logRange } from './ticks';

/** What several runs at one learning rate came to. */
export interface RacePoint {
  rate: number;
  /** Infinite where half of the runs or more diverged; then it is not drawn. */
  median: number;
  low: number;
  high: number;
  runs: number;
  diverged: number;
}

export interface RaceLine {
  label: string;
  /** Place among the series' colours, so that a line keeps its colour. */
  colour: number;
  /** In order of rate. */
  points: readonly RacePoint[];
}

/** A value below this is drawn at it: it is 0 for every purpose. */
const FLOOR = 1e-12;
/** How far apart the ranges of neighbouring lines stand, as a share of a decade. */
const DODGE = 0.025;

@customElement('fp-race-chart')
export class FpRaceChart extends PlotChart {
  @property({ attribute: false }) accessor lines: readonly RaceLine[] = [];
  @property() accessor yLabel = 'loss';
  /** The label of a line to bring out; the others step back. */
  @property() accessor chosen = '';
  @property({ type: Number }) override accessor height = 330;

  /** Points arrive many times a second; nobody reads that fast. */
  protected override interval = 400;
  protected override readonly emptyText = 'No race yet';

  protected override hasData(): boolean {
    return this.lines.some(({ points }) => points.some(drawn));
  }

  protected override verticalLabel(): string {
    return `↑ ${this.yLabel}, median and range`;
  }

  protected override draw(plot: PlotModule, width: number): Drawing {
    const { height, lines, chosen } = this;
    const right = labelRoom(lines.map(endLabel));
    const all = lines.flatMap(({ points }) => points.filter(drawn));
    const xs = logRange(lines.flatMap(({ points }) => points.map(({ rate }) => rate)));
    const ys = logRange(all.flatMap(({ median, low, high }) => [median, low, high].map(held)));
    const innerHeight = height - MARGIN.top - MARGIN.bottom;
    const ticks = decadeTicks(...ys, innerHeight, 24);
    const left = tickRoom(ticks);
    const innerWidth = Math.max(1, width - left - right);
    const rates = decadeTicks(...xs, innerWidth, 56);
    const drawing = plot.plot({
      ...frame(width, height, { right, left }),
      x: { type: 'log', domain: [xs[0] / 1.2, xs[1] * 1.2], axis: null },
      y: { type: 'log', domain: ys, axis: null, clamp: true },
      marks: [
        verticalAxis(plot, { ticks }),
        horizontalAxis(plot, 'learning rate →', { ticks: rates }),
        lines.map(({ label, colour, points }) => {
          const { colour: stroke } = seriesStyle(colour);
          const back = chosen !== '' && chosen !== label;
          const shift = 10 ** (DODGE * (colour - 3));
          const x = ({ rate }: RacePoint): number => rate * shift;
          const seen = points.filter(drawn);
          const className = label.replaceAll(' ', '-');
          return [
            plot.ruleX(seen, {
              x,
              y1: ({ low }: RacePoint) => held(low),
              y2: ({ high }: RacePoint) => held(high),
              stroke,
              strokeWidth: chosen === label ? 2.4 : 1.4,
              strokeOpacity: back ? 0.15 : 0.5,
              className,
            }),
            plot.line(points, {
              x,
              y: (point: RacePoint) => (drawn(point) ? held(point.median) : NaN),
              stroke,
              strokeWidth: chosen === label ? 2.6 : 1.6,
              strokeOpacity: back ? 0.3 : 1,
              className,
            }),
            plot.dot(seen, {
              x,
              y: ({ median }: RacePoint) => held(median),
              fill: stroke,
              fillOpacity: back ? 0.3 : 1,
              r: 2.8,
              className,
            }),
          ];
        }),
      ],
    });
    const vertical = drawing.scale('y');
    const ends = lines.flatMap((line) => {
      const { colour, points } = line;
      const last = points.findLast(drawn);
      if (!last || !vertical) return [];
      return [{ text: endLabel(line), y: vertical.apply(held(last.median)), colour: seriesStyle(colour).colour }];
    });
    writeEndLabels(drawing, ends, left + innerWidth, MARGIN.top, height - MARGIN.bottom);
    return drawing;
  }

  protected override table(): ChartTable {
    return {
      columns: ['optimizer', 'learning rate', 'median', 'lowest', 'highest', 'diverged'],
      rows: this.lines.flatMap(({ label, points }) =>
        points.map(({ rate, median, low, high, runs, diverged }) => [
          label,
          rate,
          median,
          low,
          high,
          `${count(diverged)} of ${count(runs)}`,
        ]),
      ),
      note: this.yLabel,
    };
  }

  protected override summary(): string {
    const best = this.lines.flatMap(({ label, points }) => {
      const seen = points.filter(drawn);
      if (seen.length === 0) return [];
      const one = seen.reduce((a, b) => (b.median < a.median ? b : a));
      return [`${label}: ${figure(one.median)} at a learning rate of ${figure(one.rate)}`];
    });
    return `Median ${this.yLabel} against the learning rate. At its best rate, ${best.join('; ')}.`;
  }
}

/** Its name; and up to which rate it goes, where it diverges at the higher ones. */
function endLabel({ label, points }: RaceLine): string {
  const last = points.findLastIndex(drawn);
  return last >= 0 && last < points.length - 1 ? `${label}, to ${figure(points[last].rate)}` : label;
}

function drawn({ median }: RacePoint): boolean {
  return Number.isFinite(median);
}

function held(value: number): number {
  return Math.max(FLOOR, Math.min(Number.MAX_VALUE, value));
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-race-chart': FpRaceChart;
  }
}
