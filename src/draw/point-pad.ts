/**
 * A sheet over a plane, to draw points on: by pointer, or with a cursor that the arrow keys move. It draws the cursor alone;
 * the points are the plane's own.
 */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { short } from './diagram-text';
import { unseen } from './drawn-element';
import { extent, toPicture, toPlane } from './plane-canvas';
import { wayOf } from './plane-keys';

/** How far an arrow key moves the cursor; with Shift, five times as far. */
const step = 0.1;
/** A mouse or pen held down draws a point each time it has come so far. */
const apart = 0.18;

/**
 * @fires mark - CustomEvent<[x1, x2]>: the reader has pressed there
 * @fires unmark - CustomEvent<[x1, x2]>: the point nearest to there is to go
 * @fires take-back - CustomEvent<void>: Ctrl+Z
 */
@customElement('fp-point-pad')
export class FpPointPad extends LitElement {
  static override styles = [
    unseen,
    css`
      :host {
        position: absolute;
        inset: 0;
      }
      .sheet {
        position: absolute;
        inset: 0;
        border-radius: 10px;
        cursor: crosshair;
        /* A finger that scrolls the page draws nothing; one that taps does. */
        touch-action: pan-y pinch-zoom;
      }
      .sheet:focus-visible {
        outline: 2px solid var(--focus);
        outline-offset: -2px;
      }
      .cursor {
        position: absolute;
        width: 23px;
        height: 23px;
        margin: -11.5px;
        border: 2px solid var(--ink);
        border-radius: 50%;
        box-shadow:
          0 0 0 2px var(--raised),
          inset 0 0 0 2px var(--raised);
        pointer-events: none;
        visibility: hidden;
      }
      .sheet:focus-visible + .cursor {
        visibility: visible;
      }
    `,
  ];

  /** What the last mark did: said beside where the cursor is. */
  @property() accessor said = '';

  @state() private accessor cursor: [number, number] = [0, 0];
  @state() private accessor moved = false;
  #last: [number, number] | null = null;

  protected override render() {
    const [x, y] = toPicture(...this.cursor, 100);
    return html`<div
        class="sheet"
        role="application"
        tabindex="0"
        data-keys
        aria-label="Draw points: arrow keys move the cursor, Enter makes a mark, Delete removes the nearest point"
        aria-describedby="where"
        @pointerdown=${this.#down}
        @pointermove=${this.#drag}
        @click=${this.#click}
        @keydown=${this.#keydown}
      ></div>
      <div class="cursor" style=${styleMap({ left: `${x}%`, top: `${y}%` })}></div>
      <span class="unseen" id="where" role="status">${this.#where()}</span>`;
  }

  #where(): string | typeof nothing {
    if (!this.moved) return this.said || nothing;
    return `x₁ ${short(this.cursor[0])}, x₂ ${short(this.cursor[1])}`;
  }

  readonly #down = (event: PointerEvent): void => {
    if (event.button !== 0 || event.pointerType === 'touch') return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.#last = this.#placeOf(event);
    this.#tell('mark', this.#last);
  };

  readonly #drag = (event: PointerEvent): void => {
    if (!this.#last || !(event.currentTarget as HTMLElement).hasPointerCapture(event.pointerId)) return;
    const here = this.#placeOf(event);
    if (Math.hypot(here[0] - this.#last[0], here[1] - this.#last[1]) < apart) return;
    this.#last = here;
    this.#tell('mark', here);
  };

  /** A tap: what a mouse or pen does has been heard as it went down. */
  readonly #click = (event: MouseEvent): void => {
    if (event instanceof PointerEvent && event.pointerType === 'touch') this.#tell('mark', this.#placeOf(event));
  };

  readonly #keydown = (event: KeyboardEvent): void => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') {
      event.preventDefault();
      this.dispatchEvent(new CustomEvent('take-back'));
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = wayOf(event, step);
    if (way) {
      const move = (from: number, by: number) => Math.max(-extent, Math.min(extent, rounded(from + by)));
      this.cursor = [move(this.cursor[0], way[0]), move(this.cursor[1], way[1])];
      this.moved = true;
      return;
    }
    const name = event.key === 'Enter' || event.key === ' ' ? 'mark' : /^(Delete|Backspace)$/.test(event.key) ? 'unmark' : null;
    if (!name) return;
    event.preventDefault();
    if (!event.repeat) this.#tell(name, this.cursor);
  };

  #placeOf(event: MouseEvent): [number, number] {
    const box = this.getBoundingClientRect();
    const [x1, x2] = toPlane(event.clientX - box.left, event.clientY - box.top, box.width);
    return [rounded(x1), rounded(x2)];
  }

  #tell(name: 'mark' | 'unmark', detail: [number, number]): void {
    this.moved = false;
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/** To a hundredth: as exact as a hand, and short in a link. */
const rounded = (x: number): number => Math.round(x * 100) / 100 + 0;

declare global {
  interface HTMLElementTagNameMap {
    'fp-point-pad': FpPointPad;
  }
}
