/** The points that the reader draws: what a mark on the plane does to them, and how it is undone. Pure. */
import { countOf, lacking, mostPoints } from '../../../datasets/points/check';
import type { Dataset } from '../../contract/dataset';
import type { OwnPoint } from '../../contract/model';
import type { Points } from '../../draw/points';

/** What a mark on the plane does: it adds a point of a class, or takes the nearest away. */
export type Marking = 'A' | 'B' | 'remove';

/** How near a mark must be to the point that it takes away. */
const reach = 0.25;

export class OwnPoints {
  marking: Marking = 'A';
  /** What the last mark did, for a screen reader. */
  said = '';
  #points: readonly OwnPoint[];
  readonly #past: (readonly OwnPoint[])[] = [];
  #drawn: { points: readonly OwnPoint[]; dataset: Dataset | null; as: Points } | null = null;

  /** @param use is given the points each time that a network can learn from them */
  constructor(
    points: readonly OwnPoint[],
    private readonly use: (points: OwnPoint[]) => void,
    private readonly changed: () => void,
  ) {
    this.#points = points;
  }

  get points(): readonly OwnPoint[] {
    return this.#points;
  }

  get undoable(): boolean {
    return this.#past.length > 0;
  }

  /** What is missing before a network can learn from them, or null. */
  get lacking(): string | null {
    return lacking(this.#points);
  }

  /** '12 points: 6 of class A, 6 of class B.' */
  get words(): string {
    const { length } = this.#points;
    if (length === 0) return 'No points yet.';
    return `${length} ${length === 1 ? 'point' : 'points'}: ${countOf(this.#points, 0)} of class A, ${countOf(this.#points, 1)} of class B.`;
  }

  mark(x1: number, x2: number): void {
    if (this.marking === 'remove') this.removeNear(x1, x2);
    else this.#add([x1, x2, this.marking === 'A' ? 0 : 1]);
  }

  removeNear(x1: number, x2: number): void {
    const far = this.#points.map((point) => Math.hypot(point[0] - x1, point[1] - x2));
    const nearest = far.indexOf(Math.min(...far));
    if (nearest >= 0 && far[nearest] <= reach) this.remove(nearest);
    else this.#say('No point is near.');
  }

  remove(index: number): void {
    const gone = this.#points[index];
    this.#become(
      this.#points.filter((_, i) => i !== index),
      `Removed ${named(gone)}.`,
    );
  }

  clear(): void {
    this.#become([], 'All points removed; Undo brings them back.');
  }

  undo(): void {
    const before = this.#past.pop();
    if (before) this.#set(before, 'Undone.');
  }

  /** As marks on the plane; which side each is on is known once the examples are there. */
  asPoints(dataset: Dataset | null): Points {
    const points = this.#points;
    if (this.#drawn?.points === points && this.#drawn.dataset === dataset) return this.#drawn.as;
    const raw = Float32Array.from(points.flatMap(([x1, x2]) => [x1, x2]));
    const labels = Uint8Array.from(points, ([, , label]) => label);
    const all = Uint32Array.from(labels.keys());
    // A point just drawn stands last, and leaves those before it on their sides.
    const test =
      dataset?.spec.dataset === 'points' ? dataset.test.filter((row) => sameRow(dataset, raw, row)) : new Uint32Array();
    const held = new Set(test);
    const as = { raw, labels, train: all.filter((row) => !held.has(row)), test };
    this.#drawn = { points, dataset, as };
    return as;
  }

  #add(point: OwnPoint): void {
    if (this.#points.length >= mostPoints) this.#say(`There are ${mostPoints} points already, and no more fit in a link.`);
    else this.#become([...this.#points, point], `Added ${named(point)}.`);
  }

  #become(points: readonly OwnPoint[], what: string): void {
    this.#past.push(this.#points);
    this.#set(points, what);
  }

  #set(points: readonly OwnPoint[], what: string): void {
    this.#points = points;
    if (!this.lacking) this.use([...points]);
    this.#say(what);
  }

  #say(what: string): void {
    this.said = `${what} ${this.words}`;
    this.changed();
  }
}

function named([x1, x2, label]: OwnPoint): string {
  return `class ${label === 0 ? 'A' : 'B'} at ${x1}, ${x2}`;
}

function sameRow({ raw: other }: Dataset, raw: Float32Array, row: number): boolean {
  return raw[2 * row] === other[2 * row] && raw[2 * row + 1] === other[2 * row + 1];
}
