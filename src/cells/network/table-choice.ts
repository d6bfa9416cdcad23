/** What of a table is learned: which column is the target, and which others are numbers, categories or left out. Pure. */
import { featuresOf } from '../../../datasets/own-table';
import type { OwnTable, TableColumn, TableInfo } from '../../contract/table';

export type ColumnUse = 'number' | 'category' | 'out';

export interface TableChoice {
  target: string;
  /** By column; the target's own says whether a number is predicted or a class. */
  uses: Readonly<Record<string, ColumnUse>>;
}

const mostClasses = 10;
/** Rows a class, on average, from which on a few different numbers are taken for classes. */
const fewestOfClass = 3;
/** As the schema has it. */
const mostColumns = 64;
/** More cannot be told apart in the diagram, and seldom help. */
const mostInputs = 100;

/** A number that only counts the rows says nothing about them. */
const counts = /^(id|no|nr|index|row|rownames|column 1|unnamed.*)$/i;

/** As what a column can be predicted, the likelier first; as nothing where it is the same in every row, or has too many words. */
export function targetUses({ range, values, missing }: TableColumn, rows: number): ('number' | 'category')[] {
  const classes = values !== null && values.length >= 2 && values.length <= mostClasses;
  const number = range !== null && range[0] < range[1];
  if (!classes || !number) return [...(classes ? (['category'] as const) : []), ...(number ? (['number'] as const) : [])];
  // Numbers that seldom come twice are no names of classes.
  return values.length * fewestOfClass > rows - missing ? ['number', 'category'] : ['category', 'number'];
}

/** What a column can be, the likelier first. */
export function usesOf({ range, values }: TableColumn): ColumnUse[] {
  return [...(range ? (['number'] as const) : []), ...(values ? (['category'] as const) : []), 'out'];
}

/** The last column of words that can be a target, or the last that can; everything else that can be used is. Null where none can. */
export function suggested(info: TableInfo): TableChoice | null {
  const targets = info.columns.filter((column) => targetUses(column, info.rows).length > 0);
  const target = targets.findLast(({ range }) => !range) ?? targets.findLast(({ name }) => !counts.test(name)) ?? targets.at(-1);
  if (!target) return null;
  const uses: Record<string, ColumnUse> = {};
  let used = 0;
  for (const column of info.columns) {
    const wanted = !counts.test(column.name) && column !== target && used < mostColumns;
    const [use] = usesOf(column);
    uses[column.name] = wanted ? use : 'out';
    if (wanted && use !== 'out') used++;
  }
  [uses[target.name]] = targetUses(target, info.rows);
  return { target: target.name, uses };
}

/** The choice that a table was made by. */
export function choiceOf(info: TableInfo, { target, classes, columns }: OwnTable): TableChoice {
  const uses = info.columns.map(({ name }) => {
    if (name === target) return [name, classes ? 'category' : 'number'] as const;
    const column = columns.find((one) => one.name === name);
    return [name, column ? (column.values ? 'category' : 'number') : 'out'] as const;
  });
  return { target, uses: Object.fromEntries(uses) };
}

export function tableOf({ key, name, columns }: TableInfo, { target, uses }: TableChoice): OwnTable {
  return {
    key,
    name,
    target,
    classes: uses[target] === 'number' ? null : (columns.find((column) => column.name === target)?.values ?? []),
    columns: columns
      .filter((column) => column.name !== target && uses[column.name] !== 'out')
      .map((column) => ({ name: column.name, values: uses[column.name] === 'category' ? column.values : null })),
  };
}

/** Why a network cannot learn from it, in a sentence; null where it can. */
export function lackingIn(info: TableInfo, choice: TableChoice | null): string | null {
  if (!choice) {
    const [{ name, values, unusable }] = info.columns;
    const why = unusable
      ? `cannot be used: ${unusable}`
      : values
        ? `has ${values.length} different ${values.length === 1 ? 'value' : 'values'}`
        : 'has more';
    return `No column can be the target: it takes numbers that differ, or 2 to ${mostClasses} different words. The column “${name}”, for one, ${why}.`;
  }
  const table = tableOf(info, choice);
  if (table.columns.length === 0) return 'Nothing is left to learn from: use at least one column beside the target.';
  if (table.columns.length > mostColumns)
    return `${table.columns.length} columns are in use; at most ${mostColumns} are allowed.`;
  const inputs = featuresOf(table).length;
  if (inputs > mostInputs)
    return `They make ${inputs} inputs; at most ${mostInputs} are allowed: leave out a category of many values.`;
  return null;
}
