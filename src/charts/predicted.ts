/** `<fp-predicted>`: predicted numbers against the true ones, a dot an example, beside the line on which they would be exact. */
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Scale } from '../contract/dataset';
import { text } from './direct-labels';
import { count, figure } from './format';
import { frame, horizontalAxis, MARGIN, tickRoom, verticalAxis } from './plot-options';
import { PlotChart, type Drawing, type PlotModule } from './plot-chart';
import type { ChartTable } from './table-view';

interface Dot {
  truth: number;
  predicted: number;
}

/** Dots, and rows of the table: evenly drawn of more. */
const most = 300;
const RIGHT = 16;
const longestName = 24;

@customElement('fp-predicted')
export class FpPredicted extends PlotChart {
  /** What is predicted. */
  @property() accessor name = '';
  /** Of every example, in its own unit. */
  @property({ attribute: false }) accessor truth: Float64Array = new Float64Array();
  /** Of every example, standardised. Give a new array for new values. */
  @property({ attribute: false }) accessor outputs: Float32Array = new Float32Array();
  /** Which of the examples are shown. */
  @property({ attribute: false }) accessor rows: Uint32Array = new Uint32Array();
  /** From standardised to the own unit. */
  @property({ attribute: false }) accessor scale: Scale = { mean: 0, deviation: 1 };
  @property({ type: Number }) override accessor height = 220;

  protected override interval = 100;
  protected override readonly emptyText = 'No predictions yet';

  /** Evenly spaced among the rows. */
  #dots(): Dot[] {
    const { truth, outputs, rows, scale } = this;
    const every = Math.ceil(rows.length / most);
    return [...rows]
      .filter((_, i) => i % every === 0)
      .map((row) => ({ truth: truth[row], predicted: scale.mean + outputs[row] * scale.deviation }));
  }

  protected override hasData(): boolean {
    return this.rows.length > 0 && this.outputs.length === this.truth.length;
  }

  protected override verticalLabel(): string {
    return `↑ predicted ${this.#short}`;
  }

  get #short(): string {
    return this.name.length > longestName ? `${this.name.slice(0, longestName)}…` : this.name;
  }

  protected override draw(plot: PlotModule, width: number): Drawing {
    const { height } = this;
    const dots = this.#dots();
    const [low, high] = rangeOf(dots.map(({ truth }) => truth));
    // A network that has just begun may be far off: such dots stand on the frame.
    const span = high - low;
    const predicted = dots.map((dot) => dot.predicted).filter(Number.isFinite);
    const [bottom, top] = [
      Math.max(low - span, Math.min(low, ...predicted)),
      Math.min(high + span, Math.max(high, ...predicted)),
    ];
    const held = dots
      .filter((dot) => Number.isFinite(dot.predicted))
      .map((dot) => ({ ...dot, predicted: Math.max(bottom, Math.min(top, dot.predicted)) }));
    const left = tickRoom([bottom, top, (bottom + top) / 2]);
    const drawing = plot.plot({
      ...frame(width, height, { left, right: RIGHT }),
      x: { domain: [low, high], axis: null },
      y: { domain: [bottom, top], axis: null },
      marks: [
        verticalAxis(plot, { tickSpacing: 36 }),
        horizontalAxis(plot, `true ${this.#short} →`, { tickSpacing: 70 }),
        plot.line(
          [
            [low, low],
            [high, high],
          ],
          { stroke: 'var(--ink-2)', strokeWidth: 1.2, strokeDasharray: '4 3', className: 'exact' },
        ),
        plot.dot(held, {
          x: 'truth',
          y: 'predicted',
          r: 2.6,
          fill: 'var(--phase, var(--train))',
          fillOpacity: 0.75,
          stroke: 'var(--raised)',
          strokeWidth: 0.7,
          className: 'answers',
        }),
      ],
    });
    const y = drawing.scale('y')!;
    const halo = { stroke: 'var(--raised)', 'stroke-width': '4', 'paint-order': 'stroke' };
    const at = Math.max(MARGIN.top + 6, y.apply(high) - 9);
    drawing.append(text('exact', width - RIGHT, at, { 'text-anchor': 'end', fill: 'var(--ink-2)', ...halo }));
    return drawing;
  }

  protected override below(): TemplateResult | typeof nothing {
    const dots = Math.ceil(this.rows.length / Math.ceil(this.rows.length / most));
    return this.rows.length > most
      ? html`<p class="note">${count(dots)} of the ${count(this.rows.length)} held-out rows are drawn.</p>`
      : nothing;
  }

  protected override table(): ChartTable {
    const dots = this.#dots();
    return {
      columns: [`true ${this.name}`, 'predicted', 'difference'],
      rows: dots.map(({ truth, predicted }) => [truth, predicted, predicted - truth]),
      note: dots.length < this.rows.length ? `${count(dots.length)} of ${count(this.rows.length)} held-out rows` : undefined,
    };
  }

  protected override summary(): string {
    const dots = this.#dots();
    const [low, high] = rangeOf(dots.map(({ truth }) => truth));
    const [least, greatest] = rangeOf(dots.map(({ predicted }) => predicted));
    return (
      `${count(this.rows.length)} held-out rows: true ${this.name} from ${figure(low)} to ${figure(high)}, ` +
      `predicted from ${figure(least)} to ${figure(greatest)}.`
    );
  }
}

/** Never empty: one value alone is given a width. */
function rangeOf(values: readonly number[]): [number, number] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  return high > low ? [low, high] : [low - 1, high + 1];
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-predicted': FpPredicted;
  }
}
