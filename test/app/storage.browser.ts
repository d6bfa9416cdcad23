/** What is kept in IndexedDB, and every way in which that can go wrong. */
import { deleteDB, openDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Entry } from '../../src/app/entry';
import { openStorage, type Storage } from '../../src/app/storage';
import type { Change } from '../../src/app/tabs';
import { keyOf } from '../../src/table/key';
import { openTableStore } from '../../src/table/store';

const name = 'forward-pass-test';
const opened: Storage[] = [];

function open() {
  const troubles: string[] = [];
  const changes: Change[] = [];
  const storage = openStorage({
    name,
    onTrouble: (message) => troubles.push(message),
    onChange: (change) => changes.push(change),
  });
  opened.push(storage);
  return { storage, troubles, changes };
}

afterEach(async () => {
  vi.restoreAllMocks();
  for (const storage of opened.splice(0)) storage.close();
  await deleteDB(name);
});

const theme: Entry = { store: 'settings', key: 'theme', value: 'dark' };
const done = (cell: string, kept: unknown): Entry => ({ store: 'progress', key: ['one', cell], value: { kept, at: 7 } });

it('gives back on the next visit what was put in, the last write of a key', async () => {
  const { storage, troubles } = open();
  expect(await storage.load()).toEqual({ entries: [], ignored: 0 });
  await storage.put(theme);
  await storage.put(done('a', 1));
  await storage.put(done('a', { guess: [2] }));
  const again = open();
  expect(await again.storage.load()).toEqual({ entries: [theme, done('a', { guess: [2] })], ignored: 0 });
  await again.storage.clear();
  expect((await open().storage.load()).entries).toEqual([theme]);
  expect([...troubles, ...again.troubles]).toEqual([]);
});

it('tells other tabs of each write, and not itself', async () => {
  const [one, two] = [open(), open()];
  await one.storage.put(done('a', true));
  await one.storage.clear();
  await expect.poll(() => two.changes).toEqual([done('a', true), { store: 'cleared' }]);
  expect(one.changes).toEqual([]);
});

it('takes no change from another tab that makes no sense', async () => {
  const { storage, changes } = open();
  await storage.load();
  const channel = new BroadcastChannel(name);
  for (const nonsense of [null, 3, { store: 'settings', key: 'theme', value: 'pink' }, { store: 'progress' }])
    channel.postMessage(nonsense);
  channel.postMessage(theme);
  await expect.poll(() => changes).toEqual([theme]);
  channel.close();
});

it('leaves out what was edited by hand, counts it, and removes it when asked', async () => {
  await open().storage.put(done('a', true));
  const raw = await openDB(name);
  await raw.put('settings', 'pink', 'theme');
  await raw.put('settings', 1, 'volume');
  await raw.put('progress', 'done', ['one', 'b']);
  await raw.put('progress', { kept: 1, at: 1 }, 'no-lesson');
  const { storage } = open();
  expect(await storage.load()).toEqual({ entries: [done('a', true)], ignored: 4 });
  await storage.removeUnreadable();
  expect(await storage.load()).toEqual({ entries: [done('a', true)], ignored: 0 });
  raw.close();
});

const kept = (slug: string, cell: string, value: unknown): Entry => ({
  store: 'kept',
  key: [slug, cell],
  value: { kept: value, at: 7 },
});

