/**
 * What is kept on this device from visit to visit: settings, progress and what cells keep, in IndexedDB. The page always works from memory;
 * this only loads it at the start and writes each change behind it. Where storage is refused, full or lost, `onTrouble` is
 * called once and the page goes on. Tabs tell each other of each write; the last write of a key wins.
 */
import { type DBSchema, type IDBPDatabase, openDB, deleteDB } from 'idb';
import * as v from 'valibot';

/** Raised with each change of what is kept; the upgrade below then needs a step. 2: the store `kept`. 3: the store `tables`. */
const VERSION = 3;

/** How long the storage may take to answer: it can wait for ever, for instance behind a tab that hangs. */
const PATIENCE_MS = 10_000;

/** Of one kept value, in the words of its store. */
export const entrySchema = v.variant('store', [
  v.object({ store: v.literal('settings'), key: v.literal('theme'), value: v.picklist(['system', 'light', 'dark']) }),
  v.object({
    store: v.literal('progress'),
    /** Lesson's slug and cell's id. */
    key: v.tuple([v.pipe(v.string(), v.nonEmpty()), v.pipe(v.string(), v.nonEmpty())]),
    /** What the cell kept (each cell checks its own), and when. */
    value: v.object({ kept: v.unknown(), at: v.number() }),
  }),
  v.object({
    store: v.literal('kept'),
    /** Lesson's slug and cell's id. */
    key: v.tuple([v.pipe(v.string(), v.nonEmpty()), v.pipe(v.string(), v.nonEmpty())]),
    /** Settings, networks, measurements, edited code: what the cell kept (each cell checks its own), and when. */
    value: v.object({ kept: v.unknown(), at: v.number() }),
  }),
  v.object({
    store: v.literal('tables'),
    /** Of its bytes: src/table/key.ts. */
    key: v.pipe(v.string(), v.nonEmpty()),
    /** A CSV file of the reader's own, as src/table/store.ts puts and reads it, and when it was chosen. */
    value: v.object({ name: v.string(), bytes: v.instance(Uint8Array, 'expected bytes'), at: v.number() }),
  }),
]);
export type Entry = v.InferOutput<typeof entrySchema>;

interface Schema extends DBSchema {
  settings: { key: string; value: unknown };
  progress: { key: [string, string]; value: unknown };
  kept: { key: [string, string]; value: unknown };
  tables: { key: string; value: unknown };
}

const stores = ['settings', 'progress', 'kept', 'tables'] as const;
const cleared = ['progress', 'kept', 'tables'] as const;
/** What cells keep may be large, and no other tab shows it: that it is there is of use to nobody. */
const quiet: readonly Entry['store'][] = ['kept', 'tables'];

export interface Loaded {
  entries: Entry[];
  /** How many kept values could not be read (edited by hand, or damaged) and were left out. */
  ignored: number;
}

/** A change by another tab. */
export type Change = Entry | { store: 'cleared' };

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

const refused = 'This browser does not let the page keep anything on this device.';
const goesOn = 'The page works all the same, but forgets what you do from now on when you close it. Settings saves it as a file.';

