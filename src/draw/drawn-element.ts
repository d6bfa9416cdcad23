/** What every drawing on a canvas shares: it knows its width and its colours, and paints at most once a frame. */
import { css, LitElement } from 'lit';
import { state } from 'lit/decorators.js';
import { Theme } from './theme';
import type { Palette } from './colours';
import { watchPrinting } from '../ui/printing';
import { unseenRules } from '../ui/unseen';

/** Read by a screen reader, seen by nobody. */
export const unseen = css`
  .unseen {
    ${unseenRules}
  }
`;

export abstract class DrawnElement extends LitElement {
  /** Of the host's content box, in CSS pixels; 0 until it is laid out. */
  @state() protected accessor width = 0;

  readonly #theme = new Theme(this, () => {
    this.requestUpdate();
    this.repaint();
  });
  // In a task of its own: a drawing's height follows its width, and to change it while sizes are being told is an error; and
  // several drawings that are laid out together would block the page for as long as all take.
  readonly #size = new ResizeObserver(([entry]) => {
    clearTimeout(this.#resizing);
    this.#resizing = window.setTimeout(() => (this.width = Math.floor(entry.contentRect.width)));
  });
  #resizing = 0;
  #stopPrinting = () => {};
  #frame = 0;

  protected get palette(): Palette {
    return this.#theme.palette;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#size.observe(this);
    this.#stopPrinting = watchPrinting((printing, atOnce) => {
      if (printing && atOnce && this.hasUpdated) this.#paintAtOnce();
    });
    this.repaint();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#size.disconnect();
    this.#stopPrinting();
    clearTimeout(this.#resizing);
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  /** Paints in the next frame, however often it is asked for before. */
  protected repaint(): void {
    if (this.#frame || !this.isConnected) return;
    this.#frame = requestAnimationFrame((now) => {
      this.#frame = 0;
      if (this.hasUpdated) this.paint(now);
    });
  }

  /** For paper: to its width, and before the browser takes the page. */
  #paintAtOnce(): void {
    const { paddingLeft, paddingRight } = getComputedStyle(this);
    const width = this.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
    if (width > 0) this.width = Math.floor(width);
    this.performUpdate();
    this.paint(performance.now());
  }

  /** Paints what is there now. Returns nothing; asks for another frame itself where something moves. */
  protected abstract paint(now: number): void;

  protected override updated(): void {
    this.repaint();
  }
}

/** True where the reader asked for less motion. */
export const stillness = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Dots of this screen a CSS pixel, as far as drawings follow it. */
export const dotsFor = (): number => Math.min(2, devicePixelRatio || 1);

/** The canvas's context, its bitmap fitted to width × height CSS pixels of this screen, and scaled so. */
export function fitted(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null {
  const dots = dotsFor();
  const [across, down] = [Math.round(width * dots), Math.round(height * dots)];
  if (canvas.width !== across) canvas.width = across;
  if (canvas.height !== down) canvas.height = down;
  const context = canvas.getContext('2d');
  context?.setTransform(dots, 0, 0, dots, 0, 0);
  return context;
}
