/** The database on this device: how it is opened and brought up to date, and how its stores are read and written. */
import { type DBSchema, type IDBPDatabase, openDB, deleteDB } from 'idb';
import type { Entry } from './entry';

/** Raised with each change of what is kept; the upgrade below then needs a step. 2: the store `kept`. 3: the store `tables`. */
const VERSION = 3;

/** How long the storage may take to answer: it can wait for ever, for instance behind a tab that hangs. */
const PATIENCE_MS = 10_000;

export interface Schema extends DBSchema {
  settings: { key: string; value: unknown };
  progress: { key: [string, string]; value: unknown };
  kept: { key: [string, string]; value: unknown };
  tables: { key: string; value: unknown };
}

export const stores = ['settings', 'progress', 'kept', 'tables'] as const;
export const refused = 'This browser does not let the page keep anything on this device.';
export const goesOn =
  'The page works all the same, but forgets what you do from now on when you close it. Settings saves it as a file.';

/** Null, after saying why, where it cannot be had. */
export async function openDatabase(name: string, trouble: (message: string) => void): Promise<IDBPDatabase<Schema> | null> {
  let tablesApart = false;
  try {
    const opening = openDB<Schema>(name, VERSION, {
      upgrade(db, from) {
        if (from < 1) {
          db.createObjectStore('settings');
          db.createObjectStore('progress');
        }
        if (from < 2) db.createObjectStore('kept');
        if (from < 3) db.createObjectStore('tables');
        tablesApart = from > 0 && from < 3;
      },
      // another tab has a newer version of this page and waits for this one to let go
      blocking(_from, _to, event) {
        if (event.target instanceof IDBDatabase) event.target.close();
        trouble(`Another tab runs a newer version of this page: reload this one. ${goesOn}`);
      },
      terminated: () => trouble(`The browser closed this site's storage. ${goesOn}`),
    });
    const db = await Promise.race([opening, late(PATIENCE_MS)]);
    if (db && tablesApart) await moveTables(db, `${name}-tables`);
    if (db) return db;
    trouble(`This site's storage does not answer: other tabs of this page may be in the way. ${goesOn}`);
    // It may answer yet, and is not to stand in anybody's way then.
    opening.then(
      (tardy) => tardy.close(),
      () => undefined,
    );
    return null;
  } catch (error) {
    trouble(`${why(error)} ${goesOn}`);
    return null;
  }
}

/** Up to version 2 they were in a database of their own. Where they cannot be had, a network's cell asks for the file again. */
async function moveTables(db: IDBPDatabase<Schema>, from: string): Promise<void> {
  try {
    const old = await openDB(from);
    const files = old.objectStoreNames.contains('files') ? await old.getAll('files') : [];
    const keys = files.length > 0 ? ((await old.getAllKeys('files')) as string[]) : [];
    old.close();
    const transaction = db.transaction('tables', 'readwrite');
    await Promise.all([...keys.map((key, i) => transaction.store.put(files[i], key)), transaction.done]);
    await deleteDB(from);
  } catch {
    // then they stay where they were, and are of no use
  }
}

function late(ms: number): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms, null);
  });
}

export function why(error: unknown): string {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError') return "This device's storage is full.";
  if (name === 'VersionError') return 'A newer version of this page has been open here: reload to get it.';
  return refused;
}

interface Raw {
  store: (typeof stores)[number];
  key: string | [string, string];
  value: unknown;
}

export async function readAll(db: IDBPDatabase<Schema>, names: readonly (typeof stores)[number][]): Promise<Raw[]> {
  const transaction = db.transaction(names);
  const read = async (store: (typeof stores)[number]): Promise<Raw[]> => {
    const from = transaction.objectStore(store);
    const [keys, values] = await Promise.all([from.getAllKeys(), from.getAll()]);
    return keys.map((key, i) => ({ store, key, value: values[i] }));
  };
  return (await Promise.all(names.map(read))).flat();
}

/** What went into it comes out again. */
export function abort(transaction: { abort(): void; done: Promise<void> }): void {
  transaction.done.catch(() => undefined);
  try {
    transaction.abort();
  } catch {
    // it has ended already, and so has taken back what it did
  }
}

export function putInto(db: IDBPDatabase<Schema>, { store, key, value }: Entry): Promise<unknown> {
  const transaction = db.transaction(store, 'readwrite');
  const put = transaction.store.put(value, key as string & [string, string]);
  // Asked for at once: a page that is being left is not there any more when the answer comes, and the browser would take it back.
  transaction.commit();
  return Promise.all([put, transaction.done]);
}

export function removeFrom(db: IDBPDatabase<Schema>, key: [string, string]): Promise<unknown> {
  const transaction = db.transaction('kept', 'readwrite');
  const removed = transaction.store.delete(key);
  transaction.commit();
  return Promise.all([removed, transaction.done]);
}
