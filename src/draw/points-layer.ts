/** The examples over a painted plane, on a canvas of their own: drawn again only when they, its size or the colours change. */
import type { Palette } from './colours';
import { fitted } from './drawn-element';
import { paintPoints, type Points } from './points';

export class PointsLayer {
  #drawn: readonly unknown[] = [];

  /** @param canvas square; one that has no size yet is left alone */
  paint(canvas: HTMLCanvasElement, points: Points | null, palette: Palette): void {
    const size = canvas.clientWidth;
    const drawn = [points, size, palette];
    if (!size || drawn.every((part, i) => part === this.#drawn[i])) return;
    // Emptied so: what is wiped away while a page is printed comes out white, and what lies below is not seen.
    canvas.width = 0;
    const context = fitted(canvas, size, size);
    if (!context) return;
    if (points) paintPoints(context, points, size, palette);
    this.#drawn = drawn;
  }
}
