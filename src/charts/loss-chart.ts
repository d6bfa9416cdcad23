/**
 * `<fp-loss-chart>`: train and test loss (or accuracy) of a run by epoch, live, beside another run if there is one.
 * It is a scrubber as well: pointer or arrow keys pick a row, and the event `scrub` tells its step.
 */
import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { History } from '../contract/client';
import { count, figure, percent } from './format';
import { drawLoss, type Line, type LossMark } from './loss-drawing';
import { curve, liveRows, nearest, type Metric } from './loss-rows';
import { lossTable } from './loss-table';
import { MARGIN } from './plot-options';
import { PlotChart, type Drawing, type PlotModule } from './plot-chart';
import { scrubStyles } from './scrub-styles';
import type { ChartTable } from './table-view';

/** Narrower than this, the top line has no room for the log switch. */
const ROOMY = 340;

@customElement('fp-loss-chart')
export class FpLossChart extends PlotChart {
  static override styles: CSSResultGroup = [PlotChart.styles, scrubStyles];

  @property() override accessor title = 'Loss';
  @property({ attribute: false }) accessor history: History | null = null;
  /** A run to hold beside it: thinner, in a series colour. */
  @property({ attribute: false }) accessor compare: History | null = null;
  @property({ attribute: 'compare-label' }) accessor compareLabel = 'other run';
  /** Changes of a knob: thin rules with a label at the top. */
  @property({ attribute: false }) accessor marks: readonly LossMark[] = [];
  /** What the loss is, for the axis: 'cross-entropy', 'squared error'. */
  @property() accessor loss = 'loss';
  @property() accessor metric: Metric = 'loss';
  /** Step of the last good snapshot, marked where a run went wrong. */
  @property({ type: Number, attribute: 'good-until' }) accessor goodUntil: number | null = null;
  /** Log scale of the loss. */
  @property({ type: Boolean, reflect: true }) accessor log = false;

  protected override readonly emptyText = 'No steps yet';
  /** Plot takes some milliseconds a redraw, and ten a second look as live as sixty. */
  protected override interval = 100;

