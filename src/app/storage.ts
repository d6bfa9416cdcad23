/**
 * What is kept on this device from visit to visit: settings and progress, in IndexedDB. The page always works from memory;
 * this only loads it at the start and writes each change behind it. Where storage is refused, full or lost, `onTrouble` is
 * called once and the page goes on. Tabs tell each other of each write; the last write of a key wins.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import * as v from 'valibot';

/** Raised with each change of what is kept; the upgrade below then needs a step. */
const VERSION = 1;

/** How long the storage may take to answer: it can wait for ever, for instance behind a tab that hangs. */
const PATIENCE_MS = 10_000;

const entrySchema = v.variant('store', [
  v.object({ store: v.literal('settings'), key: v.literal('theme'), value: v.picklist(['system', 'light', 'dark']) }),
  v.object({
    store: v.literal('progress'),
    /** Lesson's slug and cell's id. */
    key: v.tuple([v.pipe(v.string(), v.nonEmpty()), v.pipe(v.string(), v.nonEmpty())]),
    /** What the cell kept (each cell checks its own), and when. */
    value: v.object({ kept: v.unknown(), at: v.number() }),
  }),
]);
export type Entry = v.InferOutput<typeof entrySchema>;

interface Schema extends DBSchema {
  settings: { key: string; value: unknown };
  progress: { key: [string, string]; value: unknown };
}

export interface Loaded {
  entries: Entry[];
  /** How many kept values could not be read (edited by hand, or damaged) and were left out. */
  ignored: number;
}

/** A change by another tab. */
export type Change = Entry | { store: 'cleared' };

export interface Storage {
  /** All that is kept. Never rejects: with trouble it is empty. */
  load(): Promise<Loaded>;
  put(entry: Entry): Promise<void>;
  clearProgress(): Promise<void>;
  /** Removes what load() left out. */
  removeUnreadable(): Promise<void>;
  close(): void;
}

export interface StorageOptions {
  name?: string;
  /** Said once, in words for the reader. */
  onTrouble: (message: string) => void;
  onChange: (change: Change) => void;
}

const goesOn = 'The page works all the same, but forgets your progress when you close it.';

export function openStorage({ name = 'forward-pass', onTrouble, onChange }: StorageOptions): Storage {
  let troubled = false;
  const trouble = (message: string) => {
    if (troubled) return;
    troubled = true;
    onTrouble(message);
  };
  const database = open(name, trouble);
  const channel = listen(name, onChange);

  /** Runs a write; says it once if it fails, and leaves later ones alone. */
  const write = async (work: (db: IDBPDatabase<Schema>) => Promise<unknown>, change: Change | null) => {
    const db = await database;
    if (db && !troubled) {
      try {
        await work(db);
      } catch (error) {
        trouble(why(error));
      }
    }
    if (change) tell(channel, change);
  };

  return {
    async load() {
      const db = await database;
      if (!db) return { entries: [], ignored: 0 };
      try {
        const all = await readAll(db);
        const entries = all.flatMap((raw) => asEntry(raw) ?? []);
        return { entries, ignored: all.length - entries.length };
      } catch (error) {
        trouble(why(error));
        return { entries: [], ignored: 0 };
      }
    },
    put: (entry) => write((db) => putInto(db, entry), entry),
    clearProgress: () => write((db) => db.clear('progress'), { store: 'cleared' }),
    removeUnreadable: () =>
      write(async (db) => {
        for (const raw of await readAll(db)) if (!asEntry(raw)) await db.delete(raw.store, raw.key);
      }, null),
    close() {
      channel?.close();
      void database.then((db) => db?.close());
    },
  };
}

/** Null, after saying why, where it cannot be had. */
async function open(name: string, trouble: (message: string) => void): Promise<IDBPDatabase<Schema> | null> {
  try {
    const db = await Promise.race([
      openDB<Schema>(name, VERSION, {
        upgrade(db, from) {
          if (from < 1) {
            db.createObjectStore('settings');
            db.createObjectStore('progress');
          }
        },
        // another tab has a newer version of this page and waits for this one to let go
        blocking(_from, _to, event) {
          if (event.target instanceof IDBDatabase) event.target.close();
          trouble(`Another tab runs a newer version of this page: reload this one. ${goesOn}`);
        },
        terminated: () => trouble(`The browser closed this site's storage. ${goesOn}`),
      }),
      late(PATIENCE_MS),
    ]);
    if (!db) trouble(`This site's storage does not answer. ${goesOn}`);
    return db;
  } catch (error) {
    trouble(why(error));
    return null;
  }
}

function late(ms: number): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms, null);
  });
}

function why(error: unknown): string {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError') return `This device's storage is full, so your progress is no longer kept. ${goesOn}`;
  if (name === 'VersionError') return `A newer version of this page has been open here: reload to get it. ${goesOn}`;
  return `This browser does not let the page keep anything on this device. ${goesOn}`;
}

type Raw = { store: 'settings'; key: string; value: unknown } | { store: 'progress'; key: [string, string]; value: unknown };

async function readAll(db: IDBPDatabase<Schema>): Promise<Raw[]> {
  const transaction = db.transaction(['settings', 'progress']);
  const [settings, progress] = [transaction.objectStore('settings'), transaction.objectStore('progress')];
  const [settingKeys, settingValues, progressKeys, progressValues] = await Promise.all([
    settings.getAllKeys(),
    settings.getAll(),
    progress.getAllKeys(),
    progress.getAll(),
  ]);
  return [
    ...settingKeys.map((key, i): Raw => ({ store: 'settings', key, value: settingValues[i] })),
    ...progressKeys.map((key, i): Raw => ({ store: 'progress', key, value: progressValues[i] })),
  ];
}

function asEntry(raw: unknown): Entry | null {
  const result = v.safeParse(entrySchema, raw);
  return result.success ? result.output : null;
}

function putInto(db: IDBPDatabase<Schema>, entry: Entry): Promise<unknown> {
  return entry.store === 'settings' ? db.put('settings', entry.value, entry.key) : db.put('progress', entry.value, entry.key);
}

function listen(name: string, onChange: (change: Change) => void): BroadcastChannel | null {
  if (typeof BroadcastChannel === 'undefined') return null;
  const channel = new BroadcastChannel(name);
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const entry = asEntry(data);
    if (entry) onChange(entry);
    else if (v.is(v.object({ store: v.literal('cleared') }), data)) onChange({ store: 'cleared' });
  });
  return channel;
}

function tell(channel: BroadcastChannel | null, change: Change): void {
  try {
    channel?.postMessage(change);
  } catch {
    // what a cell kept cannot be copied: then it could not be stored either, and that has been said
  }
}
