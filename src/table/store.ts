/**
 * The files of tables that this device keeps from visit to visit: the page's own database (src/app/storage.ts, which makes it,
 * counts them and puts them into files), reached from the worker. The oldest go where they would be too many.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { keyOf } from './key';

interface Schema extends DBSchema {
  tables: { key: string; value: unknown };
}

export interface KeptFile {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** When it was chosen, to tell which is the oldest. */
  at: number;
}

export interface TableStore {
  get(key: string): Promise<KeptFile | null>;
  /** @returns whether it is kept: a browser may refuse, or have no room */
  put(key: string, file: KeptFile): Promise<boolean>;
}

/** Bytes of all of them. */
const most = 20 * 1024 * 1024;

/** Where the browser keeps nothing, it is as if nothing had been kept. */
export function openTableStore(name = 'forward-pass'): TableStore {
  const withDb = async <T>(work: (db: IDBPDatabase<Schema>) => Promise<T>, otherwise: T): Promise<T> => {
    try {
      const db = await openDB<Schema>(name, undefined, {
        // There is none, and only the page may make one: a cell on somebody else's page keeps nothing.
        upgrade(_db, _from, _to, transaction) {
          transaction.done.catch(() => undefined);
          transaction.abort();
        },
      });
      try {
        return await work(db);
      } finally {
        db.close();
      }
    } catch {
      return otherwise;
    }
  };
  return {
    get: (key) =>
      withDb(async (db) => {
        const file = await db.get('tables', key);
        // One that was changed by hand is not the table that a network has learned from.
        return isFile(file) && keyOf(file.bytes) === key ? file : null;
      }, null),
    put: (key, file) =>
      withDb(async (db) => {
        const transaction = db.transaction('tables', 'readwrite');
        await transaction.store.put(file, key);
        const kept: { key: string; at: number; size: number }[] = [];
        for (let cursor = await transaction.store.openCursor(); cursor; cursor = await cursor.continue()) {
          const { value } = cursor;
          kept.push({ key: cursor.key, ...(isFile(value) ? { at: value.at, size: value.bytes.length } : { at: 0, size: 0 }) });
        }
        let size = 0;
        for (const one of kept.sort((a, b) => Number(b.key === key) - Number(a.key === key) || b.at - a.at)) {
          size += one.size;
          if (size > most) await transaction.store.delete(one.key);
        }
        await transaction.done;
        return true;
      }, false),
  };
}

function isFile(value: unknown): value is KeptFile {
  const { name, bytes, at } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  return typeof name === 'string' && bytes instanceof Uint8Array && typeof at === 'number';
}
