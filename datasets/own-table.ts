/** The reader's own table as a dataset like any other, from what its spec says of it. For both threads; pure. */
import type { DatasetMeta } from '../src/contract/dataset';
import type { OwnTable } from '../src/contract/table';

/** An input for each number, and one for each value of a category. */
export function featuresOf({ columns }: Pick<OwnTable, 'columns'>): string[] {
  return columns.flatMap(({ name, values }) => (values ? values.map((value) => `${name} = ${value}`) : [name]));
}

/** Before a table has been chosen there is only its place among the datasets. */
export function tableMeta(table: OwnTable | undefined): DatasetMeta {
  const features = table ? featuresOf(table) : [];
  return {
    id: 'table',
    order: 100,
    name: 'Your table',
    summary: 'Rows of a CSV file of your own.',
    kind: 'table',
    own: true,
    classes: table?.classes ?? [],
    ...(table && !table.classes && { target: table.target }),
    features,
    defaultFeatures: features,
    defaultTrainShare: 0.7,
    // A sheet with a head and three columns.
    thumbnail: { kind: 'lines', path: 'M18 24H82V78H18ZM18 42H82M40 24V78M61 24V78M18 60H82' },
    licence: 'yours',
    source: 'a file of yours; it stays on this device',
  };
}
