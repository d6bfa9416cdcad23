/** The figure of Circle: where a point lies before jitter. Class 1 is a disc of radius 0.75, class 0 a ring from 1.15 to 1.65. */
import type { Figure } from '../plane';

export const figure: Figure = (label, _t, chance) => {
  // By area, so that the disc is as dense in the middle as at its rim.
  const radius = label === 1 ? 0.75 * Math.sqrt(chance.uniform()) : 1.15 + 0.5 * chance.uniform();
  const angle = 2 * Math.PI * chance.uniform();
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
};
