/** In what order a run takes its training examples: each epoch shuffled anew, each example once, the last partial batch kept. */
import { EngineError } from './errors';
import { hash, Random } from './random';

/** Where a data order stands. */
export interface OrderState {
  /** Epochs completed. */
  epoch: number;
  /** Examples of the present epoch already taken, always fewer than there are. */
  position: number;
}

/**
 * The order of epoch e depends on the seed and e alone, so (epoch, position) is all its state, and any place can be sought
 * without going through what comes before. A changed batch size goes on inside the present epoch's order.
 */
export class BatchOrder implements OrderState {
  #epoch = 0;
  #position = 0;
  #order: Uint32Array;

  /** @param n examples in the train split, at least 1 */
  constructor(
    readonly seed: number,
    readonly n: number,
  ) {
    if (!(n >= 1))
      throw new EngineError('bad-data', 'There are no examples to train on.', 'Choose more samples or a larger train share.');
    this.#order = this.#shuffled();
  }

  get epoch(): number {
    return this.#epoch;
  }

  get position(): number {
    return this.#position;
  }

  /** Row numbers of the next batch, at most `batchSize`: those left of the epoch where fewer are. They stay as they are: keep them as long as you like. */
  next(batchSize: number): Uint32Array {
    const batch = this.#order.subarray(this.#position, this.#position + batchSize);
    this.#position += batch.length;
    if (this.#position === this.n) this.seek({ epoch: this.#epoch + 1, position: 0 });
    return batch;
  }

  /** Goes to any place in the order, forward or back. */
  seek({ epoch, position }: OrderState): void {
    const same = epoch === this.#epoch;
    this.#epoch = epoch;
    this.#position = position;
    // A new array, never the old one reshuffled: batches given out are views of it.
    if (!same) this.#order = this.#shuffled();
  }

  #shuffled(): Uint32Array {
    return new Random(hash(this.seed, this.#epoch)).permutation(this.n);
  }
}
