/** Builds two-dimensional examples: a figure drawn point by point, class after class, then jittered. */
import type { DataSpec } from '../src/contract/model';
import type { Chance, Load } from './loading';

/** A point of the figure before jitter; `t` runs evenly through 0..1 within the class. */
export type Figure = (label: number, t: number, chance: Chance) => [number, number];

/**
 * A load function for a figure with `classes` classes of equal size (the first ones take what is left over).
 * Jitter is Gaussian with standard deviation `spec.noise` in plane units.
 */
export function plane(classes: number, figure: Figure): Load {
  return (spec: DataSpec, { chance }) => {
    const raw = new Float32Array(spec.samples * 2);
    const labels = new Uint8Array(spec.samples);
    for (let i = 0; i < spec.samples; i++) {
      const label = i % classes;
      const inClass = Math.ceil((spec.samples - label) / classes);
      const t = inClass > 1 ? Math.floor(i / classes) / (inClass - 1) : 0;
      const [x, y] = figure(label, t, chance);
      raw[2 * i] = x + spec.noise * chance.normal();
      raw[2 * i + 1] = y + spec.noise * chance.normal();
      labels[i] = label;
    }
    return { raw, rawWidth: 2, labels, notes: [] };
  };
}
