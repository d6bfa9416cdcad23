/**
 * Draws examples as marks: colour and shape by class (so that colour is never alone), filled for training, hollow for testing,
 * each with a light ring so that it stands out of its own class's area.
 */
import { classColours, css, type Palette } from './colours';
import { toPicture } from './plane-canvas';

export interface Points {
  /** n × 2. */
  raw: Float32Array;
  labels: Uint8Array;
  train: Uint32Array;
  test: Uint32Array;
}

const ring = '#ffffff';

/** A mark of class `label` about a place: circle, diamond, triangle. */
function markPath(label: number, x: number, y: number, radius: number): Path2D {
  const path = new Path2D();
  if (label === 0) path.arc(x, y, radius, 0, 2 * Math.PI);
  else {
    const corners = label === 1 ? 4 : 3;
    // A little larger, so that all shapes have about the same area.
    const reach = radius * (corners === 4 ? 1.25 : 1.45);
    for (let i = 0; i < corners; i++) {
      const angle = (2 * Math.PI * i) / corners - Math.PI / 2;
      path.lineTo(x + reach * Math.cos(angle), y + reach * Math.sin(angle));
    }
    path.closePath();
  }
  return path;
}

/** All examples on a picture of `size` CSS pixels: those for testing first, so that no ring of theirs covers a filled one. */
export function paintPoints(context: CanvasRenderingContext2D, points: Points, size: number, palette: Palette): void {
  const colours = classColours(palette).map(css);
  const radius = size < 200 ? 2.4 : 3;
  context.lineJoin = 'round';
  for (const rows of [points.test, points.train]) {
    const filled = rows === points.train;
    for (const row of rows) {
      const label = points.labels[row];
      const [x, y] = toPicture(points.raw[2 * row], points.raw[2 * row + 1], size);
      const path = markPath(label, x, y, radius);
      const colour = colours[label] ?? colours[0];
      context.strokeStyle = ring;
      context.lineWidth = filled ? 3 : 4.2;
      context.stroke(path);
      context.fillStyle = filled ? colour : ring;
      context.fill(path);
      if (filled) continue;
      context.strokeStyle = colour;
      context.lineWidth = 1.7;
      context.stroke(path);
    }
  }
}
