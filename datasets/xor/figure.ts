/** The figure of XOR: where a point lies before jitter. Four square blocks from 0.35 to 1.6 on each axis and its negative; class 0 where both coordinates have the same sign. */
import type { Figure } from '../plane';

export const figure: Figure = (label, _t, chance) => {
  const inBlock = () => 0.35 + 1.25 * chance.uniform();
  const right = chance.uniform() < 0.5;
  const top = label === 0 ? right : !right;
  return [right ? inBlock() : -inBlock(), top ? inBlock() : -inBlock()];
};
