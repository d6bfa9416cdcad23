/** One value that is kept on this device, as it is stored, told to other tabs and written to a file. */
import * as v from 'valibot';

/** Of one kept value, in the words of its store. */
export const entrySchema = v.variant('store', [
  v.object({ store: v.literal('settings'), key: v.literal('theme'), value: v.picklist(['system', 'light', 'dark']) }),
  v.object({ store: v.literal('settings'), key: v.literal('keys'), value: v.picklist(['on', 'off']) }),
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

/** Null of what no version of this page has kept. */
export function asEntry(raw: unknown): Entry | null {
  const result = v.safeParse(entrySchema, raw);
  return result.success ? result.output : null;
}
