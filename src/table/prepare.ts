/** Examples of a table: complete rows, numbers standardised by the training rows, an input for each value of a category. Pure. */
import { featuresOf } from '../../datasets/own-table';
import { split } from '../../datasets/split';
import type { Dataset } from '../contract/dataset';
import type { DataSpec } from '../contract/model';
import type { OwnTable } from '../contract/table';
import { EngineError } from '../engine/errors';
import { Random } from '../engine/random';
import type { Column } from './column';
import type { Table } from './read';

/** More are not needed to learn from, and would only be slow. */
const mostExamples = 10_000;

interface Input {
  column: Column;
  /** The code of its category, or null for a number. */
  code: number | null;
}

/** @throws EngineError 'bad-data' where table and spec do not fit, or too little is left */
export function prepare(spec: DataSpec, own: OwnTable, table: Table): Dataset {
  const offered = featuresOf(own);
  const features = spec.features.length > 0 ? spec.features : offered;
  const inputs = inputsOf(own, table, features);
  const target = columnOf(table, own.target);
  const codes = target.codesOf(own.classes);
  const labelAt = (row: number) => {
    const code = target.value(row);
    return code === null ? -1 : codes.indexOf(code);
  };
  const chance = new Random(spec.seed);

  const complete: number[] = [];
  for (let row = 0; row < table.rows; row++) {
    const has = ({ column, code }: Input) => (code === null ? !Number.isNaN(column.number(row)) : column.value(row) !== null);
    if (labelAt(row) >= 0 && inputs.every(has)) complete.push(row);
  }
  const rows = some(complete, chance);
  const labels = Uint8Array.from(rows, labelAt);
  checkClasses(labels, own, table.rows);

  const width = inputs.length;
  const values = new Float64Array(rows.length * width);
  rows.forEach((row, i) =>
    inputs.forEach(({ column, code }, j) => {
      values[i * width + j] = code === null ? column.number(row) : Number(column.value(row) === code);
    }),
  );
  const sides = split(labels, spec.trainShare, chance);
  const numbers = inputs.map(({ code }) => code === null);
  return {
    spec: { ...spec, features },
    features,
    classes: own.classes,
    x: standardised(values, numbers, sides.train),
    labels,
    raw: Float32Array.from(values),
    rawWidth: width,
    ...sides,
    notes: notesOf(own, table.rows, complete.length, rows.length, numbers),
  };
}

function inputsOf(own: OwnTable, table: Table, features: readonly string[]): Input[] {
  const all = new Map<string, Input>();
  for (const { name, values } of own.columns) {
    const column = columnOf(table, name);
    if (!values && !column.isNumeric)
      throw bad(
        `The column “${name}” of ${own.name} is not made of numbers: ${column.describe().unusable ?? 'it is a category'}.`,
      );
    if (!values) all.set(name, { column, code: null });
    else column.codesOf(values).forEach((code, i) => all.set(`${name} = ${values[i]}`, { column, code: code ?? -1 }));
  }
  return features.map((feature) => {
    const input = all.get(feature);
    if (!input) throw bad(`${own.name} has no input “${feature}”. It has: ${[...all.keys()].slice(0, 12).join(', ')}.`);
    return input;
  });
}

function columnOf(table: Table, name: string): Column {
  const column = table.columns.find((one) => one.name === name);
  if (!column)
    throw bad(
      `There is no column “${name}”. There are: ${table.columns
        .map((one) => one.name)
        .slice(0, 12)
        .join(', ')}.`,
    );
  return column;
}

/** Where there are too many, a seeded draw of them, in their order. */
function some(rows: number[], chance: Random): Uint32Array {
  if (rows.length <= mostExamples) return Uint32Array.from(rows);
  for (let i = 0; i < mostExamples; i++) {
    const j = i + Math.floor(chance.uniform() * (rows.length - i));
    [rows[i], rows[j]] = [rows[j], rows[i]];
  }
  return Uint32Array.from(rows.slice(0, mostExamples)).sort();
}

function checkClasses(labels: Uint8Array, { target, classes }: OwnTable, rows: number): void {
  const counts = classes.map((_, label) => labels.reduce((sum, one) => sum + Number(one === label), 0));
  const scarce = counts.findIndex((count) => count < 2);
  if (classes.length < 2) throw bad(`The target “${target}” has one class only: there is nothing to tell apart.`);
  if (scarce >= 0)
    throw bad(
      `Of the class “${classes[scarce]}” of “${target}” ${counts[scarce] === 1 ? 'one row is' : 'no rows are'} left, of ${rows} in the table: it takes at least two, one to learn from and one to be held out.`,
    );
}

function standardised(values: Float64Array, numbers: readonly boolean[], train: Uint32Array): Float32Array {
  const width = numbers.length;
  const x = Float32Array.from(values);
  numbers.forEach((isNumber, column) => {
    if (!isNumber) return;
    let mean = 0;
    for (const row of train) mean += values[row * width + column] / train.length;
    let variance = 0;
    for (const row of train) variance += (values[row * width + column] - mean) ** 2 / train.length;
    const scale = variance > 0 ? 1 / Math.sqrt(variance) : 0;
    for (let i = column; i < values.length; i += width) x[i] = (values[i] - mean) * scale;
  });
  return x;
}

function notesOf(own: OwnTable, rows: number, complete: number, used: number, numbers: readonly boolean[]): string[] {
  const count = (n: number) => n.toLocaleString('en-GB');
  return [
    ...(complete < rows
      ? [`${count(rows - complete)} of ${count(rows)} rows of ${own.name} lack a value in the columns used and are left out.`]
      : []),
    ...(used < complete
      ? [`${count(used)} of ${count(complete)} complete rows are used, drawn by the seed of the examples.`]
      : []),
    ...(numbers.includes(true)
      ? [
          'Each column of numbers is standardised: its mean over the training rows is subtracted, and the rest divided by its standard deviation there.',
        ]
      : []),
    ...(numbers.includes(false) ? ['Each value of a category is an input of its own, 1 where it holds and 0 where not.'] : []),
  ];
}

function bad(message: string): EngineError {
  return new EngineError('bad-data', message, 'Choose other columns, or another file.');
}
