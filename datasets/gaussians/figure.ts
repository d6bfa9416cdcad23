/** The figure of Gaussians: where a point lies before jitter. Two normal clouds with standard deviation 0.35 around (−0.85, −0.85) and (0.85, 0.85). */
import type { Figure } from '../plane';

export const figure: Figure = (label, _t, chance) => {
  const centre = label === 0 ? -0.85 : 0.85;
  return [centre + 0.35 * chance.normal(), centre + 0.35 * chance.normal()];
};
