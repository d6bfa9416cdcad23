/**
 * Losses of two weights, with their gradients: small enough to draw, so that a path over them can be seen whole.
 * Pure functions of two numbers; every minimum's value is 0.
 */
import type { OptimizerSpec } from '../contract/model';
import { slotCount, update, type WeightState } from './optimizers';

export type Point = readonly [x: number, y: number];

export interface Surface {
  /** The loss at a point. */
  value(x: number, y: number): number;
  /** Its slopes along x and along y. */
  gradient(x: number, y: number): [number, number];
  /** The part that is worth drawing. */
  x: readonly [number, number];
  y: readonly [number, number];
  /** Where a descent starts unless told otherwise. */
  start: Point;
  minima: readonly Point[];
}

export type SurfaceName = 'ravine' | 'saddle' | 'rosenbrock' | 'beale';

/** ½(a·x² + b·y²): its curvature is a along x and b along y, everywhere. Both above 0. */
export function quadratic(a: number, b: number): Surface {
  return {
    value: (x, y) => (a * x * x + b * y * y) / 2,
    gradient: (x, y) => [a * x, b * y],
    x: [-4, 4],
    y: [-2, 2],
    start: [-3.2, 1.4],
    minima: [[0, 0]],
  };
}

/**
 * The surfaces by name. Ravine: ½(x² + 100y²). Saddle: ½x² + ¼(y² − 1)², with its saddle point at (0, 0) between two minima.
 * Rosenbrock 1960: (1 − x)² + 100(y − x²)². Beale 1958: Σ (cₖ − x(1 − yᵏ))² with c = 1.5, 2.25, 2.625.
 */
export const surfaces: Readonly<Record<SurfaceName, Surface>> = {
  ravine: { ...quadratic(1, 100), y: [-1, 1], start: [-3.2, 0.7] },
  saddle: {
    value: (x, y) => (x * x) / 2 + (y * y - 1) ** 2 / 4,
    gradient: (x, y) => [x, y * (y * y - 1)],
    x: [-2, 2],
    y: [-1.6, 1.6],
    start: [-1.6, 0.01],
    minima: [
      [0, -1],
      [0, 1],
    ],
  },
  rosenbrock: {
    value: (x, y) => (1 - x) ** 2 + 100 * (y - x * x) ** 2,
    gradient: (x, y) => [2 * (x - 1) - 400 * x * (y - x * x), 200 * (y - x * x)],
    x: [-2, 2],
    y: [-1, 3],
    start: [-1.2, 1],
    minima: [[1, 1]],
  },
  beale: {
    value: (x, y) => (1.5 - x + x * y) ** 2 + (2.25 - x + x * y ** 2) ** 2 + (2.625 - x + x * y ** 3) ** 2,
    gradient: (x, y) => {
      const a = 1.5 - x + x * y;
      const b = 2.25 - x + x * y ** 2;
      const c = 2.625 - x + x * y ** 3;
      return [2 * (a * (y - 1) + b * (y ** 2 - 1) + c * (y ** 3 - 1)), 2 * (a * x + b * 2 * x * y + c * 3 * x * y ** 2)];
    },
    x: [-4.5, 4.5],
    y: [-2, 2],
    start: [1, 1.5],
    minima: [[3, 0.5]],
  },
};

/** Where a descent has been, its start included. All three have one length. */
export interface Descent {
  x: number[];
  y: number[];
  value: number[];
  /** Whether it ended before its time because it had left every bound. */
  diverged: boolean;
}

/** Beyond this coordinate or loss a descent counts as diverged: nothing on these surfaces comes back from there. */
const BOUND = 1e9;

/** Takes `steps` steps of an optimizer from `start`; each coordinate is one weight. Ends early where it diverges, with the last point that is in bounds. */
export function descend(surface: Surface, start: Point, optimizer: OptimizerSpec, learningRate: number, steps: number): Descent {
  const slots = Array.from({ length: slotCount(optimizer.kind) }, () => 0);
  let across: WeightState = { weight: start[0], slots };
  let along: WeightState = { weight: start[1], slots };
  const path: Descent = { x: [start[0]], y: [start[1]], value: [surface.value(...start)], diverged: false };
  for (let step = 1; step <= steps; step++) {
    const [dx, dy] = surface.gradient(across.weight, along.weight);
    across = update(optimizer, across, dx, learningRate, step);
    along = update(optimizer, along, dy, learningRate, step);
    const value = surface.value(across.weight, along.weight);
    // Written so that NaN is out of bounds too.
    if (!(Math.max(Math.abs(across.weight), Math.abs(along.weight), Math.abs(value)) <= BOUND)) {
      path.diverged = true;
      break;
    }
    path.x.push(across.weight);
    path.y.push(along.weight);
    path.value.push(value);
  }
  return path;
}

/**
 * The learning rate from which on a descent of a quadratic with largest curvature λ no longer converges: 2/λ for SGD, and
 * 2(1 + μ)/λ with momentum μ: there x ← x − ηv, v ← μv + λx multiplies x by −1 in the long run.
 */
export function rateLimit(largestCurvature: number, momentum: number): number {
  return (2 * (1 + momentum)) / largestCurvature;
}
