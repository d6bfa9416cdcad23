/** What cells keep, where storage does not take it. */
import { describe, expect, it } from 'vitest';
import { KeptBook } from '../../src/app/kept';
import type { Entry } from '../../src/app/entry';

/** A storage that is full while it is told so. */
function storage() {
  const stored = new Map<string, unknown>();
  const state = { full: false };
  return {
    stored,
    state,
    keptOf: async (slug: string) =>
      new Map([...stored].flatMap(([key, value]) => (key.startsWith(`${slug}/`) ? [[key.slice(slug.length + 1), value]] : []))),
    put: async ({ key, value }: Entry) => {
      if (state.full) return false;
      stored.set([key].flat().join('/'), (value as { kept: unknown }).kept);
      return true;
    },
    forget: async ([slug, cell]: [string, string]) => stored.delete(`${slug}/${cell}`),
  };
}

/** What has been put has been answered. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('a lesson that is left and come back to while storage is full', () => {
  it('has what its cells kept, and other lessons do not', async () => {
    const full = storage();
    full.state.full = true;
    const book = new KeptBook(full);
    (await book.of('one')).put('net', 'trained');
    await settled();
    expect((await book.of('one')).get('net')).toBe('trained');
    expect((await book.of('two')).get('net')).toBeUndefined();
    expect(book.unstored).toMatchObject([{ store: 'kept', key: ['one', 'net'], value: { kept: 'trained' } }]);
  });

  it('has the newest, whichever of them storage took', async () => {
    const some = storage();
    const book = new KeptBook(some);
    const cells = await book.of('one');
    cells.put('net', 'first');
    await settled();
    some.state.full = true;
    cells.put('net', 'second');
    await settled();
    expect((await book.of('one')).get('net')).toBe('second');
    some.state.full = false;
    cells.put('net', 'third');
    await settled();
    expect(book.unstored).toEqual([]);
    // As another tab would write it: what is stored is asked for again.
    some.stored.set('one/net', 'elsewhere');
    expect((await book.of('one')).get('net')).toBe('elsewhere');
  });

  it('lacks what was forgotten or removed, and has it again where it was not removed after all', async () => {
    const full = storage();
    full.state.full = true;
    const book = new KeptBook(full);
    const cells = await book.of('one');
    cells.put('a', 1);
    cells.put('b', 2);
    await settled();
    cells.forget('a');
    const goOn = book.renew();
    expect((await book.of('one')).get('b')).toBeUndefined();
    goOn();
    expect((await book.of('one')).get('a')).toBeUndefined();
    expect((await book.of('one')).get('b')).toBe(2);
  });

  it('has at once what was put a moment ago, before storage has answered', async () => {
    const book = new KeptBook(storage());
    (await book.of('one')).put('net', 'now');
    expect((await book.of('one')).get('net')).toBe('now');
  });
});
