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
/** A drawing less wide than this, in pixels, has no room for more than names beside its lines. */
const NARROW = 480;

@customElement('fp-race-chart')
export class FpRaceChart extends PlotChart {
  @property({ attribute: false }) accessor lines: readonly RaceLine[] = [];
  @property() accessor yLabel = 'loss';
  /** The label of a line to bring out; the others step back. */
  @property() accessor chosen = '';
  @property({ type: Number }) override accessor height = 330;

  /** Points arrive many times a second; nobody reads that fast. */
  protected override interval = 500;
  protected override readonly emptyText = 'Press Run: each optimizer becomes a line here.';

  protected override hasData(): boolean {
    return this.lines.some(({ points }) => points.some(drawn));
  }

  protected override verticalLabel(): string {
    return `↑ ${this.yLabel}, median and range`;
  }

  protected override draw(plot: PlotModule, width: number): Drawing {
    const { height, lines, chosen } = this;
    const named = (line: RaceLine): string => (width < NARROW ? line.label : endLabel(line));
    const right = labelRoom(lines.map(named));
    const all = lines.flatMap(({ points }) => points.filter(drawn));
    const xs = logRange(lines.flatMap(({ points }) => points.map(({ rate }) => rate)));
    // Runs that diverged have no place on the axis: their range goes up to its end.
    const ys = logRange(all.flatMap(({ median, low, high }) => [median, low, high].filter(Number.isFinite).map(held)));
    const innerHeight = height - MARGIN.top - MARGIN.bottom;
    const ticks = decadeTicks(...ys, innerHeight, 24);
    const left = tickRoom(ticks);
    const innerWidth = Math.max(1, width - left - right);
    const rates = decadeTicks(...xs, innerWidth, 56);
    const places = lines.flatMap((line) => line.points.map((point) => place(line, point, chosen)));
    const seen = places.filter(({ median }) => Number.isFinite(median));
    const drawing = plot.plot({
      ...frame(width, height, { right, left }),
      x: { type: 'log', domain: [xs[0] / 1.2, xs[1] * 1.2], axis: null },
      y: { type: 'log', domain: ys, axis: null, clamp: true },
      color: { type: 'identity' },
      opacity: { type: 'identity' },
      marks: [
        verticalAxis(plot, { ticks }),
        horizontalAxis(plot, 'learning rate →', { ticks: rates }),
        // All lines in each mark: a mark a line would cost more than a frame, in the middle of a race.
        plot.ruleX(seen, { x: 'x', y1: 'low', y2: 'high', stroke: 'stroke', strokeWidth: 1.4, strokeOpacity: 'faint' }),
        plot.line(places, { x: 'x', y: 'median', z: 'label', stroke: 'stroke', strokeWidth: 1.6, strokeOpacity: 'opacity' }),
        plot.dot(seen, { x: 'x', y: 'median', fill: 'stroke', fillOpacity: 'opacity', r: 2.8 }),
      ],
    });
    const vertical = drawing.scale('y');
    const ends = lines.flatMap((line) => {
      const { colour, points } = line;
      const last = points.findLast(drawn);
      if (!last || !vertical) return [];
      return [{ text: named(line), y: vertical.apply(held(last.median)), colour: seriesStyle(colour).colour }];
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

/** A point as it is drawn: its line's ranges a little beside those of the others, and all lines but the chosen one in the back. */
function place({ label, colour }: RaceLine, point: RacePoint, chosen: string) {
  const back = chosen !== '' && chosen !== label;
  return {
    label,
    stroke: seriesStyle(colour).colour,
    x: point.rate * 10 ** (DODGE * (colour - 3)),
    median: drawn(point) ? held(point.median) : NaN,
    low: held(point.low),
    high: held(point.high),
    opacity: back ? 0.25 : 1,
    faint: back ? 0.12 : 0.5,
  };
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
