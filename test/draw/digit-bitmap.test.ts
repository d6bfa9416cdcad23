/** That what is written on the pad becomes an image like those of the data, whatever its size and place. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { digitOf, inkDots, type Stroke } from '../../src/draw/digit-bitmap';

const arc = (x: number, y: number, rx: number, ry: number, from: number, to: number): number[] =>
  Array.from({ length: 31 }, (_, i) => from + ((to - from) * i) / 30).flatMap((turn) => [
    x + rx * Math.cos(2 * Math.PI * turn),
    y + ry * Math.sin(2 * Math.PI * turn),
  ]);

/** Digits as a person might write them, in the middle of the pad. */
const written: Record<number, Stroke[]> = {
  0: [arc(0.5, 0.5, 0.16, 0.3, 0, 1)],
  1: [[0.42, 0.32, 0.52, 0.2, 0.52, 0.8]],
  3: [[...arc(0.46, 0.35, 0.16, 0.15, -0.4, 0.25), ...arc(0.46, 0.65, 0.18, 0.15, -0.25, 0.4)]],
  4: [
    [0.42, 0.2, 0.32, 0.55, 0.68, 0.55],
    [0.56, 0.35, 0.53, 0.85],
  ],
  6: [[0.56, 0.18, 0.42, 0.4, ...arc(0.5, 0.65, 0.13, 0.15, 0.5, 1.5)]],
};
const moved = (strokes: Stroke[], scale: number, x: number, y: number): Stroke[] =>
  strokes.map((stroke) => stroke.map((value, i) => value * scale + (i % 2 ? y : x)));

/** The mean image of each class of the data. */
async function means(): Promise<number[][]> {
  const bytes = await readFile(new URL('../../datasets/digits/digits.bin', import.meta.url));
  const sums = Array.from({ length: 10 }, () => Array.from({ length: 64 }, () => 0));
  const counts = Array.from({ length: 10 }, () => 0);
  for (let at = 0; at < bytes.length; at += 65) {
    const label = bytes[at + 64];
    counts[label]++;
    for (let i = 0; i < 64; i++) sums[label][i] += bytes[at + i] / 16;
  }
  return sums.map((sum, label) => sum.map((value) => value / counts[label]));
}

const nearest = (image: Float32Array, to: number[][]): number => {
  const distances = to.map((mean) => mean.reduce((sum, value, i) => sum + (value - image[i]) ** 2, 0));
  return distances.indexOf(Math.min(...distances));
};

describe('digitOf', () => {
  it('is all 0 for a blank pad', () => {
    expect(digitOf([])).toEqual(new Float32Array(64));
    expect(digitOf([[]])).toEqual(new Float32Array(64));
  });

  it('counts sixteenths and has as much ink as the data, from the top row to the bottom row', () => {
    for (const strokes of Object.values(written)) {
      const image = digitOf(strokes);
      for (const value of image) expect(value * 16).toBeCloseTo(Math.round(value * 16), 9);
      const ink = image.reduce((sum, value) => sum + 16 * value, 0);
      expect(ink).toBeGreaterThan(270);
      expect(ink).toBeLessThan(350);
      expect(Math.max(...image.subarray(0, 8))).toBeGreaterThan(0.3);
      expect(Math.max(...image.subarray(56))).toBeGreaterThan(0.3);
    }
  });

  it('is the same wherever and however small it was written', () => {
    for (const strokes of Object.values(written)) {
      const small = digitOf(moved(strokes, 0.4, 0.05, 0.5));
      digitOf(strokes).forEach((value, i) => expect(Math.abs(value - small[i])).toBeLessThanOrEqual(1 / 16 + 1e-6));
    }
  });

  it('lies nearest to the mean image of its own digit', async () => {
    const of = await means();
    for (const [digit, strokes] of Object.entries(written)) expect(nearest(digitOf(strokes), of), digit).toBe(Number(digit));
  });

  it('makes a mere dot a dot in the middle, not a blot over all', () => {
    const dots = inkDots([[0.2, 0.9]], 32, 32);
    const ink = dots.filter(Boolean).length;
    expect(ink).toBeGreaterThan(60);
    expect(ink).toBeLessThan(130);
    expect(dots[16 * 32 + 16]).toBe(true);
  });
});
