/** Tables to be read in tests, and what stands for the browser’s store. */
import { featuresOf } from '../../datasets/own-table';
import type { TableAxis } from '../../datasets/table-plane';
import { suggested, tableOf } from '../../src/cells/network/table-choice';
import type { Dataset } from '../../src/contract/dataset';
import type { DataSpec } from '../../src/contract/model';
import type { TableInfo } from '../../src/contract/table';
import { readTable } from '../../src/table/read';
import type { KeptFile } from '../../src/table/store';
import { Tables } from '../../src/table/tables';

export const bytesOf = (text: string) => new TextEncoder().encode(text);
export const read = (text: string | Uint8Array) => readTable(typeof text === 'string' ? bytesOf(text) : text, () => undefined);

export const flowers = [
  'id,length,colour,species',
  ...Array.from({ length: 40 }, (_, i) => `${i},${(i % 7) + i / 10},${['red', 'blue'][i % 2]},${i < 20 ? 'aster' : 'rose'}`),
].join('\n');

export const slope = [
  'x,z,y',
  ...Array.from({ length: 50 }, (_, i) => `${i},${(i * 7) % 11},${1000 + 3 * i - 2 * ((i * 7) % 11)}`),
].join('\n');

export function inMemory(full = false) {
  const files = new Map<string, KeptFile>();
  const store = {
    get: async (key: string) => files.get(key) ?? null,
    put: async (key: string, file: KeptFile) => !full && Boolean(files.set(key, file)),
  };
  return { files, tables: () => new Tables(store, () => 0) };
}

export async function opened(text: string, name = 'flowers.csv') {
  const memory = inMemory();
  const tables = memory.tables();
  const info = await tables.open(new Blob([text]), name, () => undefined);
  return { ...memory, opened: tables, info };
}

/** The first column as an axis of a plane. */
export function axis({ raw, features, scales }: Dataset): TableAxis {
  const [scale] = scales ?? [];
  if (!scale) throw new Error('it is no number');
  return { name: features[0], ...scale, from: Math.min(...raw), to: Math.max(...raw) };
}

export function specOf(info: TableInfo, more: Partial<DataSpec> = {}): DataSpec {
  const choice = suggested(info);
  if (!choice) throw new Error('nothing to suggest');
  const table = tableOf(info, choice);
  return { dataset: 'table', seed: 1, noise: 0, samples: 0, trainShare: 0.7, features: featuresOf(table), table, ...more };
}
