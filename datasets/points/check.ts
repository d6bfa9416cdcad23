/** What points drawn by the reader must be before a network can learn from them. For both threads; pure. */
import type { OwnPoint } from '../../src/contract/model';

/** More make a link too long, and are no longer drawn by hand. */
export const mostPoints = 500;

/** Of each class, so that one can train and one can test. */
const leastOfClass = 2;

export function countOf(points: readonly OwnPoint[], label: number): number {
  return points.reduce((sum, point) => sum + Number(point[2] === label), 0);
}

/** What is missing or too much; null where a network can learn from them. */
export function lacking(points: readonly OwnPoint[]): string | null {
  if (points.length > mostPoints) return `There are ${points.length} points, and there may be ${mostPoints}.`;
  const short = [0, 1].find((label) => countOf(points, label) < leastOfClass);
  if (short === undefined) return null;
  const more = leastOfClass - countOf(points, short);
  return `It takes ${more} more ${more === 1 ? 'point' : 'points'} of class ${short === 0 ? 'A' : 'B'}: at least two of each class, one to learn from and one to be held out.`;
}
