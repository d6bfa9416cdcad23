/**
 * What is kept on this device from visit to visit: settings, progress and what cells keep, in IndexedDB. The page always works from memory;
 * this only loads it at the start and writes each change behind it. Where storage is refused, full or lost, `onTrouble` is
 * called once and the page goes on. Tabs tell each other of each write; the last write of a key wins.
 */
import type { IDBPDatabase } from 'idb';
import { goesOn, openDatabase, putEach, putInto, readAll, refused, removeFrom, type Schema, stores, why } from './database';
import { asEntry, type Entry } from './entry';
import { type Change, listen, tell } from './tabs';

const cleared = ['progress', 'kept', 'tables'] as const;

export interface Loaded {
  entries: Entry[];
  /** How many kept values could not be read (edited by hand, or damaged) and were left out. */
  ignored: number;
}

export interface Storage {
  /** Settings and progress. Never rejects: with trouble it is empty. */
  load(): Promise<Loaded>;
  /** What the cells of one lesson keep, by cell's id: it may be large, and is read when the lesson is opened. Never rejects. */
  keptOf(slug: string): Promise<Map<string, unknown>>;
  /** Everything, as for a file. Never rejects. */
  all(): Promise<Entry[]>;
  /** @returns whether it is stored now. Never rejects */
  put(entry: Entry): Promise<boolean>;
  /** What one cell keeps, by lesson's slug and cell's id. */
  forget(key: [string, string]): Promise<unknown>;
  /** Removes progress, what cells keep, and tables. */
  clear(): Promise<unknown>;
  /** Puts all of them or none. @returns why it could not, or null */
  putAll(entries: readonly Entry[]): Promise<string | null>;
  /** Removes what load() left out. */
  removeUnreadable(): Promise<unknown>;
  close(): void;
}

export interface StorageOptions {
  name?: string;
  /** Said once, in words for the reader. */
  onTrouble: (message: string) => void;
  onChange: (change: Change) => void;
}

export function openStorage({ name = 'forward-pass', onTrouble, onChange }: StorageOptions): Storage {
  let troubled = false;
  const trouble = (message: string) => {
    if (troubled) return;
    troubled = true;
    onTrouble(message);
  };
  const database = openDatabase(name, trouble);
  const channel = listen(name, onChange);

  /** Runs a read; where it fails, or there is no database, `none` is what there is. */
  const read = async <T>(work: (db: IDBPDatabase<Schema>) => Promise<T>, none: T): Promise<T> => {
    const db = await database;
    if (!db) return none;
    try {
      return await work(db);
    } catch (error) {
      trouble(`${why(error)} ${goesOn}`);
      return none;
    }
  };

  /** Runs a write; says it once if one fails. Later ones are tried all the same: they may be smaller, or make room. */
  const write = async (work: (db: IDBPDatabase<Schema>) => Promise<unknown>, change: Change | null): Promise<boolean> => {
    const db = await database;
    let stored = false;
    if (db) {
      try {
        await work(db);
        stored = true;
      } catch (error) {
        trouble(`${why(error)} ${goesOn}`);
      }
    }
    if (change) tell(channel, change);
    return stored;
  };

  return {
    load: () =>
      read(
        async (db) => {
          const all = await readAll(db, ['settings', 'progress']);
          const entries = all.flatMap((raw) => asEntry(raw) ?? []);
          return { entries, ignored: all.length - entries.length };
        },
        { entries: [], ignored: 0 },
      ),
    keptOf: (slug) =>
      read(async (db) => {
        // Of all keys that begin with the slug: a list comes after every text.
        const range = IDBKeyRange.bound([slug], [slug, []]);
        const [keys, values] = await Promise.all([db.getAllKeys('kept', range), db.getAll('kept', range)]);
        const entries = keys.flatMap((key, i) => asEntry({ store: 'kept', key, value: values[i] }) ?? []);
        return new Map(entries.flatMap((entry) => (entry.store === 'kept' ? [[entry.key[1], entry.value.kept]] : [])));
      }, new Map<string, unknown>()),
    all: () => read(async (db) => (await readAll(db, stores)).flatMap((raw) => asEntry(raw) ?? []), []),
    clear: () =>
      write(
        async (db) => {
          const transaction = db.transaction(cleared, 'readwrite');
          await Promise.all([...cleared.map((store) => transaction.objectStore(store).clear()), transaction.done]);
        },
        { store: 'cleared' },
      ),
    async putAll(entries) {
      const db = await database;
      if (!db) return refused;
      try {
        await putEach(db, entries);
      } catch (error) {
        return why(error);
      }
      for (const entry of entries) tell(channel, entry);
      return null;
    },
    put: (entry) => write((db) => putInto(db, entry), entry),
    forget: (key) => write((db) => removeFrom(db, key), null),
    removeUnreadable: () =>
      write(async (db) => {
        for (const raw of await readAll(db, stores))
          if (!asEntry(raw)) await db.delete(raw.store, raw.key as string & [string, string]);
      }, null),
    close() {
      channel?.close();
      void database.then((db) => db?.close());
    },
  };
}
