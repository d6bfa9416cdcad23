/** What a surface cell's settings come to: the surface, the path over it, and what is known of it beforehand. Pure. */
import { descend, quadratic, rateLimit, surfaces, type Descent, type Point, type Surface } from '../../engine/surfaces';
import type { SurfaceBody, surfaceNames } from './schema';

export type SurfaceChoice = (typeof surfaceNames)[number];

export interface Settings {
  surface: SurfaceChoice;
  curvatures: readonly [number, number];
  learningRate: number;
  momentum: number;
  steps: number;
  start: Point;
}

/** What each surface opens with: a rate that works there, and steps enough to see it. */
export const opening: Record<SurfaceChoice, { learningRate: number; steps: number }> = {
  quadratic: { learningRate: 0.05, steps: 40 },
  ravine: { learningRate: 0.01, steps: 100 },
  saddle: { learningRate: 0.1, steps: 80 },
  rosenbrock: { learningRate: 0.001, steps: 500 },
  beale: { learningRate: 0.005, steps: 300 },
};

export const words: Record<SurfaceChoice, { name: string; formula: string }> = {
  quadratic: { name: 'Bowl (quadratic)', formula: 'L = ½(λ₁·w₁² + λ₂·w₂²)' },
  ravine: { name: 'Ravine (quadratic)', formula: 'L = ½(w₁² + 100·w₂²)' },
  saddle: { name: 'Saddle', formula: 'L = ½·w₁² + ¼(w₂² − 1)²' },
  rosenbrock: { name: 'Rosenbrock', formula: 'L = (1 − w₁)² + 100(w₂ − w₁²)²' },
  beale: {
    name: 'Beale',
    formula: 'L = (1.5 − w₁ + w₁w₂)² + (2.25 − w₁ + w₁w₂²)² + (2.625 − w₁ + w₁w₂³)²',
  },
};

export function openingOf({ surface, curvatures, learningRate, momentum, steps }: SurfaceBody): Settings {
  return { surface, curvatures, learningRate, momentum, steps, start: surfaceOf(surface, curvatures).start };
}

export function surfaceOf(name: SurfaceChoice, [a, b]: readonly [number, number]): Surface {
  return name === 'quadratic' ? quadratic(a, b) : surfaces[name];
}

/** A quadratic's curvatures, null for every other surface. */
export function curvaturesOf({
  surface,
  curvatures,
}: Pick<Settings, 'surface' | 'curvatures'>): readonly [number, number] | null {
  if (surface === 'quadratic') return curvatures;
  return surface === 'ravine' ? [1, 100] : null;
}

export interface Course {
  path: Descent;
  /** 2(1 + μ)/λ of a quadratic. */
  limit: number | null;
  diverged: boolean;
  /** What a step multiplies each coordinate of a quadratic by, in the long run; without momentum from the first step on, with its sign. */
  factors: readonly [number, number] | null;
}

export function courseOf(settings: Settings): Course {
  const { surface, curvatures, learningRate, momentum, steps, start } = settings;
  const known = curvaturesOf(settings);
  const path = descend(surfaceOf(surface, curvatures), start, { kind: 'momentum', momentum }, learningRate, steps);
  const limit = known && rateLimit(Math.max(...known), momentum);
  return {
    path,
    limit,
    // Just past the limit the path grows slowly: what is known beforehand says so before it is out of bounds.
    diverged:
      path.diverged ||
      (known?.some((curvature, axis) => start[axis] !== 0 && learningRate > rateLimit(curvature, momentum)) ?? false),
    factors: known && [factor(learningRate * known[0], momentum), factor(learningRate * known[1], momentum)],
  };
}

/** Whether the last step was too short to be seen, and for want of slope: with a small learning rate every step is short. */
export function standsStill(surface: Surface, { x, y }: Descent): boolean {
  const end = x.length - 1;
  const slope = Math.hypot(...surface.gradient(x[end], y[end]));
  return end > 0 && slope < 1e-3 && Math.hypot(x[end] - x[end - 1], y[end] - y[end - 1]) < 1e-4;
}

/** What momentum does to the limit of a quadratic; null without momentum, or where no limit is known. */
export function limitMoves(settings: Settings): 'higher' | 'lower' | 'same' | null {
  const present = courseOf({ ...settings, steps: 1 }).limit;
  const without = courseOf({ ...settings, steps: 1, momentum: 0 }).limit;
  if (settings.momentum === 0 || present === null || without === null) return null;
  if (present === without) return 'same';
  return present > without ? 'higher' : 'lower';
}

/**
 * The root of r² − (1 + μ − ηλ)·r + μ = 0 that is largest in size, or √μ where both are complex: the recursion
 * x ← x − ηv, v ← μv + λx tends to multiply x by it. Without momentum it is 1 − ηλ.
 */
export function factor(rateTimesCurvature: number, momentum: number): number {
  const half = (1 + momentum - rateTimesCurvature) / 2;
  const under = half * half - momentum;
  if (under < 0) return Math.sqrt(momentum);
  const root = Math.sqrt(under);
  return half >= 0 ? half + root : half - root;
}
