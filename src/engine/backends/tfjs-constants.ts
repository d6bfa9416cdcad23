/**
 * Numbers on the device. TF.js turns each plain number in an operation into a new tensor; on a GPU that is an upload every time, so
 * those that do not change are made once and kept.
 */
import { keep, scalar, tensor, type Tensor } from '@tensorflow/tfjs-core';

/** Batch sizes whose row of ones is kept: the usual one, an epoch's last one, and those before and after a change. */
const ROWS_KEPT = 4;

export class Constants {
  readonly #scalars = new Map<number, Tensor>();
  readonly #ones = new Map<number, Tensor>();

  get(value: number): Tensor {
    const kept = this.#scalars.get(value);
    if (kept) return kept;
    const made = keep(scalar(value));
    this.#scalars.set(value, made);
    return made;
  }

  /** n ones in a row, [1, 1, n]: a product with it adds up n rows, on most backends faster than Sum does. */
  ones(n: number): Tensor {
    const kept = this.#ones.get(n);
    if (kept) return kept;
    if (this.#ones.size === ROWS_KEPT) this.#dropOldest();
    const made = keep(tensor(new Float32Array(n).fill(1), [1, 1, n]));
    this.#ones.set(n, made);
    return made;
  }

  get tensors(): Tensor[] {
    return [...this.#scalars.values(), ...this.#ones.values()];
  }

  dispose(): void {
    for (const kept of this.tensors) kept.dispose();
    this.#scalars.clear();
    this.#ones.clear();
  }

  #dropOldest(): void {
    const [oldest, kept] = [...this.#ones][0];
    kept.dispose();
    this.#ones.delete(oldest);
  }
}
