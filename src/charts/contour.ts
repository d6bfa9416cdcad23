/** `<fp-chart-contour>`: a loss over two directions as contours, a path over it, and a start that can be moved. */
import { html, nothing, svg, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import type { Markish, PlotOptions } from '@observablehq/plot';
import { customElement, property } from 'lit/decorators.js';
import { contourLevels } from './contour-levels';
import { held, nearest, next, wayOf } from './contour-moves';
import { contourStyles } from './contour-styles';
import { contourSummary, contourTable, type Grid, type Path } from './contour-words';
import { figure } from './format';
import { frame, horizontalAxis, MARGIN, tickRoom } from './plot-options';
import { PlotChart, type Drawing, type PlotModule } from './plot-chart';
import type { ChartTable } from './table-view';

type Place = readonly [x: number, y: number];

const RIGHT = 12;
/** Contour bands, and how many of them are drawn in one task. */
const LEVELS = 14;
const AT_ONCE = 3;

/** @fires move-start - CustomEvent<[number, number]>, while the reader moves the start */
@customElement('fp-chart-contour')
export class FpChartContour extends PlotChart {
  static override styles: CSSResultGroup = [PlotChart.styles, contourStyles];

  @property({ attribute: false }) accessor grid: Grid | null = null;
  /** A point of it that is out of the drawing is cut off. */
  @property({ attribute: false }) accessor path: Path | null = null;
  @property({ attribute: false }) accessor minima: readonly Place[] = [];
  @property() accessor xLabel = 'w₁';
  @property() accessor yLabel = 'w₂';
  /** Whether the start can be dragged. */
  @property({ type: Boolean }) accessor movable = false;

  #version = 0;
  /** Draw the levels that are still to come, each some of them. */
  #parts: (() => Drawing)[] = [];
  #rest = 0;
  /** The levels stand before them. */
  #axes: Element | null = null;
  /** Contours of the drawing before. */
  #old: Element[] = [];
  #dragging = false;

  protected override readonly emptyText = 'Nothing to draw yet';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('grid')) this.#version++;
  }

  protected override hasData(): boolean {
    return this.grid !== null;
  }

  protected override verticalLabel(): string {
    return `↑ ${this.yLabel}`;
  }

  /** The path lies over the drawing, so that it can move without the contours being drawn again. */
  protected override drawingKey(): string {
    return `${this.#version} ${this.xLabel}`;
  }

  protected override draw(plot: PlotModule, width: number): Drawing {
    clearTimeout(this.#rest);
    this.#old = [...this.renderRoot.querySelectorAll('.plot g[aria-label="contour"]')];
    const levels = contourLevels(this.grid?.values ?? [], LEVELS);
    const part = (marks: Markish[]) => plot.plot(this.#options(width, levels, marks));
    this.#parts = chunks(levels, AT_ONCE).map((thresholds) => () => part([this.#contours(plot, thresholds)]));
    return part([
      plot.axisY({ label: null, tickSize: 0, tickPadding: 8, tickSpacing: 48 }),
      horizontalAxis(plot, `${this.xLabel} →`, { tickSpacing: 64 }),
    ]);
  }

  #contours(plot: PlotModule, thresholds: number[]): Markish {
    const { columns, rows, values, x, y } = this.grid ?? { columns: 0, rows: 0, values: [], x: [0, 1], y: [0, 1] };
    return plot.contour(values, {
      width: columns,
      height: rows,
      x1: x[0],
      x2: x[1],
      y1: y[0],
      y2: y[1],
      thresholds,
      // Each value is a pixel of the grid already: there is nothing between them to be looked for.
      interpolate: 'none',
      fill: (value: number) => value,
      stroke: 'var(--raised)',
      strokeWidth: 0.7,
    });
  }

  #options(width: number, levels: number[], marks: Markish[]): PlotOptions {
    const { x, y } = this.grid ?? { x: [0, 1], y: [0, 1] };
    return {
      ...frame(width, this.height, { right: RIGHT, left: this.#left }),
      x: { type: 'linear', domain: x, axis: null },
      y: { type: 'linear', domain: y, axis: null },
      color: { type: 'threshold', domain: levels, range: [0, ...levels].map((_, i) => shade(i / levels.length)) },
      marks,
    };
  }

  /** The levels come a few in each task, for all at once would block the page; until then the old ones stay under the new. */
  protected override drawn(drawing: Drawing): void {
    this.#axes = drawing.querySelector('g');
    if (!this.#axes) return;
    this.#axes.before(...this.#old);
    this.#goOn();
  }

  #goOn(): void {
    if (this.#parts.length === 0) this.#end();
    else
      this.#rest = window.setTimeout(() => {
        this.#add();
        this.#goOn();
      });
  }

  #add(): void {
    const [next, ...parts] = this.#parts;
    this.#parts = parts;
    const group = next().querySelector('g[aria-label="contour"]');
    if (group) this.#axes?.before(group);
  }

  #end(): void {
    for (const one of this.#old) one.remove();
    this.#old = [];
  }

  protected override finish(): void {
    clearTimeout(this.#rest);
    while (this.#parts.length > 0) this.#add();
    this.#end();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // What has not come yet comes when it is put back: it is drawn anew then.
    clearTimeout(this.#rest);
    if (this.#parts.length > 0) this.#version++;
  }

  get #left(): number {
    return tickRoom(this.grid?.y ?? [0]);
  }

  get #inner(): { left: number; top: number; width: number; height: number } {
    const left = this.#left;
    const top = MARGIN.top;
    const width = Math.max(1, this.drawingWidth - left - RIGHT);
    return { left, top, width, height: this.height - top - MARGIN.bottom };
  }

  /** Pixels within the frame; held near it, for a coordinate may be astronomical. */
  #pixel([x, y]: Place): [number, number] {
    const { grid } = this;
    if (!grid) return [0, 0];
    const { width, height } = this.#inner;
    const hold = (value: number) => Math.max(-1e4, Math.min(1e4, value));
    return [
      hold(((x - grid.x[0]) / (grid.x[1] - grid.x[0])) * width),
      hold(((grid.y[1] - y) / (grid.y[1] - grid.y[0])) * height),
    ];
  }

  protected override drawingView(): TemplateResult {
    const { left, top, width, height } = this.#inner;
    const place = `left:${left}px;top:${top}px`;
    return html`
      <div class="drawing" role="img" aria-label=${this.title} aria-describedby="told" @pointerdown=${this.#pressed}>
        <div class="plot" aria-hidden="true"></div>
      </div>
      <svg class="over" style=${place} width=${width} height=${height} aria-hidden="true">
        ${this.minima.map((minimum) => this.#cross(minimum))} ${this.#pathView()}
      </svg>
      ${this.movable ? this.#handle(left, top) : nothing}
      <p class="told" id="told">${this.summary()}</p>
    `;
  }

  #cross(minimum: Place): TemplateResult {
    const [x, y] = this.#pixel(minimum);
    return svg`<path class="minimum" d="M${x - 5} ${y}h10M${x} ${y - 5}v10"></path>`;
  }

  #pathView(): TemplateResult | typeof nothing {
    const { path } = this;
    if (!path) return nothing;
    const points = path.x.map((x, i) => this.#pixel([x, path.y[i]]).map((value) => value.toFixed(1)));
    const [endX, endY] = points[points.length - 1];
    return svg`<path class="path" d="M${points.map((point) => point.join(' ')).join('L')}"></path>
      <path class="steps" d=${points.map(([x, y]) => `M${x} ${y}h0`).join('')}></path>
      <circle class="end" cx=${endX} cy=${endY} r="4.5"></circle>`;
  }

  #handle(left: number, top: number): TemplateResult | typeof nothing {
    const { path, grid } = this;
    if (!path || !grid) return nothing;
    const [x, y] = this.#pixel([path.x[0], path.y[0]]);
    return html`<div
      class="handle"
      role="slider"
      tabindex="0"
      aria-label="Start"
      aria-valuemin=${grid.x[0]}
      aria-valuemax=${grid.x[1]}
      aria-valuenow=${path.x[0]}
      aria-valuetext="${this.xLabel} ${figure(path.x[0])}, ${this.yLabel} ${figure(path.y[0])}"
      style="left:${left + x}px;top:${top + y}px"
      @pointerdown=${this.#pressed}
      @pointermove=${this.#dragged}
      @lostpointercapture=${this.#dropped}
      @keydown=${this.#key}
    ></div>`;
  }

  readonly #pressed = (event: PointerEvent): void => {
    const handle = this.renderRoot.querySelector<HTMLElement>('.handle');
    // Beside the handle a finger scrolls the page; a mouse calls the start to itself.
    if (!handle || event.button !== 0 || (event.pointerType === 'touch' && event.currentTarget !== handle)) return;
    event.preventDefault();
    handle.focus();
    handle.setPointerCapture(event.pointerId);
    this.#dragging = true;
    this.#dragged(event);
  };

  readonly #dragged = (event: PointerEvent): void => {
    const { grid } = this;
    const body = this.renderRoot.querySelector('.drawing')?.getBoundingClientRect();
    if (!this.#dragging || !grid || !body) return;
    const { left, top, width, height } = this.#inner;
    const across = (event.clientX - body.left - left) / width;
    const up = 1 - (event.clientY - body.top - top) / height;
    this.#move([nearest(across, grid.x), nearest(up, grid.y)]);
  };

  readonly #dropped = (): void => {
    this.#dragging = false;
  };

  readonly #key = (event: KeyboardEvent): void => {
    const { grid, path } = this;
    const way = wayOf(event.key);
    if (!way || !grid || !path) return;
    event.preventDefault();
    const far = event.shiftKey ? 5 : 1;
    this.#move([next(path.x[0], grid.x, way[0], far), next(path.y[0], grid.y, way[1], far)]);
  };

  #move([x, y]: Place): void {
    const { grid } = this;
    if (!grid) return;
    this.dispatchEvent(new CustomEvent('move-start', { detail: [held(x, grid.x), held(y, grid.y)] }));
  }

  protected override table(): ChartTable {
    return contourTable(this.grid, this.path, this.xLabel, this.yLabel);
  }

  protected override summary(): string {
    return this.grid ? contourSummary(this.grid, this.path) : '';
  }
}

/** From the surface at the lowest loss to a fifth of ink at the highest: the path in --train keeps its contrast on all. */
function shade(share: number): string {
  return `color-mix(in oklab, var(--ink) ${(2 + 20 * share).toFixed(1)}%, var(--raised))`;
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-chart-contour': FpChartContour;
  }
}
