/** A run's rows on the page: columns that grow by doubling and are never copied for reading. */
import type { History } from '../contract/client';
import type { Rows } from '../contract/protocol';

const FIRST_ROOM = 256;

export class GrowingHistory implements History {
  version = 0;
  length = 0;
  readonly columns: Rows = {
    step: new Float64Array(FIRST_ROOM),
    epoch: new Float64Array(FIRST_ROOM),
    trainLoss: new Float64Array(FIRST_ROOM),
    testLoss: new Float64Array(FIRST_ROOM),
    trainAccuracy: new Float64Array(FIRST_ROOM),
    testAccuracy: new Float64Array(FIRST_ROOM),
    learningRate: new Float64Array(FIRST_ROOM),
    ms: new Float64Array(FIRST_ROOM),
  };

  /** Rows from the first new step on give way: they belong to a past that was undone. */
  append(rows: Rows): void {
    if (rows.step.length === 0) return;
    this.truncate(rows.step[0]);
    const start = this.length;
    this.#makeRoom(start + rows.step.length);
    for (const name of this.#names) this.columns[name].set(rows[name], start);
    this.length = start + rows.step.length;
    this.version++;
  }

  /** Forgets the rows from this step on. */
  truncate(step: number): void {
    let length = this.length;
    while (length > 0 && this.columns.step[length - 1] >= step) length--;
    if (length === this.length) return;
    this.length = length;
    this.version++;
  }

  get #names(): (keyof Rows)[] {
    return Object.keys(this.columns) as (keyof Rows)[];
  }

  #makeRoom(rows: number): void {
    if (rows <= this.columns.step.length) return;
    const room = Math.max(rows, 2 * this.columns.step.length);
    for (const name of this.#names) {
      const larger = new Float64Array(room);
      larger.set(this.columns[name]);
      this.columns[name] = larger;
    }
  }
}
