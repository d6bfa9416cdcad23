/** The files of tables that this device keeps for the next visit: small ones, and only the newest few. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

interface Schema extends DBSchema {
  files: { key: string; value: KeptFile };
}

export interface KeptFile {
  name: string;
  bytes: Uint8Array;
  /** When it was chosen, to tell which is the oldest. */
  at: number;
}

export interface TableStore {
  get(key: string): Promise<KeptFile | null>;
  /** @returns whether it is kept: a browser may refuse */
  put(key: string, file: KeptFile): Promise<boolean>;
}

const most = 3;

/** Where the browser keeps nothing, it is as if nothing had been kept. */
export function openTableStore(name = 'forward-pass-tables'): TableStore {
  const withDb = async <T>(work: (db: IDBPDatabase<Schema>) => Promise<T>, otherwise: T): Promise<T> => {
    try {
      const db = await openDB<Schema>(name, 1, { upgrade: (fresh) => void fresh.createObjectStore('files') });
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
    get: (key) => withDb(async (db) => (await db.get('files', key)) ?? null, null),
    put: (key, file) =>
      withDb(async (db) => {
        await db.put('files', file, key);
        const [keys, files] = await Promise.all([db.getAllKeys('files'), db.getAll('files')]);
        const old = keys.map((one, i) => ({ one, at: files[i].at })).sort((a, b) => b.at - a.at);
        for (const { one } of old.slice(most)) await db.delete('files', one);
        return true;
      }, false),
  };
}
