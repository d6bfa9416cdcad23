/** Every dataset's description, by its folder's name: a new folder joins by itself. Small enough for both threads. */
import type { DatasetMeta } from '../src/contract/dataset';
import type { OwnTable } from '../src/contract/table';
import { tableMeta } from './own-table';

const files = import.meta.glob<DatasetMeta>('./*/meta.ts', { eager: true, import: 'default' });

/** In the order in which they are offered: by `order` of the folder's meta, then by name. */
export const metas: Record<string, DatasetMeta> = Object.fromEntries(
  Object.values(files)
    .sort((a, b) => a.order - b.order || a.name.localeCompare(b.name))
    .map((meta) => [meta.id, meta]),
);

/** Any dataset's description; the reader's own table describes itself. */
export function metaOf(dataset: string, table: OwnTable | undefined): DatasetMeta {
  return dataset === 'table' ? tableMeta(table) : metas[dataset];
}
