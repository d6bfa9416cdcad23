/** The figure of Three-armed spiral: where a point lies before jitter. Three arms of 0.8 turns from radius 0.15 to 1.75, a third of a turn apart. */
import { arm } from '../arm';
import type { Figure } from '../plane';

export const figure: Figure = (label, t) => {
  return arm(label, 3, 0.8, t);
};
