/**
 * Paints a grid of network outputs into pixels. Values, not colours, are interpolated between grid points, so that the
 * line where the network is undecided stays thin and pale however coarse the grid is. Pure.
 *
 * A grid is side × side points over the plane from -2 to 2, ends included, row 0 at the top (contract/protocol.ts, Look).
 */
import { areaStrength, classColours, pairColour, signedColour, type Palette, type Rgb } from './colours';

/** Pixels along a side of the picture that a grid is painted into. */
export const pixelsFor = (side: number): number => Math.max(256, side);

const levels = 512;

/** The bytes of one pixel each: first the colour of NaN, which is that of the middle, then colours from 0 to 1 in even steps. */
function ramp(colour: (share: number) => Rgb): Uint32Array {
  const bytes = new Uint8ClampedArray(4 * (levels + 2));
  bytes.set([...colour(0.5), 255]);
  for (let i = 0; i <= levels; i++) bytes.set([...colour(i / levels), 255], 4 * (i + 1));
  return new Uint32Array(bytes.buffer);
}

/** Two classes by one output (the probability of class 1), at most three by one output each. `pixels` is n × n × RGBA. */
export function paintClasses(
  pixels: Uint8ClampedArray,
  n: number,
  grid: Float32Array,
  side: number,
  outputs: number,
  palette: Palette,
): void {
  if (outputs === 1)
    paintRamp(
      pixels,
      n,
      grid,
      side,
      ramp((p) => pairColour(palette, p)),
      0,
      1,
    );
  else paintBlend(pixels, n, grid, side, outputs, palette);
}

/** One value a point, from -largest to largest. */
export function paintSigned(
  pixels: Uint8ClampedArray,
  n: number,
  grid: Float32Array,
  side: number,
  largest: number,
  palette: Palette,
): void {
  const reach = largest > 0 ? largest : 1;
  const colours = ramp((share) => signedColour(palette, 2 * share - 1));
  paintRamp(pixels, n, grid, side, colours, -reach, reach);
}

function paintRamp(
  pixels: Uint8ClampedArray,
  n: number,
  grid: Float32Array,
  side: number,
  table: Uint32Array,
  low: number,
  high: number,
): void {
  const out = new Uint32Array(pixels.buffer, pixels.byteOffset, n * n);
  const { at, part } = places(n, side);
  const line = new Float32Array(side + 1);
  // From values to places in the table, rounded by what is cut off.
  const scale = levels / (high - low);
  const shift = 1.5 - low * scale;
  for (let row = 0, to = 0; row < n; row++) {
    const above = at[row] * side;
    const below = Math.min(at[row] + 1, side - 1) * side;
    const share = part[row];
    for (let i = 0; i < side; i++) {
      const value = grid[above + i];
      line[i] = (value + (grid[below + i] - value) * share) * scale + shift;
    }
    line[side] = line[side - 1];
    for (let column = 0; column < n; column++, to++) {
      const left = line[at[column]];
      const place = left + (line[at[column] + 1] - left) * part[column];
      // NaN gets through both and is cut off to 0: the surface.
      out[to] = table[Math.max(1, Math.min(levels + 1, place)) | 0];
    }
  }
}

/** Class colours blended by probability, and towards the surface by doubt: none is left of them where all are equally likely. */
function paintBlend(
  pixels: Uint8ClampedArray,
  n: number,
  grid: Float32Array,
  side: number,
  outputs: number,
  palette: Palette,
): void {
  const { at, part } = places(n, side);
  const surface = palette['--raised'];
  // What is left of each class's colour once the surface is taken off, so that nothing added leaves the surface.
  const coloured = Math.min(outputs, classColours(palette).length);
  const colours = Float64Array.from(classColours(palette).flatMap((colour) => colour.map((value, i) => value - surface[i])));
  const line = new Float32Array((side + 1) * outputs);
  const chance = 1 / outputs;
  const strength = areaStrength / (1 - chance);
  for (let row = 0, to = 0; row < n; row++) {
    interpolateRow(line, grid, side, outputs, at[row], part[row]);
    for (let column = 0; column < n; column++, to += 4) {
      const left = at[column] * outputs;
      let red = 0;
      let green = 0;
      let blue = 0;
      let largest = 0;
      for (let k = 0; k < coloured; k++) {
        const p = line[left + k] + (line[left + outputs + k] - line[left + k]) * part[column];
        if (p > largest) largest = p;
        red += p * colours[3 * k];
        green += p * colours[3 * k + 1];
        blue += p * colours[3 * k + 2];
      }
      // A sum with NaN in it is not its own equal, and is left out: the surface.
      const share = largest > chance && red === red ? strength * (Math.min(1, largest) - chance) : 0;
      pixels[to] = surface[0] + (share && red * share);
      pixels[to + 1] = surface[1] + (share && green * share);
      pixels[to + 2] = surface[2] + (share && blue * share);
      pixels[to + 3] = 255;
    }
  }
}

/** One row between two rows of the grid; its last point stands twice, so that there is always a next one. */
function interpolateRow(line: Float32Array, grid: Float32Array, side: number, outputs: number, row: number, part: number): void {
  const width = side * outputs;
  const above = row * width;
  const below = Math.min(row + 1, side - 1) * width;
  for (let i = 0; i < width; i++) line[i] = grid[above + i] + (grid[below + i] - grid[above + i]) * part;
  for (let k = 0; k < outputs; k++) line[width + k] = line[width - outputs + k];
}

/** For each pixel along a side: the grid point before its centre, and how far on to the next one. */
function places(n: number, side: number): { at: Int32Array; part: Float32Array } {
  const at = new Int32Array(n);
  const part = new Float32Array(n);
  for (let i = 0; i < n; i++) {
    const place = ((i + 0.5) / n) * (side - 1);
    at[i] = Math.floor(place);
    part[i] = place - at[i];
  }
  return { at, part };
}

/** How much of the plane each class is predicted for, as shares that add to 1. */
export function shares(grid: Float32Array, outputs: number): number[] {
  const counts = Array.from({ length: Math.max(2, outputs) }, () => 0);
  const points = grid.length / outputs;
  for (let i = 0; i < points; i++) {
    let winner = 0;
    if (outputs === 1) winner = grid[i] >= 0.5 ? 1 : 0;
    else for (let k = 1; k < outputs; k++) if (grid[i * outputs + k] > grid[i * outputs + winner]) winner = k;
    counts[winner]++;
  }
  return counts.map((count) => count / Math.max(1, points));
}

/** Smallest and largest of the values that are numbers; both 0 where there are none. */
export function rangeOf(grid: Float32Array | null): [number, number] {
  let least = Infinity;
  let most = -Infinity;
  for (const value of grid ?? []) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return least <= most ? [least, most] : [0, 0];
}
