/** Puts a painted grid on a canvas of its own size in pixels; CSS stretches it to the size of the page. */
import { pixelsFor } from './raster';

/** Makes the canvas fit the grid and fills it with what `paint` writes. */
export function paintGrid(
  canvas: HTMLCanvasElement | OffscreenCanvas,
  side: number,
  paint: (pixels: Uint8ClampedArray, n: number) => void,
): void {
  const n = pixelsFor(side);
  if (canvas.width !== n) canvas.width = n;
  if (canvas.height !== n) canvas.height = n;
  const context = canvas.getContext('2d') as CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D | null;
  if (!context) return;
  const image = context.createImageData(n, n);
  paint(image.data, n);
  context.putImageData(image, 0, 0);
}

/** Half the width of the plane, which runs from -extent to extent on both axes. */
export const extent = 2;

/** From the plane to a picture of `size` pixels, x2 upwards. */
export function toPicture(x1: number, x2: number, size: number): [number, number] {
  return [((x1 + extent) / (2 * extent)) * size, ((extent - x2) / (2 * extent)) * size];
}

/** And back, held within the plane. */
export function toPlane(x: number, y: number, size: number): [number, number] {
  const hold = (value: number) => Math.max(-extent, Math.min(extent, value));
  return [hold((x / size) * 2 * extent - extent), hold(extent - (y / size) * 2 * extent)];
}
