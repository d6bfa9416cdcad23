/** Input features made of a point of the plane, the same for examples, grids and a point placed by hand. */
import type { PlaneFeature } from '../src/contract/model';

const formulas: Record<PlaneFeature, (x1: number, x2: number) => number> = {
  x1: (x1) => x1,
  x2: (_, x2) => x2,
  'x1^2': (x1) => x1 * x1,
  'x2^2': (_, x2) => x2 * x2,
  'x1*x2': (x1, x2) => x1 * x2,
  'sin(pi*x1)': (x1) => Math.sin(Math.PI * x1),
  'sin(pi*x2)': (_, x2) => Math.sin(Math.PI * x2),
};

/** Every feature of the plane, in the order in which they are offered. */
export const allPlaneFeatures = Object.keys(formulas) as PlaneFeature[];

/**
 * Writes the features of (x1, x2) into `out` from `offset` on.
 * @throws RangeError naming a feature that does not exist
 */
export function planeFeatures(names: readonly string[]): (x1: number, x2: number, out: Float32Array, offset: number) => void {
  const chosen = names.map((name) => {
    const formula = formulas[name as PlaneFeature];
    if (!formula) throw new RangeError(`There is no feature "${name}". There are: ${allPlaneFeatures.join(', ')}.`);
    return formula;
  });
  return (x1, x2, out, offset) => {
    for (let i = 0; i < chosen.length; i++) out[offset + i] = chosen[i](x1, x2);
  };
}