describe('what cells keep', () => {
  it('is read lesson by lesson, typed arrays and all', async () => {
    const { storage, troubles } = open();
    const network = { weights: Float32Array.of(0.1, -2), rows: { step: Float64Array.of(1, 2) } };
    await storage.put(kept('one', 'net', network));
    await storage.put(kept('one', 'code', 'let x = 1;'));
    await storage.put(kept('one-more', 'net', 3));
    const again = open().storage;
    expect(await again.keptOf('one')).toEqual(
      new Map<string, unknown>([
        ['net', network],
        ['code', 'let x = 1;'],
      ]),
    );
    expect(await again.keptOf('two')).toEqual(new Map());
    expect((await again.load()).entries).toEqual([]);
    expect(await again.all()).toHaveLength(3);
    await again.forget(['one', 'code']);
    await again.forget(['two', 'code']);
    expect(await storage.keptOf('one')).toEqual(new Map([['net', network]]));
    await again.clear();
    expect(await storage.all()).toEqual([]);
    expect(troubles).toEqual([]);
  });

  it('moves with what an older page kept', async () => {
    const old = await openDB(name, 1, {
      upgrade(db) {
        db.createObjectStore('settings');
        db.createObjectStore('progress');
      },
    });
    await old.put('settings', 'dark', 'theme');
    await old.put('progress', { kept: 1, at: 7 }, ['one', 'a']);
    old.close();
    const { storage, troubles } = open();
    expect(await storage.load()).toEqual({ entries: [theme, done('a', 1)], ignored: 0 });
    await storage.put(kept('one', 'net', 5));
    expect(await storage.keptOf('one')).toEqual(new Map([['net', 5]]));
    expect(troubles).toEqual([]);
  });

  it('is never mixed by two tabs: each value is whole, and of one of them', async () => {
    const tabs = [open().storage, open().storage];
    const value = (tab: number, i: number) => ({ tab, i, first: new Float32Array(2000).fill(i), last: i });
    await Promise.all(
      Array.from({ length: 60 }, (_, i) => tabs[i % 2].put(kept('one', i % 3 === 0 ? 'a' : 'b', value(i % 2, i)))),
    );
    for (const cell of (await open().storage.keptOf('one')).values()) {
      const { i, first, last } = cell as ReturnType<typeof value>;
      expect(last).toBe(i);
      expect(first.every((number) => number === i)).toBe(true);
    }
    expect([...(await tabs[0].keptOf('one')).keys()]).toEqual(['a', 'b']);
  });

  it('comes from a file whole or not at all, and other tabs hear of it', async () => {
    const { storage, troubles } = open();
    const other = open();
    await storage.put(kept('one', 'net', 1));
    expect(await storage.putAll([kept('one', 'net', 2), done('a', 3), theme])).toBeNull();
    expect(await storage.keptOf('one')).toEqual(new Map([['net', 2]]));
    await expect.poll(() => other.changes).toEqual([done('a', 3), theme]);
    expect(await storage.putAll([kept('one', 'net', 4), kept('one', 'other', () => 1)])).toContain('does not let the page keep');
    expect(await open().storage.keptOf('one')).toEqual(new Map([['net', 2]]));
    expect(troubles).toEqual([]);
  });
});

describe('tables of the reader’s own', () => {
  const bytes = new TextEncoder().encode('a,b\n1,x\n');
  const key = keyOf(bytes);
  const entry: Entry = { store: 'tables', key, value: { name: 'a.csv', bytes, at: 7 } };

  it('are put and found by the worker, and go with all the rest', async () => {
    const { storage, troubles } = open();
    await storage.load();
    const tables = openTableStore(name);
    expect(await tables.put(key, { name: 'a.csv', bytes, at: 7 })).toBe(true);
    expect(await storage.all()).toEqual([entry]);
    await storage.clear();
    expect(await tables.get(key)).toBeNull();
    expect(await storage.putAll([entry, theme])).toBeNull();
    expect(await tables.get(key)).toEqual({ name: 'a.csv', bytes, at: 7 });
    expect(troubles).toEqual([]);
  });

  it('make room for newer ones', async () => {
    await open().storage.load();
    const tables = openTableStore(name);
    const large = Array.from({ length: 5 }, (_, i) => new Uint8Array(5 * 2 ** 20 - i));
    for (const [i, one] of large.entries()) expect(await tables.put(keyOf(one), { name: `${i}`, bytes: one, at: i })).toBe(true);
    const there = await Promise.all(large.map(async (one) => (await tables.get(keyOf(one)))?.name ?? null));
    expect(there).toEqual([null, '1', '2', '3', '4']);
  });

  it('that were changed by hand are not taken for what they were, and can be removed', async () => {
    const { storage } = open();
    await storage.load();
    const raw = await openDB(name);
    await raw.put('tables', { name: 'a.csv', bytes: Uint8Array.of(1), at: 7 }, key);
    await raw.put('tables', 'a,b', 'other');
    const tables = openTableStore(name);
    expect([await tables.get(key), await tables.get('other')]).toEqual([null, null]);
    expect(await storage.all()).toHaveLength(1);
    await storage.removeUnreadable();
    expect(await raw.count('tables')).toBe(1);
    raw.close();
  });

  it('are not kept where the page has no database, and none is made for them', async () => {
    expect(await openTableStore(name).put(key, { name: 'a.csv', bytes, at: 7 })).toBe(false);
    expect((await indexedDB.databases()).map((one) => one.name)).not.toContain(name);
  });

  it('come along from where an older page had them', async () => {
    const old = await openDB(name, 2, {
      upgrade(db) {
        for (const store of ['settings', 'progress', 'kept']) db.createObjectStore(store);
      },
    });
    old.close();
    const apart = await openDB(`${name}-tables`, 1, { upgrade: (db) => void db.createObjectStore('files') });
    await apart.put('files', { name: 'a.csv', bytes, at: 7 }, key);
    apart.close();
    const { storage, troubles } = open();
    expect(await storage.all()).toEqual([entry]);
    expect((await indexedDB.databases()).map((one) => one.name)).toEqual([name]);
    expect(troubles).toEqual([]);
  });
});

