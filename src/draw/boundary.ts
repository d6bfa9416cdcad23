/**
 * What the network predicts over the plane: class colours, paler where it doubts, with the examples on top. A point can be
 * placed by pointer or arrow keys where `placeable`.
 */
import { html, nothing, svg, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import type { ModelSpec } from '../contract/model';
import { BoundaryShader, type Drawing } from './boundary-shader';
import { boundaryStyles } from './boundary-styles';
import { classTokens } from './colours';
import { short } from './diagram-text';
import { dotsFor, DrawnElement, unseen } from './drawn-element';
import { extent, paintGrid, toPicture, toPlane } from './plane-canvas';
import { wayOf } from './plane-keys';
import type { Points } from './points';
import { PointsLayer } from './points-layer';
import { Quiet } from './quiet';
import { paintClasses, shares } from './raster';

/** How far an arrow key moves the point; with Shift, five times as far. */
const step = 0.1;

/**
 * Where the network itself is given (`model`, `features`, `weights`), a shader draws it if there is a GPU for it; the grid is
 * drawn where there is none, and until the shader is compiled, and its shares are what the picture says in words.
 *
 * `place` {detail: [x1, x2]}: the reader has put the point there. `drawing` {detail: Drawing}: what draws from now on.
 * The caption may be replaced through the slot `caption`; what stands in the slot `over` lies over the plane and fills it.
 */
@customElement('fp-boundary')
export class FpBoundary extends DrawnElement {
  static override styles = [unseen, boundaryStyles];

  /** side × side × outputs over the plane, row 0 at the top. Give a new array for new values. */
  @property({ attribute: false }) accessor grid: Float32Array | null = null;
  @property({ type: Number }) accessor side = 0;
  /** Numbers a grid point: 1 for two classes, or one a class. */
  @property({ type: Number }) accessor outputs = 1;
  @property({ attribute: false }) accessor model: ModelSpec | null = null;
  /** The features of the plane that go into the model, in order. */
  @property({ attribute: false }) accessor features: readonly string[] = [];
  /** Give a new array for new values. */
  @property({ attribute: false }) accessor weights: Float32Array | null = null;
  /** Lets the shader draw on a software renderer too, which the worker is faster than: for tests. */
  @property({ type: Boolean }) accessor software = false;
  @property({ attribute: false }) accessor points: Points | null = null;
  @property({ attribute: false }) accessor placed: readonly [number, number] | null = null;
  @property({ type: Boolean }) accessor placeable = false;
  @property() accessor phase: 'training' | 'inference' = 'training';
  @property({ attribute: false }) accessor classes: readonly string[] = [];
  @property() accessor label = 'What the network predicts';

  @query('.area') private accessor area!: HTMLCanvasElement | null;
  @query('.marks') private accessor marks!: HTMLCanvasElement | null;

  readonly #shader = new BoundaryShader(this, (detail) => this.dispatchEvent(new CustomEvent<Drawing>('drawing', { detail })));
  readonly #words = new Quiet(this, () => this.#summary(), '');
  /** What is on the canvases now, so that a new grid does not draw the examples again, nor a moved point the grid. */
  #painted: readonly unknown[] = [];
  #shaded: readonly unknown[] = [];
  readonly #points = new PointsLayer();

  #summary(): string {
    const size = `both axes from −${extent} to ${extent}`;
    if (!this.grid?.length) return `${this.label}: ${size}.`;
    const parts = shares(this.grid, this.outputs).map(
      (share, i) => `${Math.round(100 * share)}% ${this.classes[i] ?? `class ${i}`}`,
    );
    return `${this.label}: ${size}; ${parts.join(', ')}.`;
  }

  /** A new grid and new weights alone ask for no rendering, only for paint. */
  protected override shouldUpdate(changed: PropertyValues<this>): boolean {
    if (!this.hasUpdated) return true;
    const [grid, weights] = [changed.has('grid'), changed.has('weights')];
    if (grid || weights) this.repaint();
    const due = grid && this.#words.touch();
    return due || changed.size > Number(grid) + Number(weights) || changed.size === 0;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (['label', 'classes', 'outputs'].some((name) => changed.has(name))) this.#words.refresh();
  }

  protected override render() {
    return html`
      <div class="frame">
        <div class="axis upright" aria-hidden="true"><span>${extent}</span><span>x₂</span><span>−${extent}</span></div>
        <div class="plane">
          <canvas class="area" role="img" aria-label=${this.#words.value}></canvas>
          ${this.#shader.canvas}
          <canvas class="marks" aria-hidden="true"></canvas>
          ${this.placeable ? this.#placing() : nothing}
          <slot name="over"></slot>
        </div>
        <div class="axis level" aria-hidden="true"><span>−${extent}</span><span>x₁</span><span>${extent}</span></div>
      </div>
      ${this.points && this.classes.length ? this.#key() : nothing}
      <p><slot name="caption">${this.points?.test.length ? 'Hollow points are held out for testing.' : nothing}</slot></p>
    `;
  }

  // role="application": a screen reader then passes the arrow keys on; the place is spoken from the status beside it.
  #placing() {
    const { placed } = this;
    const where = placed ? `x₁ ${short(placed[0])}, x₂ ${short(placed[1])}` : 'No point placed yet.';
    return html`<div
        class="placing"
        role="application"
        tabindex="0"
        aria-label="Place a point: arrow keys move it"
        aria-describedby="where"
        @pointerdown=${this.#down}
        @pointermove=${this.#drag}
        @keydown=${this.#keydown}
      ></div>
      ${placed ? this.#pointAt(placed) : nothing}
      <span class="unseen" id="where" role="status">${where}</span>`;
  }

  #pointAt([x1, x2]: readonly [number, number]) {
    const [x, y] = toPicture(x1, x2, 100);
    return html`<div class=${classMap({ point: true, cool: this.phase === 'inference' })} style="left: ${x}%; top: ${y}%"></div>`;
  }

  #key() {
    const shapes = [
      svg`<circle cx="6" cy="6" r="4.2" />`,
      svg`<path d="M6 0.8L11.2 6L6 11.2L0.8 6Z" />`,
      svg`<path d="M6 1L11.2 10.4H0.8Z" />`,
    ];
    return html`<ul class="key" aria-label="Classes">
      ${this.classes
        .slice(0, shapes.length)
        .map(
          (name, i) =>
            html`<li>
              <svg viewBox="0 0 12 12" aria-hidden="true" style="fill: var(${classTokens[i]})">${shapes[i]}</svg>${name}
            </li>`,
        )}
    </ul>`;
  }

  protected override paint(): void {
    const { marks } = this;
    const size = marks?.clientWidth;
    if (!marks || !size) return;
    this.#paintArea(size);
    this.#points.paint(marks, this.points, this.palette);
  }

  #paintArea(size: number): void {
    const { area, grid, side, outputs, palette } = this;
    const shown = this.#drawByShader(Math.round(size * dotsFor()));
    if (!area || shown) return;
    const fits = grid !== null && side > 1 && grid.length === side * side * outputs;
    const painted = [grid, side, outputs, palette];
    if (fits && painted.some((part, i) => part !== this.#painted[i])) {
      paintGrid(area, side, (pixels, n) => paintClasses(pixels, n, grid, side, outputs, palette));
      this.#painted = painted;
    } else if (!fits && this.#painted.length) {
      area.getContext('2d')?.clearRect(0, 0, area.width, area.height);
      this.#painted = [];
    }
  }

  /** @returns whether the shader's canvas shows the network as it is now; it covers the grid's then */
  #drawByShader(pixels: number): boolean {
    const { model, features, weights, palette } = this;
    if (!model || !weights) {
      if (this.#shader.canvas) this.#shader.canvas.hidden = true;
      this.#shaded = [];
      return false;
    }
    const shaded = [model, features, weights, palette, pixels, this.#shader.canvas];
    if (shaded.every((part, i) => part === this.#shaded[i])) return true;
    this.#shader.evenInSoftware = this.software;
    const outcome = this.#shader.draw({ model, features, weights }, pixels, palette);
    if (outcome === 'compiling') this.repaint();
    const { canvas } = this.#shader;
    if (canvas) canvas.hidden = outcome !== 'drawn';
    this.#shaded = outcome === 'drawn' ? [...shaded.slice(0, -1), canvas] : [];
    return outcome === 'drawn';
  }

  readonly #down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.#placeAt(event);
  };

  readonly #drag = (event: PointerEvent): void => {
    if ((event.currentTarget as HTMLElement).hasPointerCapture(event.pointerId)) this.#placeAt(event);
  };

  #placeAt(event: PointerEvent): void {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    this.#tell(toPlane(event.clientX - box.left, event.clientY - box.top, box.width));
  }

  readonly #keydown = (event: KeyboardEvent): void => {
    const way = wayOf(event, step);
    if (!way) return;
    const move = (from: number, by: number) => Math.max(-extent, Math.min(extent, Math.round((from + by) * 100) / 100));
    const [x1, x2] = this.placed ?? [0, 0];
    this.#tell([move(x1, way[0]), move(x2, way[1])]);
  };

  #tell(detail: [number, number]): void {
    this.dispatchEvent(new CustomEvent('place', { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-boundary': FpBoundary;
  }
}
