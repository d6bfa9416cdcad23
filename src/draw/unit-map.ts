/** One unit's own response to the plane: indigo where its activation is negative, ochre where it is positive. */
import { css, html, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { short } from './diagram-text';
import { DrawnElement } from './drawn-element';
import { paintGrid } from './plane-canvas';
import { Quiet } from './quiet';
import { paintSigned, rangeOf } from './raster';

@customElement('fp-unit-map')
export class FpUnitMap extends DrawnElement {
  static override styles = css`
    :host {
      display: block;
      min-width: 0;
      font: 11px / 1.4 var(--sans, sans-serif);
      color: var(--ink-2);
    }
    canvas {
      display: block;
      width: 100%;
      aspect-ratio: 1;
      border-radius: 6px;
      background: var(--raised);
    }
    p {
      margin: 3px 0 0;
      font-variant-numeric: tabular-nums;
    }
  `;

  /** side × side activations over the plane, row 0 at the top. Give a new array for new values. */
  @property({ attribute: false }) accessor grid: Float32Array | null = null;
  @property({ type: Number }) accessor side = 0;
  /** Which unit, in words. */
  @property() accessor label = '';

  @query('canvas') private accessor canvas!: HTMLCanvasElement | null;

  readonly #words = new Quiet(this, () => rangeOf(this.grid).map(short).join(' to '), '', 1000);
  #painted: readonly unknown[] = [];

  protected override shouldUpdate(changed: PropertyValues<this>): boolean {
    if (!changed.has('grid') || !this.hasUpdated) return true;
    this.repaint();
    const due = this.#words.touch();
    return due || changed.size > 1;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('label')) this.#words.refresh();
  }

  protected override render() {
    return html`<canvas role="img" aria-label="${this.label}: activations from ${this.#words.value} over the plane"></canvas>
      <p aria-hidden="true">${this.grid ? `From ${this.#words.value}: indigo below 0, ochre above.` : ' '}</p>`;
  }

  protected override paint(): void {
    const { canvas, grid, side, palette } = this;
    const painted = [grid, side, palette];
    if (!canvas || !grid || side < 2 || grid.length !== side * side || painted.every((part, i) => part === this.#painted[i]))
      return;
    const [least, most] = rangeOf(grid);
    paintGrid(canvas, side, (pixels, n) => paintSigned(pixels, n, grid, side, Math.max(-least, most), palette));
    this.#painted = painted;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-unit-map': FpUnitMap;
  }
}
