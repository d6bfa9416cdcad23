/** Steps to take, written down for the compiled functions: a description each, and the row numbers of its batch. */
import type { Knobs } from '../../contract/model';
import { EngineError } from '../errors';
import { outputCount } from '../layout';
import { FADED_EVERY, step, STEP_BYTES, STEPS } from './memory';
import type { Shape } from './training';
import { Corrections } from './updates';

/** A network's memory as numbers of both kinds. */
export interface Memory {
  floats: Float32Array;
  words: Uint32Array;
}

/** Batches to take: from number `first` on, at most so many. */
export interface Wanted {
  batches: readonly Uint32Array[];
  first: number;
  most: number;
}

/** Where the descriptions stand, from address to address, and the number of the first batch that is left. */
export interface Described {
  from: number;
  to: number;
  left: number;
}

/**
 * Writes down as many of the batches as there is room for.
 *
 * @param done steps taken before the first of them
 * @param examples rows that there are
 * @throws EngineError 'internal' where a batch names a row that is not there
 */
export function describe(
  { floats, words }: Memory,
  { model, optimizer, places: { batch, steps } }: Shape,
  { batches, first, most }: Wanted,
  { learningRate, l1, l2 }: Knobs,
  done: number,
  examples: number,
): Described {
  const perExample = model.loss === 'meanSquaredError' ? 2 / outputCount(model) : 1;
  const changing = new Corrections(optimizer, learningRate, done + 1);
  const last = Math.min(batches.length, first + Math.min(most, STEPS));
  const rowsEnd = batch.rows / 4 + batch.rowCount;
  let row = batch.rows / 4;
  const from = steps + (done % FADED_EVERY) * STEP_BYTES;
  let at = from / 4;
  let greatest = 0;
  let i = first;
  for (; i < last; i++) {
    const rows = batches[i];
    const count = rows.length;
    if (row + count > rowsEnd) break;
    words[at + step.examples / 4] = count;
    words[at + step.rows / 4] = 4 * row;
    floats[at + step.scale / 4] = perExample / count;
    floats[at + step.rate / 4] = changing.rate;
    floats[at + step.epsilon / 4] = changing.epsilon;
    floats[at + step.decay / 4] = changing.decay;
    floats[at + step.l1 / 4] = l1;
    floats[at + step.l2 / 4] = l2;
    changing.advance();
    at += STEP_BYTES / 4;
    for (let k = 0; k < count; k++) {
      const number = rows[k];
      words[row + k] = number;
      if (number > greatest) greatest = number;
    }
    row += count;
  }
  if (greatest >= examples)
    throw new EngineError(
      'internal',
      `A batch names row ${greatest}, and there are ${examples} examples to train on, numbered from 0.`,
      'Reset starts again with the data as it is.',
    );
  return { from, to: 4 * at, left: i };
}
