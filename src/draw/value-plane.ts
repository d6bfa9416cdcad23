/**
 * A predicted number over the plane of two others: indigo below the mean, ochre above, with the examples on top in the colour
 * of what is true of them, and the scale beside it in the number's own unit.
 */
import { html, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { quantity } from '../ui/format';
import type { NumericTarget, Scale } from '../contract/dataset';
import { css as written, mix, type Palette } from './colours';
import { DrawnElement, fitted } from './drawn-element';
import { paintGrid } from './plane-canvas';
import { Quiet } from './quiet';
import { paintSigned, rangeOf } from './raster';
import { valuePlaneStyles } from './value-plane-styles';

/** A column, in its own unit. */
export interface PlaneAxis extends Scale {
  name: string;
  from: number;
  to: number;
}

const none = new Uint32Array();
/** More marks than this cover each other, and take long to draw. */
const mostMarks = 1500;

@customElement('fp-value-plane')
export class FpValuePlane extends DrawnElement {
  static override styles = valuePlaneStyles;

  /** side × side standardised predictions over the plane, row 0 at the top. Give a new array for new values. */
  @property({ attribute: false }) accessor grid: Float32Array | null = null;
  @property({ type: Number }) accessor side = 0;
  @property({ attribute: false }) accessor across: PlaneAxis | null = null;
  @property({ attribute: false }) accessor up: PlaneAxis | null = null;
  /** n × 2: where the examples are, in the axes' own units. */
  @property({ attribute: false }) accessor raw: Float32Array = new Float32Array();
  @property({ attribute: false }) accessor target: NumericTarget | null = null;
  @property({ attribute: false }) accessor train: Uint32Array = none;
  @property({ attribute: false }) accessor test: Uint32Array = none;
  /** One more place to be marked, in standardised units. */
  @property({ attribute: false }) accessor placed: Float32Array | null = null;

  @query('.area') private accessor area!: HTMLCanvasElement | null;
  @query('.marks') private accessor marks!: HTMLCanvasElement | null;

  readonly #words = new Quiet(this, () => this.#summary(), '');
  #painted: readonly unknown[] = [];
  #marked: readonly unknown[] = [];
  #reachOf: { target: NumericTarget; reach: number } | null = null;

  /** The largest distance of a true value from the mean, in standard deviations: where the scale ends. */
  get #reach(): number {
    const { target } = this;
    if (!target) return 1;
    if (this.#reachOf?.target !== target) {
      const far = target.values.reduce((most, value) => Math.max(most, Math.abs(value - target.mean)), 0);
      this.#reachOf = { target, reach: far / target.deviation };
    }
    return this.#reachOf.reach;
  }

  /** A new grid alone asks for no rendering, only for paint. */
  protected override shouldUpdate(changed: PropertyValues<this>): boolean {
    if (!this.hasUpdated || !changed.has('grid')) return true;
    this.repaint();
    const due = this.#words.touch();
    return due || changed.size > 1;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (['target', 'across', 'up'].some((name) => changed.has(name))) this.#words.refresh();
  }

  #summary(): string {
    const { target, across, up, grid } = this;
    if (!target || !across || !up) return '';
    const [least, most] = rangeOf(grid);
    const range = grid ? `: from ${this.#unit(least)} to ${this.#unit(most)}` : '';
    return `What the network predicts for ${target.name} over ${across.name} and ${up.name}${range}.`;
  }

  #unit(standardised: number): string {
    const { mean, deviation } = this.target ?? { mean: 0, deviation: 1 };
    return quantity(mean + standardised * deviation);
  }

  protected override render() {
    const { across, up, target } = this;
    const reach = this.#reach;
    return html`<div class="frame">
        <div class="axis upright" aria-hidden="true">
          <span>${up ? quantity(up.to) : ''}</span><span class="name">${up?.name}</span
          ><span>${up ? quantity(up.from) : ''}</span>
        </div>
        <div class="plane">
          <canvas class="area" role="img" aria-label=${this.#words.value}></canvas>
          <canvas class="marks" aria-hidden="true"></canvas>
        </div>
        <div class="axis level" aria-hidden="true">
          <span>${across ? quantity(across.from) : ''}</span><span class="name">${across?.name}</span
          ><span>${across ? quantity(across.to) : ''}</span>
        </div>
      </div>
      <div class="scale">
        <span class="name">${target?.name}</span>
        <div class="ramp" aria-hidden="true"></div>
        <div class="axis level">
          <span>${this.#unit(-reach)}</span><span>${this.#unit(0)}, the mean</span><span>${this.#unit(reach)}</span>
        </div>
      </div>
      <p>Points have the colour of what is true; hollow ones are held out for testing.</p>`;
  }

  protected override paint(): void {
    const { area, grid, side, palette } = this;
    const painted = [grid, side, palette, this.#reach];
    const fits = grid !== null && side > 1 && grid.length === side * side;
    if (area && fits && painted.some((part, i) => part !== this.#painted[i])) {
      paintGrid(area, side, (pixels, n) => paintSigned(pixels, n, grid, side, this.#reach, palette));
      this.#painted = painted;
    }
    this.#paintMarks(palette);
  }

  #paintMarks(palette: Palette): void {
    const { marks, raw, target, train, test, across, up, placed } = this;
    const size = marks?.clientWidth;
    if (!marks || !size || !target || !across || !up) return;
    const marked = [raw, target, train, test, placed, size, palette];
    if (marked.every((part, i) => part === this.#marked[i])) return;
    this.#marked = marked;
    const context = fitted(marks, size, size);
    if (!context) return;
    context.clearRect(0, 0, size, size);
    const place = (x: number, y: number): [number, number] => [
      ((x - across.from) / (across.to - across.from)) * size,
      ((up.to - y) / (up.to - up.from)) * size,
    ];
    const every = Math.ceil((train.length + test.length) / mostMarks);
    for (const rows of [train, test])
      rows.forEach((row, i) => {
        if (i % every !== 0) return;
        const value = (target.values[row] - target.mean) / target.deviation / this.#reach;
        const [x, y] = place(raw[2 * row], raw[2 * row + 1]);
        disc(context, x, y, 3.4, colourOf(palette, value), written(palette['--ink']));
        if (rows === test) disc(context, x, y, 1.4, written(palette['--raised']), null);
      });
    if (!placed) return;
    const [x, y] = place(across.mean + placed[0] * across.deviation, up.mean + placed[1] * up.deviation);
    disc(context, x, y, 7, null, written(palette['--raised']), 6);
    disc(context, x, y, 7, null, written(palette['--infer']), 3);
  }
}

/** Of a true value from −1 to 1: stronger than the area, so that a mark stands out of its own. */
function colourOf(palette: Palette, value: number): string {
  return written(mix(palette['--raised'], palette[value < 0 ? '--neg' : '--pos'], Math.min(1, Math.abs(value))));
}

function disc(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  fill: string | null,
  stroke: string | null,
  width = 1,
): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  if (fill) {
    context.fillStyle = fill;
    context.fill();
  }
  if (!stroke) return;
  context.strokeStyle = stroke;
  context.lineWidth = width;
  context.stroke();
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-value-plane': FpValuePlane;
  }
}
