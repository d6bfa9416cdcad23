/**
 * `<fp-curves>`: functions of one number as curves, with a handle on the axis below that is dragged or moved by arrow keys.
 * Stretches of the axis can be shaded and named; a short tangent shows the slope where the handle is.
 */
import { css, html, type CSSResultGroup, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { labelRoom, text, writeEndLabels } from './direct-labels';
import { figure } from './format';
import { frame, horizontalAxis, MARGIN, tickRoom, verticalAxis } from './plot-options';
import { PlotChart, type Drawing, type PlotModule } from './plot-chart';
import type { ChartTable } from './table-view';

export interface Curve {
  label: string;
  /** Any CSS colour. */
  colour: string;
  /** Drawn with gaps. */
  dashed: boolean;
  at(x: number): number;
}

/** A stretch of the axis. */
export interface Zone {
  from: number;
  to: number;
  label: string;
  /** The darker of two shades. */
  strong: boolean;
}

/** Points of a curve that are drawn. */
const POINTS = 801;
/** Half the width of the handle's thumb, pixels. */
const THUMB = 10;

/** `move` {detail: number}: the reader has put the handle there. */
@customElement('fp-curves')
export class FpCurves extends PlotChart {
  static override styles: CSSResultGroup = [
    PlotChart.styles,
    css`
      .drawing {
        cursor: ew-resize;
        touch-action: pan-y;
      }
      input {
        position: absolute;
        height: 24px;
        margin: 0;
        appearance: none;
        background: none;
        cursor: ew-resize;
        touch-action: pan-y;
      }
      input::-webkit-slider-thumb {
        appearance: none;
        width: 20px;
        height: 20px;
        border: 3px solid var(--ink);
        border-radius: 50%;
        background: var(--raised);
      }
      input::-moz-range-thumb {
        width: 14px;
        height: 14px;
        border: 3px solid var(--ink);
        border-radius: 50%;
        background: var(--raised);
      }
    `,
  ];

  @property({ attribute: false }) accessor curves: readonly Curve[] = [];
  @property({ attribute: false }) accessor zones: readonly Zone[] = [];
  /** Where the handle is. */
  @property({ type: Number }) accessor at = 0;
  @property({ type: Number }) accessor from = -4;
  @property({ type: Number }) accessor to = 4;
  /** The slope of the first curve at the handle: its tangent is drawn. */
  @property({ type: Number }) accessor slope = 0;
  /** The handle's accessible name. */
  @property() accessor handle = 'Input';
  @property({ type: Number }) override accessor height = 390;

  protected override readonly emptyText = 'Nothing to draw';

  protected override hasData(): boolean {
    return this.curves.length > 0;
  }

  private xs(count: number): number[] {
    return Array.from({ length: count }, (_, i) => this.from + ((this.to - this.from) * i) / (count - 1));
  }

  /** As much of the vertical axis as the curves take, but no more above than there is across. */
  private range(): [number, number] {
    let low = 0;
    let high = 1;
    for (const x of this.xs(41)) {
      for (const { at } of this.curves) {
        low = Math.min(low, at(x));
        high = Math.max(high, at(x));
      }
    }
    const room = 0.06 * (high - low);
    return [low - room, high + room];
  }

  private sides(): { left: number; right: number } {
    return { left: tickRoom(this.range()), right: labelRoom(this.curves.map(({ label }) => label)) };
  }

  protected override draw(plot: PlotModule, width: number): Drawing {
    const { height, from, to, at, curves, zones } = this;
    const { left, right } = this.sides();
    const [low, high] = this.range();
    const xs = this.xs(POINTS);
    const clip = { clip: true } as const;
    const drawing = plot.plot({
      ...frame(width, height, { left, right }),
      x: { domain: [from, to], axis: null },
      y: { domain: [low, high], axis: null },
      marks: [
        plot.rectX(zones, { x1: 'from', x2: 'to', fill: 'var(--ink)', fillOpacity: (zone: Zone) => (zone.strong ? 0.17 : 0.07) }),
        verticalAxis(plot, { ticks: 5 }),
        horizontalAxis(plot, 'input x →', { tickSpacing: 60 }),
        plot.ruleY([0], { stroke: 'var(--control)' }),
        plot.ruleX([0], { stroke: 'var(--line)' }),
        curves.toReversed().map(({ at: value, colour, dashed }) =>
          plot.line(
            { length: POINTS },
            {
              x: xs,
              y: xs.map(value),
              stroke: colour,
              strokeWidth: dashed ? 1.6 : 2.4,
              strokeDasharray: dashed ? '5 4' : undefined,
              ...clip,
            },
          ),
        ),
        this.tangent(plot),
        plot.ruleX([at], { stroke: 'var(--ink)', strokeDasharray: '2 3' }),
        plot.dot(
          curves.map((curve) => ({ y: curve.at(at), ...curve })),
          {
            x: () => at,
            y: 'y',
            r: 5,
            fill: (curve: Curve) => (curve.dashed ? 'var(--raised)' : curve.colour),
            stroke: 'colour',
            strokeWidth: 2,
            ...clip,
          },
        ),
      ],
    });
    const x = drawing.scale('x')!;
    const y = drawing.scale('y')!;
    const ends = curves.map(({ label, colour, at: value }) => ({ text: label, y: y.apply(value(to)), colour }));
    writeEndLabels(drawing, ends, width - right, MARGIN.top, height - MARGIN.bottom);
    for (const { from: start, to: end, label } of zones) {
      const middle = (x.apply(start) + x.apply(end)) / 2;
      if (x.apply(end) - x.apply(start) < 7 * label.length) continue;
      drawing.append(text(label, middle, MARGIN.top + 8, { 'text-anchor': 'middle', fill: 'var(--ink-2)' }));
    }
    return drawing;
  }

  private tangent(plot: PlotModule) {
    const [first] = this.curves;
    const value = first.at(this.at);
    // About as long whatever its slope.
    const reach = (this.to - this.from) / 10 / Math.hypot(1, this.slope);
    const ends = [this.at - reach, this.at + reach];
    return plot.line(ends, {
      x: ends,
      y: ends.map((end) => value + this.slope * (end - this.at)),
      stroke: 'var(--ink)',
      strokeWidth: 1.4,
      clip: true,
    });
  }

  /** The handle lies on the axis; the drawing above it can be dragged as well. */
  protected override drawingView(): TemplateResult {
    const { left, right } = this.sides();
    const across = Math.max(0, this.drawingWidth - left - right);
    return html`<div
        class="drawing"
        role="img"
        aria-label=${this.title}
        aria-describedby="summary"
        @pointerdown=${this.onPointer}
        @pointermove=${this.onPointer}
      >
        <div class="plot" aria-hidden="true"></div>
      </div>
      <input
        type="range"
        aria-label=${this.handle}
        aria-valuetext=${this.reading()}
        min=${this.from}
        max=${this.to}
        step="0.05"
        .value=${live(String(this.at))}
        style="left:${left - THUMB}px;width:${across + 2 * THUMB}px;bottom:${MARGIN.bottom - 12}px"
        @input=${(event: Event) => this.tell(Number((event.target as HTMLInputElement).value))}
      />
      <p class="summary" id="summary"></p>`;
  }

  private onPointer(event: PointerEvent): void {
    const area = event.currentTarget as HTMLElement;
    if (event.type === 'pointerdown' && event.button === 0) area.setPointerCapture(event.pointerId);
    if (!area.hasPointerCapture(event.pointerId)) return;
    const { left, right } = this.sides();
    const box = area.getBoundingClientRect();
    const share = (event.clientX - box.left - left) / Math.max(1, box.width - left - right);
    const x = this.from + Math.min(1, Math.max(0, share)) * (this.to - this.from);
    this.tell(Math.round(x * 20) / 20);
  }

  private tell(detail: number): void {
    if (detail !== this.at) this.dispatchEvent(new CustomEvent('move', { detail, bubbles: true, composed: true }));
  }

  private reading(): string {
    return `x ${figure(this.at)}: ${this.curves.map(({ label, at }) => `${label} ${figure(at(this.at))}`).join(', ')}`;
  }

  protected override table(): ChartTable {
    const columns = ['input x', ...this.curves.map(({ label }) => label)];
    const rows = this.xs(2 * (this.to - this.from) + 1).map((x) => [figure(x), ...this.curves.map(({ at }) => at(x))]);
    return { columns, rows };
  }

  protected override summary(): string {
    const zones = this.zones.map(({ from, to, label }) => `${label} from ${figure(from)} to ${figure(to)}`);
    return `${this.reading()}.${zones.length ? ` Shaded: ${zones.join('; ')}.` : ''}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-curves': FpCurves;
  }
}
