/** `<fp-strip>`: one value a seed as a dot, groups in colours and shapes, beside a reference value that is a line. */
import { customElement, property } from 'lit/decorators.js';
import { labelRoom, writeEndLabels } from './direct-labels';
import { figure } from './format';
import { frame, horizontalAxis, MARGIN, tickRoom, verticalAxis } from './plot-options';
import { PlotChart, type Drawing, type PlotModule } from './plot-chart';
import { dotShape } from './series';
import type { ChartTable } from './table-view';
import { decadeTicks, logRange } from './ticks';

/** Values of one setting; one that is not finite is left out of the drawing, and said in the table. */
export interface StripGroup {
  label: string;
  /** Any CSS colour. */
  colour: string;
  points: readonly { seed: number; value: number }[];
}

@customElement('fp-strip')
export class FpStrip extends PlotChart {
  @property({ attribute: false }) accessor groups: readonly StripGroup[] = [];
  /** Seeds to keep room for. */
  @property({ attribute: false }) accessor seeds: readonly [first: number, last: number] = [1, 20];
  @property() accessor yLabel = 'value';
  @property({ attribute: false }) accessor reference: { value: number; label: string } | null = null;
  /** Below this the axis ends: smaller values stand on its edge. */
  @property({ type: Number }) accessor least = 1e-6;
  @property({ type: Number }) override accessor height = 250;

  protected override readonly emptyText = 'No seed has finished yet';

  protected override hasData(): boolean {
    return this.groups.some(({ points }) => points.some(({ value }) => Number.isFinite(value)));
  }

  protected override verticalLabel(): string {
    return `↑ ${this.yLabel}, logarithmic`;
  }

  protected override draw(plot: PlotModule, width: number): Drawing {
    const { height, reference, least } = this;
    const drawn = this.groups.map(({ label, colour, points }, i) => ({
      label: `${dotShape(i).character} ${label}`,
      colour,
      points: points
        .filter(({ value }) => Number.isFinite(value))
        .map(({ seed, value }) => ({ seed, value: Math.max(least, value) })),
    }));
    const values = [...drawn.flatMap(({ points }) => points.map(({ value }) => value)), ...(reference ? [reference.value] : [])];
    const [low, high] = logRange([...values, 1]);
    const ticks = decadeTicks(low, high, height - MARGIN.top - MARGIN.bottom, 24);
    const left = tickRoom(ticks);
    const right = labelRoom([...drawn.map(({ label }) => label), reference?.label ?? '']);
    const [first, last] = this.seeds;
    const drawing = plot.plot({
      ...frame(width, height, { left, right }),
      x: { domain: [first - 0.7, last + 0.7], axis: null },
      y: { type: 'log', domain: [low, high], axis: null },
      marks: [
        verticalAxis(plot, { ticks }),
        horizontalAxis(plot, 'seed →', { ticks: this.seedTicks(width - left - right) }),
        reference ? plot.ruleY([reference.value], { stroke: 'var(--ink)', strokeWidth: 1.4, strokeDasharray: '5 3' }) : [],
        drawn.map(({ points, colour }, i) =>
          plot.dot(points, {
            // side by side, so that equal values do not hide each other
            x: ({ seed }: { seed: number }) => seed + (i - (drawn.length - 1) / 2) * 0.16,
            y: 'value',
            fill: colour,
            symbol: dotShape(i).symbol,
            stroke: 'var(--raised)',
            r: 4.5,
          }),
        ),
      ],
    });
    const y = drawing.scale('y')!;
    const ends = drawn.flatMap(({ label, colour, points }) =>
      points.length ? [{ text: label, colour, y: y.apply(points[points.length - 1].value) }] : [],
    );
    const line = reference ? [{ text: reference.label, colour: 'var(--ink)', y: y.apply(reference.value) }] : [];
    writeEndLabels(drawing, [...line, ...ends], width - right, MARGIN.top, height - MARGIN.bottom);
    return drawing;
  }

  private seedTicks(room: number): number[] {
    const [first, last] = this.seeds;
    const every = [1, 2, 5, 10, 20].find((step) => ((last - first + 1) / step) * 22 < room) ?? 50;
    return Array.from({ length: last - first + 1 }, (_, i) => first + i).filter((seed) => seed % every === 0 || seed === first);
  }

  protected override table(): ChartTable {
    return {
      columns: ['setting', 'seed', this.yLabel],
      rows: this.groups.flatMap(({ label, points }) => points.map(({ seed, value }) => [label, String(seed), value])),
      note: this.reference ? `${this.reference.label}: ${figure(this.reference.value)}` : undefined,
    };
  }

  protected override summary(): string {
    const parts = this.groups.map(({ label, points }) => {
      const values = points.map(({ value }) => value).filter(Number.isFinite);
      return values.length
        ? `${label}: ${values.length} seeds, from ${figure(Math.min(...values))} to ${figure(Math.max(...values))}`
        : `${label}: none yet`;
    });
    return `${this.yLabel} by seed. ${parts.join('; ')}.`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-strip': FpStrip;
  }
}
