/** Which epochs are evaluated, and the rows gathered between two messages. */
import type { Rows } from '../contract/protocol';

/** Up to here every epoch has its row; then every 2nd up to twice as many, every 4th up to four times, … */
const EVERY_EPOCH = 512;

/** Whether the end of this epoch gets a row: known from its number alone, so that a repeated run has the same rows. */
export function epochIsDue(epoch: number): boolean {
  return epoch % strideAt(epoch) === 0;
}

function strideAt(epoch: number): number {
  let stride = 1;
  while (epoch > EVERY_EPOCH * stride) stride *= 2;
  return stride;
}

export type Row = { [K in keyof Rows]: number };

const columns = [
  'step',
  'epoch',
  'trainLoss',
  'testLoss',
  'trainAccuracy',
  'testAccuracy',
  'learningRate',
  'ms',
] as const satisfies readonly (keyof Rows)[];

/** Rows as columns of one length. */
export function toColumns(rows: readonly Row[]): Rows {
  const column = (name: keyof Rows) => Float64Array.from(rows, (row) => row[name]);
  return Object.fromEntries(columns.map((name) => [name, column(name)])) as unknown as Rows;
}

/** The memory behind the columns, to be transferred with the message that carries them. */
export function buffersOf(rows: Rows): ArrayBuffer[] {
  return columns.map((name) => rows[name].buffer as ArrayBuffer);
}
