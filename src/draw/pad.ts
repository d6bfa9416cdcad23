/** A pad to write a digit on, by pointer, touch or keys; what is written is made into an image like the data's (digit-bitmap.ts). */
import { css, html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { css as colourOf, mix } from './colours';
import { digitOf } from './digit-bitmap';
import { DrawnElement, fitted, unseen } from './drawn-element';
import { formStyles } from './form-styles';

/** Steps across the pad that the pen takes by arrow keys. */
const cells = 16;
/** Points nearer together than this share of the pad are one. */
const nearest = 0.02;
const arrows: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** `draw` {detail: Float32Array of rows × cols, 0 to 1}: the drawing has changed; at most once a frame. All 0 after Clear. */
@customElement('fp-pad')
export class FpPad extends DrawnElement {
  static override styles = [
    formStyles,
    unseen,
    css`
      :host {
        display: block;
        min-width: 0;
        font: 12px / 1.4 var(--sans, sans-serif);
        color: var(--ink-2);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 14px;
        align-items: end;
      }
      .pad {
        flex: 1 1 170px;
        max-width: 240px;
        aspect-ratio: 1;
        border: 1px solid var(--control);
        border-radius: 10px;
        background: var(--raised);
        overflow: hidden;
        touch-action: none;
        cursor: crosshair;
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
      }
      .seen {
        display: grid;
        gap: 8px;
        justify-items: start;
      }
      .seen canvas {
        width: 72px;
        height: 72px;
        image-rendering: pixelated;
        border: 1px solid var(--line);
        border-radius: 4px;
      }
      p {
        margin: 6px 0 0;
      }
    `,
  ];

  @property({ type: Number }) accessor rows = 8;
  @property({ type: Number }) accessor cols = 8;

  @state() private accessor spoken = '';
  @query('.pad') private accessor pad!: HTMLElement;
  @query('.pad canvas') private accessor canvas!: HTMLCanvasElement;
  @query('.seen canvas') private accessor small!: HTMLCanvasElement;

  #strokes: number[][] = [];
  #penAt: [number, number] = [cells / 2, cells / 2];
  #penDown = false;
  /** Written on since it was last told. */
  #fresh = false;

  protected override render() {
    return html`
      <div class="row">
        <div
          class="pad"
          role="application"
          tabindex="0"
          aria-label="Drawing pad"
          aria-describedby="help"
          @pointerdown=${this.#down}
          @pointermove=${this.#move}
          @keydown=${this.#key}
          @focus=${this.#showPen}
          @blur=${this.#showPen}
        >
          <canvas aria-hidden="true"></canvas>
        </div>
        <div class="seen">
          <canvas aria-hidden="true" width=${this.cols} height=${this.rows}></canvas>
          <span>as the network sees it</span>
          <button type="button" @click=${this.clear}>Clear</button>
        </div>
      </div>
      <p id="help">Draw with the pointer, or with keys: arrows move the pen, Space puts it down and lifts it.</p>
      <span class="unseen" role="status">${this.spoken}</span>
    `;
  }

  /** Wipes the pad. */
  readonly clear = (): void => {
    this.#strokes = [];
    this.#penDown = false;
    this.#changed();
  };

  #changed(): void {
    this.#fresh = true;
    this.repaint();
  }

  readonly #showPen = (): void => this.repaint();

  readonly #down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    this.pad.setPointerCapture(event.pointerId);
    this.#penDown = false;
    this.#strokes.push([...this.#placeOf(event)]);
    this.#changed();
  };

  readonly #move = (event: PointerEvent): void => {
    if (!this.pad.hasPointerCapture(event.pointerId)) return;
    const events = event.getCoalescedEvents();
    for (const one of events.length ? events : [event]) this.#drawTo(...this.#placeOf(one));
  };

  #placeOf(event: PointerEvent): [number, number] {
    const box = this.pad.getBoundingClientRect();
    const hold = (value: number) => Math.max(0, Math.min(1, value));
    return [hold((event.clientX - box.left) / box.width), hold((event.clientY - box.top) / box.height)];
  }

  #drawTo(x: number, y: number): void {
    const stroke = this.#strokes.at(-1);
    if (!stroke || Math.hypot(x - stroke[stroke.length - 2], y - stroke[stroke.length - 1]) < nearest) return;
    stroke.push(x, y);
    this.#changed();
  }

  readonly #key = (event: KeyboardEvent): void => {
    const way = arrows[event.key];
    if ((!way && event.key !== ' ') || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    // Space is the pen here, not the cell's Train.
    event.stopPropagation();
    if (way) {
      const hold = (value: number) => Math.max(1, Math.min(cells - 1, value));
      this.#penAt = [hold(this.#penAt[0] + way[0]), hold(this.#penAt[1] + way[1])];
      if (this.#penDown) this.#drawTo(this.#penAt[0] / cells, this.#penAt[1] / cells);
    } else {
      this.#penDown = !this.#penDown;
      if (this.#penDown) {
        this.#strokes.push(this.#penAt.map((value) => value / cells));
        this.#changed();
      }
    }
    this.spoken = `Pen ${this.#penDown ? 'down' : 'up'}, column ${this.#penAt[0]} of ${cells}, row ${this.#penAt[1]}`;
    this.repaint();
  };

  protected override paint(): void {
    const size = this.pad.clientWidth;
    const context = size ? fitted(this.canvas, size, size) : null;
    if (context) this.#paintStrokes(context, size);
    const image = digitOf(this.#strokes, this.rows, this.cols);
    this.#paintSmall(image);
    if (!this.#fresh) return;
    this.#fresh = false;
    this.dispatchEvent(new CustomEvent('draw', { detail: image, bubbles: true, composed: true }));
  }

  #paintStrokes(context: CanvasRenderingContext2D, size: number): void {
    context.clearRect(0, 0, size, size);
    context.lineCap = context.lineJoin = 'round';
    context.lineWidth = size / 11;
    context.strokeStyle = colourOf(this.palette['--ink']);
    for (const stroke of this.#strokes) {
      context.beginPath();
      context.moveTo(stroke[0] * size, stroke[1] * size);
      context.lineTo(stroke[0] * size, stroke[1] * size);
      for (let i = 2; i < stroke.length; i += 2) context.lineTo(stroke[i] * size, stroke[i + 1] * size);
      context.stroke();
    }
    if (!this.pad.matches(':focus-visible')) return;
    context.beginPath();
    context.arc((this.#penAt[0] / cells) * size, (this.#penAt[1] / cells) * size, size / 22, 0, 2 * Math.PI);
    context.lineWidth = 2;
    context.strokeStyle = context.fillStyle = colourOf(this.palette['--infer']);
    context.stroke();
    if (this.#penDown) context.fill();
  }

  #paintSmall(image: Float32Array): void {
    const context = this.small.getContext('2d');
    if (!context) return;
    const pixels = context.createImageData(this.cols, this.rows);
    image.forEach((share, i) => {
      const [red, green, blue] = mix(this.palette['--raised'], this.palette['--ink'], share);
      pixels.data.set([red, green, blue, 255], 4 * i);
    });
    context.putImageData(pixels, 0, 0);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-pad': FpPad;
  }
}