  /** Row number in the history of what is pointed at. */
  @state() private accessor pointed: number | null = null;
  private rows: Int32Array = new Int32Array(0);
  private drawing: Drawing | null = null;
  private runs = 0;
  private seen = '';
  private seenAt = 0;
  private watch = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    // A history is a store without events: a visible chart compares version numbers ten times a second, a table once.
    this.watch = window.setInterval(() => {
      const rest = this.isTable ? 1000 : this.interval;
      if (this.isVisible && this.versions() !== this.seen && performance.now() - this.seenAt >= rest) this.requestUpdate();
    }, this.interval);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.watch);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('history') || changed.has('compare')) this.runs++;
    if (changed.has('history')) this.point(null);
    const versions = this.versions();
    if (versions === this.seen) return;
    this.seen = versions;
    this.seenAt = performance.now();
    this.rows = this.history ? liveRows(this.history) : new Int32Array(0);
  }

  /** Changes with each row added and each run put in another's place. */
  private versions(): string {
    return `${this.runs} ${this.history?.version} ${this.compare?.version}`;
  }

  protected override hasData(): boolean {
    return this.rows.length > 0;
  }

  protected override drawingKey(): string {
    const marks = this.marks.map((mark) => `${mark.step} ${mark.label}`).join();
    return [this.seen, this.metric, this.log, this.compareLabel, this.goodUntil, marks].join('|');
  }

  protected override verticalLabel(): string {
    return `↑ ${this.metric === 'accuracy' ? 'accuracy' : this.loss}`;
  }

  protected override tools(): TemplateResult | typeof nothing {
    if (this.metric === 'accuracy' || !this.hasData() || this.drawingWidth < ROOMY) return nothing;
    const change = (event: Event): void => {
      this.log = (event.target as HTMLInputElement).checked;
    };
    return html`<label><input type="checkbox" .checked=${this.log} @change=${change} />Log scale</label>`;
  }

  protected override draw(plot: PlotModule, width: number): Drawing {
    const { history, compare } = this;
    const lines: Line[] = [];
    let epochs = 1;
    const add = (run: History, rows: Int32Array, mine: boolean): void => {
      const { columns } = run;
      const [train, test] = this.values(run);
      if (rows.length) epochs = Math.max(epochs, columns.epoch[rows[rows.length - 1]]);
      const common = mine ? { width: 1.6 } : { colour: 'var(--series-5)', width: 1 };
      const name = mine ? '' : 'other ';
      const log = this.log && this.metric === 'loss';
      lines.push(
        {
          colour: 'var(--train)',
          ...common,
          dash: '',
          curve: curve(run, rows, train, log),
          label: mine ? 'train' : this.compareLabel,
          name: `${name}train`,
        },
        {
          colour: 'var(--ink-2)',
          ...common,
          dash: '3 3',
          curve: curve(run, rows, test, log),
          label: mine ? 'test' : '',
          name: `${name}test`,
        },
      );
    };
    // the other run first, so that this one is drawn over it
    if (compare) add(compare, liveRows(compare), false);
    if (history) add(history, this.rows, true);
    const { metric, marks, log, height } = this;
    return drawLoss(plot, { width, height, lines, epochs, metric, log: log && metric === 'loss', marks, good: this.goodEpoch() });
  }

  protected override drawn(drawing: Drawing): void {
    this.drawing = drawing;
    if (this.pointed !== null) this.requestUpdate();
  }

  private values({ columns }: History): [train: Float64Array, test: Float64Array] {
    return this.metric === 'accuracy' ? [columns.trainAccuracy, columns.testAccuracy] : [columns.trainLoss, columns.testLoss];
  }

  private goodEpoch(): number | null {
    const { history, goodUntil, rows } = this;
    if (goodUntil === null || !history || !rows.length) return null;
    const row = rows.findLast((row) => history.columns.step[row] <= goodUntil);
    return row === undefined ? null : history.columns.epoch[row];
  }

  protected override table(): ChartTable {
    return lossTable(this.loss, this.history, this.rows, this.compare, this.compareLabel);
  }

  protected override summary(): string {
    const { history, rows } = this;
    if (!history || !rows.length) return this.emptyText;
    const [, test] = this.values(history);
    let best = -1;
    for (const row of rows) {
      if (Number.isFinite(test[row]) && (best < 0 || (this.metric === 'loss' ? test[row] < test[best] : test[row] > test[best])))
        best = row;
    }
    const extreme =
      best < 0 ? '' : ` Best on test data: ${this.show(test[best])} at epoch ${count(history.columns.epoch[best])}.`;
    return `Up to ${this.readout(rows[rows.length - 1])}.${extreme} Arrow keys move along the run, Escape leaves.`;
  }

  private show(value: number): string {
    return this.metric === 'accuracy' ? percent(value) : figure(value);
  }

  private readout(row: number): string {
    const [train, test] = this.values(this.history!);
    return `epoch ${count(this.history!.columns.epoch[row])}: train ${this.show(train[row])}, test ${this.show(test[row])}`;
  }

  protected override drawingView(): TemplateResult {
    const { history, rows, pointed } = this;
    if (!history || !rows.length) return super.drawingView();
    const { step } = history.columns;
    const row = pointed ?? rows[rows.length - 1];
    return html`
      <div
        class="drawing"
        role="slider"
        tabindex="0"
        aria-label=${this.title}
        aria-describedby="summary"
        aria-valuemin=${step[rows[0]]}
        aria-valuemax=${step[rows[rows.length - 1]]}
        aria-valuenow=${step[row]}
        aria-valuetext=${this.readout(row)}
        @pointerdown=${this.onPointer}
        @pointermove=${this.onPointer}
        @pointerleave=${() => this.point(null)}
        @pointercancel=${() => this.point(null)}
        @keydown=${this.onKey}
        @blur=${() => this.point(null)}
      >
        <div class="plot" aria-hidden="true"></div>
        ${this.overlay()}
      </div>
      <p class="summary" id="summary"></p>
    `;
  }

  private overlay(): TemplateResult | typeof nothing {
    const { history, drawing, pointed } = this;
    if (!history || !drawing || pointed === null) return nothing;
    const x = drawing.scale('x')!.apply(history.columns.epoch[pointed]);
    const [train, test] = this.values(history);
    const side = x > this.drawingWidth / 2 ? `right:${this.drawingWidth - x + 6}px` : `left:${x + 6}px`;
    return html`
      <div class="rule" style="left:${x}px;top:${MARGIN.top}px;bottom:${MARGIN.bottom}px"></div>
      ${this.dot(x, train[pointed], 'var(--train)')}${this.dot(x, test[pointed], 'var(--ink-2)')}
      <div class="readout" style="${side};top:${MARGIN.top}px">${this.readout(pointed)}</div>
    `;
  }

  private dot(x: number, value: number, colour: string): TemplateResult | typeof nothing {
    const y = this.drawing?.scale('y')?.apply(value);
    return Number.isFinite(y) ? html`<div class="point" style="left:${x}px;top:${y}px;background:${colour}"></div>` : nothing;
  }

  private onPointer(event: PointerEvent): void {
    const x = this.drawing?.scale('x');
    if (!x?.invert || !this.history || !this.rows.length) return;
    const left = (event.currentTarget as HTMLElement).getBoundingClientRect().left;
    this.point(this.rows[nearest(this.history, this.rows, x.invert(event.clientX - left))]);
  }

  private onKey(event: KeyboardEvent): void {
    const { history, rows, pointed } = this;
    if (!history || !rows.length || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      if (pointed === null) return;
      this.point(null);
    } else {
      const end = rows.length - 1;
      const page = Math.max(1, Math.round(rows.length / 10));
      const by = {
        ArrowLeft: -1,
        ArrowDown: -1,
        ArrowRight: 1,
        ArrowUp: 1,
        PageDown: -page,
        PageUp: page,
        Home: -Infinity,
        End: Infinity,
      };
      const move = by[event.key as keyof typeof by] as number | undefined;
      if (move === undefined) return;
      const from = pointed === null ? end : nearest(history, rows, history.columns.epoch[pointed]);
      this.point(rows[Math.min(end, Math.max(0, from + move))]);
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** Points at a row, or at none, and says so if that is news. */
  private point(row: number | null): void {
    if (row === this.pointed) return;
    this.pointed = row;
    const detail = row === null || !this.history ? null : { step: this.history.columns.step[row] };
    this.dispatchEvent(new CustomEvent<ScrubDetail>('scrub', { detail, bubbles: true, composed: true }));
  }
}

/** The step pointed at, null when nothing is. */
export type ScrubDetail = { step: number } | null;

declare global {
  interface HTMLElementTagNameMap {
    'fp-loss-chart': FpLossChart;
  }
}
