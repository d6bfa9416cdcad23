/**
 * Makes of pen strokes an image like those of the UCI digits: 32 × 32 dots, counted over blocks of 4 × 4. Pure.
 *
 * The UCI images were normalised before they were counted: in all 1,797 of them (datasets/digits) the digit reaches from the top
 * row to the bottom row, stands in the middle, mostly within the six inner columns, and has about the same ink whatever the digit
 * (312 of 1,024 dots; class means from 303 to 330: a one is drawn with a broad pen). So a drawing is moved and scaled to that box,
 * keeping its proportions, and its pen is made as broad as gives that ink. Without this a small or slanted-off drawing is
 * recognised far less often.
 */
import { toSegmentSquared } from './diagram-layout';

/** Points of one stroke, x then y, 0 to 1 over the pad, y downwards. */
export type Stroke = readonly number[];

/** Dots along a block. */
const block = 4;
const inkShare = 312 / 1024;
/** Of the width: the six inner columns of eight. */
const inner = 0.8;
const [finest, broadest] = [1, 5.5];
/** How much larger than it was drawn a small drawing is made, at most. */
const most = 4;

/** rows × cols shares of ink, 0 to 1 in sixteenths; all 0 for no strokes. */
export function digitOf(strokes: readonly Stroke[], rows = 8, cols = 8): Float32Array {
  const image = new Float32Array(rows * cols);
  if (!strokes.some((stroke) => stroke.length)) return image;
  const dots = inkDots(strokes, rows * block, cols * block);
  dots.forEach((dot, i) => {
    const row = Math.floor(i / (cols * block) / block);
    const column = Math.floor((i % (cols * block)) / block);
    if (dot) image[row * cols + column] += 1 / (block * block);
  });
  return image;
}

/** height × width dots, true where there is ink, of the normalised strokes. */
export function inkDots(strokes: readonly Stroke[], height: number, width: number): boolean[] {
  const box = boxOf(strokes);
  // The box that the middle of the pen fills depends on the pen's breadth, which depends on the length of line in that box:
  // a second round settles both to within a fraction of a dot.
  let breadth = 2.5;
  let distances: Float64Array = new Float64Array();
  for (let round = 0; round < 2; round++) {
    distances = distancesTo(fit(strokes, box, height, width, breadth), height, width);
    const sorted = distances.toSorted();
    const wanted = Math.sqrt(sorted[Math.round(inkShare * sorted.length) - 1]);
    breadth = Math.max(finest, Math.min(broadest, wanted));
  }
  return Array.from(distances, (distance) => distance <= breadth * breadth);
}

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

function boxOf(strokes: readonly Stroke[]): Box {
  const x = strokes.flatMap((stroke) => stroke.filter((_, i) => i % 2 === 0));
  const y = strokes.flatMap((stroke) => stroke.filter((_, i) => i % 2 === 1));
  const [left, top] = [Math.min(...x), Math.min(...y)];
  return { left, top, width: Math.max(...x) - left, height: Math.max(...y) - top };
}

/** The strokes in dots, moved to the middle and scaled so that with a pen of this radius they fill the height, or the inner width. */
function fit(strokes: readonly Stroke[], box: Box, height: number, width: number, radius: number): Stroke[] {
  const scale = Math.min(
    (height - 2 * radius) / Math.max(box.height, 1e-6),
    Math.max(1, inner * width - 2 * radius) / Math.max(box.width, 1e-6),
    most * height,
  );
  const across = (width - box.width * scale) / 2 - box.left * scale;
  const down = (height - box.height * scale) / 2 - box.top * scale;
  return strokes.map((stroke) => stroke.map((value, i) => value * scale + (i % 2 ? down : across)));
}

/** Squared distance from each dot's middle to the nearest stroke; Infinity where that is beyond the broadest pen. */
function distancesTo(strokes: readonly Stroke[], height: number, width: number): Float64Array {
  const distances = new Float64Array(height * width).fill(Infinity);
  for (const stroke of strokes) {
    for (let i = 0; i + 1 < stroke.length; i += 2) {
      const [ax, ay] = [stroke[i], stroke[i + 1]];
      const [bx, by] = i + 3 < stroke.length ? [stroke[i + 2], stroke[i + 3]] : [ax, ay];
      const [left, right] = reach(ax, bx, width);
      const [top, bottom] = reach(ay, by, height);
      for (let row = top; row <= bottom; row++) {
        for (let column = left; column <= right; column++) {
          const distance = toSegmentSquared(column + 0.5, row + 0.5, ax, ay, bx, by);
          if (distance < distances[row * width + column]) distances[row * width + column] = distance;
        }
      }
    }
  }
  return distances;
}

/** First and last dot along one axis that the broadest pen can touch between two places. */
function reach(a: number, b: number, dots: number): [number, number] {
  return [Math.max(0, Math.floor(Math.min(a, b) - broadest)), Math.min(dots - 1, Math.ceil(Math.max(a, b) + broadest))];
}
