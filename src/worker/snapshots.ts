/**
 * The snapshots that a run keeps so that a reader can go back in it, within a fixed number of bytes: when it is used up,
 * every other snapshot goes, and from then on only every other row keeps one. Step 0 stays.
 */
import type { Checkpoint } from '../contract/backend';

/** A snapshot, and the milliseconds of training until then. */
export interface Kept {
  checkpoint: Checkpoint;
  ms: number;
}

export class Snapshots {
  #kept: Kept[] = [];
  #stride = 1;
  #offered = 0;

  /** @param budget bytes */
  constructor(private readonly budget: number) {}

  get bytes(): number {
    return this.#kept.reduce((sum, { checkpoint }) => sum + bytesOf(checkpoint), 0);
  }

  /** Steps of the snapshots kept, rising. */
  get steps(): number[] {
    return this.#kept.map(({ checkpoint }) => checkpoint.step);
  }

  /** Whether the row that comes now should bring a snapshot. To be asked once a row. */
  wanted(): boolean {
    return this.#offered++ % this.#stride === 0;
  }

  /** Takes a snapshot that replaces any of the same step; later ones belong to a past that was undone, and go. */
  keep(kept: Kept): void {
    this.forget(kept.checkpoint.step);
    this.#kept.push(kept);
    while (this.bytes > this.budget && this.#kept.length > 1) {
      this.#kept = this.#kept.filter((_, i) => i % 2 === 0);
      this.#stride *= 2;
    }
  }

  /** The newest one at or before this step, or null. */
  at(step: number): Kept | null {
    return this.#kept.findLast(({ checkpoint }) => checkpoint.step <= step) ?? null;
  }

  get first(): Kept | null {
    return this.#kept.at(0) ?? null;
  }

  /** Drops the snapshots from this step on. */
  forget(step: number): void {
    this.#kept = this.#kept.filter(({ checkpoint }) => checkpoint.step < step);
  }
}

export function bytesOf({ weights, slots }: Checkpoint): number {
  return weights.byteLength + slots.reduce((sum, slot) => sum + slot.byteLength, 0);
}

/** Whether every number in it is finite: what a run can go on from. */
export function isSound({ weights, slots }: Checkpoint): boolean {
  return allFinite(weights) && slots.every(allFinite);
}

function allFinite(numbers: Float32Array): boolean {
  for (let i = 0; i < numbers.length; i++) if (!Number.isFinite(numbers[i])) return false;
  return true;
}

/** A copy whose memory may be given away. */
export function copyOf({ step, epoch, position, weights, slots }: Checkpoint): Checkpoint {
  return { step, epoch, position, weights: weights.slice(), slots: slots.map((slot) => slot.slice()) };
}
