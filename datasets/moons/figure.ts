/** The figure of Moons: where a point lies before jitter. Two half circles of radius 1, the second turned over and moved by (1, 0.5), centred on the plane. */
import type { Figure } from '../plane';

export const figure: Figure = (label, t) => {
  const angle = Math.PI * t;
  return label === 0 ? [Math.cos(angle) - 0.5, Math.sin(angle) - 0.25] : [0.5 - Math.cos(angle), 0.25 - Math.sin(angle)];
};
