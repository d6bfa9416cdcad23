/** A row of a table in its own units, and as the network takes it. Pure. */
import type { Dataset } from '../../contract/dataset';
import type { OwnTable } from '../../contract/table';

/** By column: a number, or the value of a category. */
export type OwnRow = Readonly<Record<string, number | string>>;

/** The columns of which the network is shown anything, with the values of a category that make a difference to it. */
export function columnsIn({ features }: Dataset, { columns }: OwnTable): OwnTable['columns'] {
  return columns.filter(({ name, values }) =>
    values ? values.some((value) => features.includes(`${name} = ${value}`)) : features.includes(name),
  );
}

/** One of the examples. */
export function rowOf(dataset: Dataset, table: OwnTable, row: number): OwnRow {
  const { features, raw, rawWidth } = dataset;
  const at = (feature: string) => raw[row * rawWidth + features.indexOf(feature)];
  return Object.fromEntries(
    columnsIn(dataset, table).map(({ name, values }) => [
      name,
      // As the file has it: float32 would show 0.1 with all that it cannot hold.
      values ? (values.find((value) => at(`${name} = ${value}`) === 1) ?? values[0]) : Number(at(name).toPrecision(6)),
    ]),
  );
}

/** One for each feature, standardised as the examples are. */
export function inputsOf({ features, scales }: Dataset, { columns }: OwnTable, row: OwnRow): Float32Array {
  const ones = new Set(columns.flatMap(({ name, values }) => (values ? [`${name} = ${row[name]}`] : [])));
  return Float32Array.from(features, (feature, i) => {
    const scale = scales?.[i];
    if (!scale) return Number(ones.has(feature));
    return scale.deviation > 0 ? (Number(row[feature]) - scale.mean) / scale.deviation : 0;
  });
}
