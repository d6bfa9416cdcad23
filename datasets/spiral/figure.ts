/** The figure of Spiral: where a point lies before jitter. Two arms of 1.25 turns from radius 0.15 to 1.75, half a turn apart, evenly spaced along the turn. */
import { arm } from '../arm';
import type { Figure } from '../plane';

export const figure: Figure = (label, t) => {
  return arm(label, 2, 1.25, t);
};