describe('with trouble it says so once and goes on', () => {
  it('where the browser refuses', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('not here', 'SecurityError');
    });
    const { storage, troubles } = open();
    expect(await storage.load()).toEqual({ entries: [], ignored: 0 });
    await storage.put(theme);
    await storage.clear();
    expect(troubles).toEqual([expect.stringContaining('does not let the page keep anything')]);
  });

  it('where the browser refuses the channel between tabs: nothing is lost by it, and nothing is said', async () => {
    vi.spyOn(window, 'BroadcastChannel').mockImplementation(function refuse() {
      throw new DOMException('not here', 'SecurityError');
    });
    const { storage, troubles } = open();
    expect(await storage.put(theme)).toBe(true);
    expect((await storage.load()).entries).toEqual([theme]);
    expect(troubles).toEqual([]);
  });

  it('where the browser has closed the storage', async () => {
    const { storage } = open();
    await storage.load();
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
      throw new DOMException('closing', 'InvalidStateError');
    });
    expect(await storage.put(theme)).toBe(false);
    expect(await storage.putAll([theme])).toContain('does not let the page keep anything');
  });

  it('where the device is full', async () => {
    const { storage, troubles } = open();
    await storage.load();
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    expect(await storage.put(theme)).toBe(false);
    await storage.put(done('a', true));
    expect(troubles).toEqual([expect.stringContaining('storage is full')]);
    expect(await storage.putAll([theme])).toContain('storage is full');
    expect(troubles).toHaveLength(1);
  });

  it('where the device was full: what makes room is done, and then there is room', async () => {
    const { storage, troubles } = open();
    await storage.put(kept('one', 'net', 1));
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await storage.put(kept('one', 'net', 2));
    await storage.clear();
    put.mockRestore();
    expect(await storage.all()).toEqual([]);
    await storage.put(done('a', true));
    expect(await storage.all()).toEqual([done('a', true)]);
    expect(troubles).toHaveLength(1);
  });

  it('where a tab of an older version does not let go', async () => {
    const old = await openDB(name, 1);
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const { storage, troubles } = open();
    vi.runAllTimers();
    vi.useRealTimers();
    expect(await storage.load()).toEqual({ entries: [], ignored: 0 });
    await storage.put(theme);
    expect(troubles).toEqual([expect.stringContaining('does not answer: other tabs')]);
    old.close();
  });

  it('where what a cell keeps cannot be stored', async () => {
    const { storage, troubles } = open();
    await storage.put(done('a', () => 1));
    expect(troubles).toHaveLength(1);
  });

  it('where a newer version has been here', async () => {
    (await openDB(name, 99)).close();
    const { storage, troubles } = open();
    expect((await storage.load()).entries).toEqual([]);
    expect(troubles).toEqual([expect.stringContaining('newer version')]);
  });

  it('where another tab wants to move to a newer version: it lets go', async () => {
    const { storage, troubles } = open();
    await storage.load();
    (await openDB(name, 99)).close();
    expect(troubles).toEqual([expect.stringContaining('newer version')]);
    await storage.put(theme);
    expect(troubles).toHaveLength(1);
  });
});
