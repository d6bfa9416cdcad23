/**
 * One neuron over the plane: its response as colour, examples on top, its weights as an arrow from the middle and the line where
 * it is undecided. The arrow's tip and the line have handles, for the pointer and for arrow keys.
 */
import { css, html, nothing, svg, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { short } from './diagram-text';
import { DrawnElement, fitted, unseen } from './drawn-element';
import { extent, paintGrid, toPicture, toPlane } from './plane-canvas';
import { paintPoints, type Points } from './points';
import { paintClasses, shares } from './raster';

/** How far an arrow key moves a handle; with Shift, five times as far. */
const STEP = 0.05;
const arrows: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** What the handles steer. */
export interface Steered {
  w1: number;
  w2: number;
  b: number;
}

/** `steer` {detail: Steered}: the reader has moved a handle. */
@customElement('fp-neuron-plane')
export class FpNeuronPlane extends DrawnElement {
  static override styles = [
    unseen,
    css`
      :host {
        display: block;
        min-width: 0;
        max-width: 460px;
        font: 12px / 1.4 var(--sans, sans-serif);
        color: var(--ink-2);
      }
      .plane {
        position: relative;
        aspect-ratio: 1;
        border-radius: 10px;
        overflow: hidden;
        background: var(--raised);
        box-shadow: inset 0 0 0 1px var(--line);
      }
      canvas,
      svg {
        position: absolute;
        inset: 0;
        display: block;
        width: 100%;
        height: 100%;
      }
      svg {
        pointer-events: none;
      }
      line {
        stroke: var(--ink);
        stroke-width: 2;
        vector-effect: non-scaling-stroke;
      }
      line.halo {
        stroke: var(--raised);
        stroke-width: 5;
      }
      .boundary {
        stroke-dasharray: 6 4;
      }
      .handle {
        position: absolute;
        width: 24px;
        height: 24px;
        margin: -12px;
        border: 3px solid var(--ink);
        border-radius: 50%;
        background: var(--raised);
        cursor: grab;
        touch-action: none;
      }
      .handle.bias {
        border-radius: 6px;
      }
      .handle:focus-visible {
        outline: 3px solid var(--focus);
        outline-offset: 2px;
      }
      .handle span {
        position: absolute;
        inset: 0;
        display: grid;
        place-items: center;
        color: var(--ink);
        font: 600 11px/1 var(--sans, sans-serif);
      }
      @media (pointer: coarse) {
        .handle {
          width: 36px;
          height: 36px;
          margin: -18px;
        }
      }
      p {
        margin: 6px 0 0;
      }
    `,
  ];

  /** side × side outputs over the plane, row 0 at the top; one half is undecided. Give a new array for new values. */
  @property({ attribute: false }) accessor grid: Float32Array | null = null;
  @property({ type: Number }) accessor side = 0;
  @property({ attribute: false }) accessor points: Points | null = null;
  @property({ attribute: false }) accessor classes: readonly string[] = [];
  @property({ attribute: false }) accessor steered: Steered = { w1: 1, w2: 0, b: 0 };
  /** The weighted sum at which the output is one half. */
  @property({ type: Number }) accessor threshold = 0;

  @query('.area') private accessor area!: HTMLCanvasElement | null;
  @query('.marks') private accessor marks!: HTMLCanvasElement | null;

  #painted: readonly unknown[] = [];
  #marked: readonly unknown[] = [];

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('grid')) this.repaint();
  }

  /** The point of the line nearest to the middle; null where there is no line. */
  #foot(): [number, number] | null {
    const { w1, w2, b } = this.steered;
    const square = w1 * w1 + w2 * w2;
    if (square < 1e-9) return null;
    const share = (this.threshold - b) / square;
    return [share * w1, share * w2];
  }

  #summary(): string {
    const [no, yes] = this.grid?.length ? shares(this.grid, 1) : [0, 0];
    return `The neuron’s output over the plane: ${Math.round(100 * no)}% under one half, ${Math.round(100 * yes)}% above.`;
  }

  override render() {
    const { w1, w2, b } = this.steered;
    const held = (value: number) => Math.max(-extent, Math.min(extent, value));
    const tip = toPicture(held(w1), held(w2), 100);
    const foot = this.#foot();
    const at = foot && toPicture(held(foot[0]), held(foot[1]), 100);
    return html`
      <div class="plane">
        <canvas class="area" role="img" aria-label=${this.#summary()}></canvas>
        <svg viewBox="0 0 100 100" aria-hidden="true">
          ${foot ? this.#line(foot) : nothing}
          <line class="halo" x1="50" y1="50" x2=${tip[0]} y2=${tip[1]} />
          <line x1="50" y1="50" x2=${tip[0]} y2=${tip[1]} />
        </svg>
        <canvas class="marks" aria-hidden="true"></canvas>
        ${
          at
            ? html`<div
                class="handle bias"
                role="application"
                tabindex="0"
                style="left:${at[0]}%;top:${at[1]}%"
                aria-label="The line: arrow keys move it, bias ${short(b)}"
                @pointerdown=${this.#down}
                @pointermove=${(event: PointerEvent) => this.#drag(event, this.#moveLine)}
                @keydown=${this.#biasKey}
              >
                <span aria-hidden="true">b</span>
              </div>`
            : nothing
        }
        <div
          class="handle"
          role="application"
          tabindex="0"
          style="left:${tip[0]}%;top:${tip[1]}%"
          aria-label="The arrow’s tip: arrow keys move it, weights ${short(w1)} and ${short(w2)}"
          @pointerdown=${this.#down}
          @pointermove=${(event: PointerEvent) => this.#drag(event, this.#moveTip)}
          @keydown=${this.#tipKey}
        >
          <span aria-hidden="true">w</span>
        </div>
      </div>
      <p>
        Both axes run from −${extent} to ${extent}. The arrow is the weights; the dashed line is where the output is one half.
      </p>
    `;
  }

  /** Longer than the plane, whose frame cuts it off. */
  #line([x1, x2]: [number, number]) {
    const { w1, w2 } = this.steered;
    const length = Math.hypot(w1, w2);
    const [dx, dy] = [(-w2 / length) * 6, (w1 / length) * 6];
    const [ax, ay] = toPicture(x1 - dx, x2 - dy, 100);
    const [bx, by] = toPicture(x1 + dx, x2 + dy, 100);
    return svg`<line class="halo" x1=${ax} y1=${ay} x2=${bx} y2=${by} /><line class="boundary" x1=${ax} y1=${ay} x2=${bx} y2=${by} />`;
  }

  protected override paint(): void {
    const { area, marks, grid, side, palette, points } = this;
    if (!area || !marks) return;
    const painted = [grid, side, palette];
    if (grid && side > 1 && grid.length === side * side && painted.some((part, i) => part !== this.#painted[i])) {
      paintGrid(area, side, (pixels, n) => paintClasses(pixels, n, grid, side, 1, palette));
      this.#painted = painted;
    }
    const size = marks.clientWidth;
    const marked = [points, size, palette];
    if (!size || marked.every((part, i) => part === this.#marked[i])) return;
    const context = fitted(marks, size, size);
    if (!context) return;
    context.clearRect(0, 0, size, size);
    if (points) paintPoints(context, points, size, palette);
    this.#marked = marked;
  }

  readonly #down = (event: PointerEvent): void => {
    if (event.button === 0) (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
  };

  #drag(event: PointerEvent, move: (x1: number, x2: number) => void): void {
    const plane = (event.currentTarget as HTMLElement).parentElement;
    if (!plane || !(event.currentTarget as HTMLElement).hasPointerCapture(event.pointerId)) return;
    const box = plane.getBoundingClientRect();
    const [x1, x2] = toPlane(event.clientX - box.left, event.clientY - box.top, box.width);
    move(x1, x2);
  }

  readonly #moveTip = (x1: number, x2: number): void => this.#tell({ ...this.steered, w1: x1, w2: x2 });

  /** The line goes through this point, parallel to where it was. */
  readonly #moveLine = (x1: number, x2: number): void => {
    const { w1, w2 } = this.steered;
    this.#tell({ ...this.steered, b: this.threshold - w1 * x1 - w2 * x2 });
  };

  readonly #tipKey = (event: KeyboardEvent): void => {
    const { w1, w2 } = this.steered;
    const way = wayOf(event);
    if (way) this.#tell({ ...this.steered, w1: w1 + way[0], w2: w2 + way[1] });
  };

  /** The line follows the key, whichever way the arrow points. */
  readonly #biasKey = (event: KeyboardEvent): void => {
    const { w1, w2, b } = this.steered;
    const way = wayOf(event);
    if (way) this.#tell({ ...this.steered, b: b - w1 * way[0] - w2 * way[1] });
  };

  #tell({ w1, w2, b }: Steered): void {
    const tidy = (value: number) => Math.round(value * 100) / 100 || 0;
    const detail = { w1: tidy(w1), w2: tidy(w2), b: tidy(b) };
    this.dispatchEvent(new CustomEvent('steer', { detail, bubbles: true, composed: true }));
  }
}

/** Which way an arrow key goes on the plane, and how far; null for another key. */
function wayOf(event: KeyboardEvent): [number, number] | null {
  const way = arrows[event.key];
  if (!way || event.ctrlKey || event.metaKey || event.altKey) return null;
  event.preventDefault();
  event.stopPropagation();
  const far = event.shiftKey ? 5 * STEP : STEP;
  return [way[0] * far, way[1] * far];
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-neuron-plane': FpNeuronPlane;
  }
}
