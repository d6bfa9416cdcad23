/** How a grid of outputs becomes pixels: the right way up, the right colours, and pale where the network doubts. */
import { describe, expect, it } from 'vitest';
import { areaStrength, mix, pairColour, signedColour, type Rgb } from '../../src/draw/colours';
import { paintClasses, paintSigned, pixelsFor, rangeOf, shares } from '../../src/draw/raster';
import { palette } from './made-up';

const n = 64;
const blank = () => new Uint8ClampedArray(n * n * 4);
const pixel = (pixels: Uint8ClampedArray, row: number, column: number): Rgb => {
  const [red, green, blue, opacity] = pixels.subarray(4 * (row * n + column));
  expect(opacity).toBe(255);
  return [red, green, blue];
};
const near = (a: Rgb, b: Rgb) => a.every((value, i) => Math.abs(value - b[i]) <= 2);
const full = (token: '--neg' | '--pos' | '--third') => mix(palette['--raised'], palette[token], areaStrength);

describe('colours', () => {
  it('are the token at its share where it is certain, and the surface at one half', () => {
    expect(pairColour(palette, 0)).toEqual(full('--neg'));
    expect(pairColour(palette, 1)).toEqual(full('--pos'));
    expect(pairColour(palette, 0.5)).toEqual(palette['--raised']);
    expect(pairColour(palette, 7)).toEqual(full('--pos'));
    expect(pairColour(palette, Number.NaN)).toEqual(palette['--raised']);
    expect(signedColour(palette, -1)).toEqual(full('--neg'));
    expect(signedColour(palette, 0)).toEqual(palette['--raised']);
  });
});

describe('paintClasses', () => {
  it('has row 0 of the grid at the top and column 0 at the left', () => {
    const pixels = blank();
    // Certain of class 1 in the top left quarter alone.
    paintClasses(pixels, n, Float32Array.of(1, 0, 0, 0), 2, 1, palette);
    expect(near(pixel(pixels, 0, 0), full('--pos'))).toBe(false);
    const grid = new Float32Array(16 * 16);
    for (let row = 0; row < 8; row++) grid.fill(1, row * 16, row * 16 + 8);
    paintClasses(pixels, n, grid, 16, 1, palette);
    expect(near(pixel(pixels, 2, 2), full('--pos'))).toBe(true);
    expect(near(pixel(pixels, 2, 61), full('--neg'))).toBe(true);
    expect(near(pixel(pixels, 61, 2), full('--neg'))).toBe(true);
  });

  it('leaves a pale line between two certain areas, however coarse the grid', () => {
    const pixels = blank();
    paintClasses(pixels, n, Float32Array.of(0, 1, 0, 1), 2, 1, palette);
    const middle = pixel(pixels, 32, 32);
    expect(near(middle, mix(palette['--raised'], palette['--pos'], areaStrength / 64))).toBe(true);
  });

  it('blends three classes, and is the surface where all are equally likely or not numbers', () => {
    const pixels = blank();
    const corner = (values: number[]) => {
      paintClasses(pixels, n, Float32Array.from([...values, ...values, ...values, ...values]), 2, 3, palette);
      return pixel(pixels, 10, 50);
    };
    expect(near(corner([0, 0, 1]), full('--third'))).toBe(true);
    expect(near(corner([1, 0, 0]), full('--neg'))).toBe(true);
    expect(near(corner([1 / 3, 1 / 3, 1 / 3]), palette['--raised'])).toBe(true);
    expect(near(corner([Number.NaN, 0.5, 0.5]), palette['--raised'])).toBe(true);
    const half = corner([0.5, 0.5, 0]);
    expect(near(half, mix(palette['--raised'], mix(palette['--neg'], palette['--pos'], 0.5), areaStrength / 4))).toBe(true);
  });

  it('shows a network that diverged as the surface', () => {
    const pixels = blank();
    paintClasses(pixels, n, new Float32Array(4).fill(Number.NaN), 2, 1, palette);
    expect(near(pixel(pixels, 5, 5), palette['--raised'])).toBe(true);
  });
});

describe('paintSigned', () => {
  it('is indigo below nought and ochre above, full at the largest', () => {
    const pixels = blank();
    paintSigned(pixels, n, Float32Array.of(-4, 4, -4, 4), 2, 4, palette);
    expect(near(pixel(pixels, 30, 0), mix(palette['--raised'], palette['--neg'], areaStrength * (63 / 64)))).toBe(true);
    expect(near(pixel(pixels, 30, 63), mix(palette['--raised'], palette['--pos'], areaStrength * (63 / 64)))).toBe(true);
    paintSigned(pixels, n, new Float32Array(4), 2, 0, palette);
    expect(near(pixel(pixels, 30, 30), palette['--raised'])).toBe(true);
  });
});

describe('sizes', () => {
  it('paints at 256 pixels, or one a point where the grid is finer', () => {
    expect(pixelsFor(64)).toBe(256);
    expect(pixelsFor(512)).toBe(512);
  });

  it('finds the range of what is a number', () => {
    expect(rangeOf(Float32Array.of(1, -3, Number.NaN, 2))).toEqual([-3, 2]);
    expect(rangeOf(null)).toEqual([0, 0]);
  });
});

describe('shares', () => {
  it('counts the predicted classes', () => {
    expect(shares(Float32Array.of(0.1, 0.9, 0.5, 0.2), 1)).toEqual([0.5, 0.5]);
    expect(shares(Float32Array.of(0.1, 0.9, 0, 0.5, 0.2, 0.3), 3)).toEqual([0.5, 0.5, 0]);
  });
});
