/** Examples of a table: complete rows, numbers standardised by the training rows, an input for each value of a category. Pure. */
import { featuresOf } from '../../datasets/own-table';
import { split } from '../../datasets/split';
import type { Dataset, Scale } from '../contract/dataset';
import type { DataSpec } from '../contract/model';
import type { OwnTable } from '../contract/table';
import { Random } from '../engine/random';
import type { Column } from './column';
import type { Table } from './read';
import { labelling, numericTarget, scaleOf, unfit as bad } from './target';

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
  const aim = columnOf(table, own.target);
  const labelAt = labelling(own, aim);
  const chance = new Random(spec.seed);

  const complete: number[] = [];
  for (let row = 0; row < table.rows; row++) {
    const has = ({ column, code }: Input) => (code === null ? !Number.isNaN(column.number(row)) : column.value(row) !== null);
    if (labelAt(row) >= 0 && inputs.every(has)) complete.push(row);
  }
  const rows = some(complete, chance);
  const labels = Uint8Array.from(rows, labelAt);
  if (own.classes) checkClasses(labels, own.target, own.classes, table.rows);

  const width = inputs.length;
  const values = new Float64Array(rows.length * width);
  rows.forEach((row, i) =>
    inputs.forEach(({ column, code }, j) => {
      values[i * width + j] = code === null ? column.number(row) : Number(column.value(row) === code);
    }),
  );
  const sides = split(labels, spec.trainShare, chance);
  const scales = inputs.map(({ code }, j) => (code === null ? scaleOf(sides.train, (row) => values[row * width + j]) : null));
  const target = own.classes
    ? null
    : numericTarget(
        own.target,
        Float64Array.from(rows, (row) => aim.number(row)),
        sides.train,
      );
  return {
    spec: { ...spec, features },
    features,
    classes: own.classes ?? [],
    x: standardised(values, scales),
    labels,
    ...(target && { target }),
    scales,
    raw: Float32Array.from(values),
    rawWidth: width,
    ...sides,
    notes: notesOf(own, table.rows, complete.length, rows.length, scales),
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

function checkClasses(labels: Uint8Array, target: string, classes: readonly string[], rows: number): void {
  const counts = classes.map((_, label) => labels.reduce((sum, one) => sum + Number(one === label), 0));
  const scarce = counts.findIndex((count) => count < 2);
  if (classes.length < 2) throw bad(`The target “${target}” has one class only: there is nothing to tell apart.`);
  if (scarce >= 0)
    throw bad(
      `Of the class “${classes[scarce]}” of “${target}” ${counts[scarce] === 1 ? 'one row is' : 'no rows are'} left, of ${rows} in the table: it takes at least two, one to learn from and one to be held out.`,
    );
}

/** A column that never changes becomes 0. */
function standardised(values: Float64Array, scales: readonly (Scale | null)[]): Float32Array {
  const x = Float32Array.from(values);
  scales.forEach((scale, column) => {
    if (!scale) return;
    const { mean, deviation } = scale;
    const factor = deviation > 0 ? 1 / deviation : 0;
    for (let i = column; i < values.length; i += scales.length) x[i] = (values[i] - mean) * factor;
  });
  return x;
}

function notesOf(own: OwnTable, rows: number, complete: number, used: number, scales: readonly (Scale | null)[]): string[] {
  const count = (n: number) => n.toLocaleString('en-GB');
  return [
    ...(complete < rows
      ? [`${count(rows - complete)} of ${count(rows)} rows of ${own.name} lack a value in the columns used and are left out.`]
      : []),
    ...(used < complete
      ? [`${count(used)} of ${count(complete)} complete rows are used, drawn by the seed of the examples.`]
      : []),
    ...(scales.some(Boolean)
      ? [
          'Each column of numbers is standardised: its mean over the training rows is subtracted, and the rest divided by its standard deviation there.',
        ]
      : []),
    ...(own.classes ? [] : [`So is “${own.target}”, which is predicted: its loss is in such units, everything else in its own.`]),
    ...(scales.includes(null) ? ['Each value of a category is an input of its own, 1 where it holds and 0 where not.'] : []),
  ];
}