export function openStorage({ name = 'forward-pass', onTrouble, onChange }: StorageOptions): Storage {
  let troubled = false;
  const trouble = (message: string) => {
    if (troubled) return;
    troubled = true;
    onTrouble(message);
  };
  const database = open(name, trouble);
  const channel = listen(name, onChange);

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
    if (change && (change.store === 'cleared' || !quiet.includes(change.store))) tell(channel, change);
    return stored;
  };

  return {
    async load() {
      const db = await database;
      if (!db) return { entries: [], ignored: 0 };
      try {
        const all = await readAll(db, ['settings', 'progress']);
        const entries = all.flatMap((raw) => asEntry(raw) ?? []);
        return { entries, ignored: all.length - entries.length };
      } catch (error) {
        trouble(`${why(error)} ${goesOn}`);
        return { entries: [], ignored: 0 };
      }
    },
    async keptOf(slug) {
      const db = await database;
      if (!db) return new Map();
      try {
        // Of all keys that begin with the slug: a list comes after every text.
        const range = IDBKeyRange.bound([slug], [slug, []]);
        const [keys, values] = await Promise.all([db.getAllKeys('kept', range), db.getAll('kept', range)]);
        const entries = keys.flatMap((key, i) => asEntry({ store: 'kept', key, value: values[i] }) ?? []);
        return new Map(entries.flatMap((entry) => (entry.store === 'kept' ? [[entry.key[1], entry.value.kept]] : [])));
      } catch (error) {
        trouble(`${why(error)} ${goesOn}`);
        return new Map();
      }
    },
    async all() {
      const db = await database;
      if (!db) return [];
      try {
        return (await readAll(db, stores)).flatMap((raw) => asEntry(raw) ?? []);
      } catch (error) {
        trouble(`${why(error)} ${goesOn}`);
        return [];
      }
    },
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
      for (const entry of entries) if (!quiet.includes(entry.store)) tell(channel, entry);
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

/** Null, after saying why, where it cannot be had. */
async function open(name: string, trouble: (message: string) => void): Promise<IDBPDatabase<Schema> | null> {
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

function why(error: unknown): string {
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

async function readAll(db: IDBPDatabase<Schema>, names: readonly (typeof stores)[number][]): Promise<Raw[]> {
  const transaction = db.transaction(names);
  const read = async (store: (typeof stores)[number]): Promise<Raw[]> => {
    const from = transaction.objectStore(store);
    const [keys, values] = await Promise.all([from.getAllKeys(), from.getAll()]);
    return keys.map((key, i) => ({ store, key, value: values[i] }));
  };
  return (await Promise.all(names.map(read))).flat();
}

/** All of them or none. */
async function putEach(db: IDBPDatabase<Schema>, entries: readonly Entry[]): Promise<void> {
  const transaction = db.transaction(stores, 'readwrite');
  const puts: Promise<unknown>[] = [];
  try {
    for (const { store, key, value } of entries)
      puts.push(transaction.objectStore(store).put(value, key as string & [string, string]));
    await Promise.all([...puts, transaction.done]);
  } catch (error) {
    void Promise.allSettled(puts);
    abort(transaction);
    throw error;
  }
}

/** What went into it comes out again. */
function abort(transaction: { abort(): void; done: Promise<void> }): void {
  transaction.done.catch(() => undefined);
  try {
    transaction.abort();
  } catch {
    // it has ended already, and so has taken back what it did
  }
}

function asEntry(raw: unknown): Entry | null {
  const result = v.safeParse(entrySchema, raw);
  return result.success ? result.output : null;
}

function putInto(db: IDBPDatabase<Schema>, { store, key, value }: Entry): Promise<unknown> {
  const transaction = db.transaction(store, 'readwrite');
  const put = transaction.store.put(value, key as string & [string, string]);
  // Asked for at once: a page that is being left is not there any more when the answer comes, and the browser would take it back.
  transaction.commit();
  return Promise.all([put, transaction.done]);
}

function removeFrom(db: IDBPDatabase<Schema>, key: [string, string]): Promise<unknown> {
  const transaction = db.transaction('kept', 'readwrite');
  const removed = transaction.store.delete(key);
  transaction.commit();
  return Promise.all([removed, transaction.done]);
}

function listen(name: string, onChange: (change: Change) => void): BroadcastChannel | null {
  const channel = channelOf(name);
  channel?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const entry = asEntry(data);
    if (entry) onChange(entry);
    else if (v.is(v.object({ store: v.literal('cleared') }), data)) onChange({ store: 'cleared' });
  });
  return channel;
}

/** Null where the browser has none, or refuses it with the storage: Firefox does where it blocks a site's cookies. */
function channelOf(name: string): BroadcastChannel | null {
  try {
    return new BroadcastChannel(name);
  } catch {
    return null;
  }
}

function tell(channel: BroadcastChannel | null, change: Change): void {
  try {
    channel?.postMessage(change);
  } catch {
    // what a cell kept cannot be copied: then it could not be stored either, and that has been said
  }
}
