/** What a table's rows are to predict: a class, or a number, which is then standardised by the training rows. Pure. */
import type { NumericTarget, Scale } from '../contract/dataset';
import type { OwnTable } from '../contract/table';
import { EngineError } from '../engine/errors';
import type { Column } from './column';

/** One to be held out, and two to learn from that differ. */
const fewestRows = 3;

/**
 * The class number of each row, or 0 where a number is predicted; -1 where the row has none.
 * @throws EngineError 'bad-data' where a number is to be predicted from a column that has others too
 */
export function labelling({ target, classes }: OwnTable, column: Column): (row: number) => number {
  if (!classes) {
    if (!column.isNumeric)
      throw unfit(`The target “${target}” is not made of numbers: ${column.describe().unusable ?? 'it is a category'}.`);
    return (row) => (Number.isNaN(column.number(row)) ? -1 : 0);
  }
  const codes = column.codesOf(classes);
  return (row) => {
    const code = column.value(row);
    return code === null ? -1 : codes.indexOf(code);
  };
}

/**
 * @param values one a row, in their own unit
 * @throws EngineError 'bad-data' where there is nothing to be learned of them
 */
export function numericTarget(name: string, values: Float64Array, train: Uint32Array): NumericTarget {
  if (values.length < fewestRows)
    throw unfit(
      `Only ${values.length === 1 ? 'one row has' : `${values.length} rows have`} a value of the target “${name}” and of all columns used: it takes at least ${fewestRows}.`,
    );
  const scale = scaleOf(train, (row) => values[row]);
  if (scale.deviation === 0)
    throw unfit(
      `The target “${name}” is ${values[train[0]]} in ${values.every((value) => value === values[0]) ? 'every row' : `each of the ${train.length} rows that train`}: there is nothing to predict.`,
    );
  return { name, values, ...scale };
}

/** Mean and standard deviation over some rows; the deviation of one value alone is exactly 0, whatever its rounding. */
export function scaleOf(rows: Uint32Array, at: (row: number) => number): Scale {
  const first = at(rows[0]);
  if (rows.every((row) => at(row) === first)) return { mean: first, deviation: 0 };
  let mean = 0;
  for (const row of rows) mean += at(row) / rows.length;
  let variance = 0;
  for (const row of rows) variance += (at(row) - mean) ** 2 / rows.length;
  return { mean, deviation: Math.sqrt(variance) };
}

export function unfit(message: string): EngineError {
  return new EngineError('bad-data', message, 'Choose other columns, or another file.');
}
