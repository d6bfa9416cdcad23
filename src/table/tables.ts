/** The tables that the reader has opened, by key: read once, kept in memory, and their files on this device where they are small. */
import type { Dataset } from '../contract/dataset';
import type { DataSpec } from '../contract/model';
import type { TableInfo } from '../contract/table';
import { EngineError } from '../engine/errors';
import { keyOf } from './key';
import { prepare } from './prepare';
import { largestFile, readTable, tooLarge, type Table } from './read';
import type { TableStore } from './store';

/** Larger files are not kept for the next visit. */
const largestKept = 5 * 1024 * 1024;
/** Tables held in memory at a time. */
const most = 2;

type Pace = (done: number) => Promise<void> | void;

interface Held {
  table: Table;
  kept: TableInfo['kept'];
}

export class Tables {
  readonly #tables = new Map<string, Held>();

  constructor(
    private readonly store: TableStore,
    private readonly now: () => number,
  ) {}

  /** @throws EngineError 'bad-data' where it is no table; `pace` may throw to end it */
  async open(file: Blob, name: string, pace: Pace): Promise<TableInfo> {
    // Before it is read into memory, however large it may be.
    if (file.size > largestFile) throw new EngineError('bad-data', tooLarge(file.size), 'Leave out some of its rows or columns.');
    const bytes = new Uint8Array(await file.arrayBuffer());
    const key = keyOf(bytes);
    const table = await readTable(bytes, pace);
    const kept =
      bytes.length > largestKept ? 'large' : (await this.store.put(key, { name, bytes, at: this.now() })) ? 'yes' : 'refused';
    return describe(key, name, this.#hold(key, { table, kept }));
  }

  /** What is known of a table already opened here, on this visit or an earlier one; null where it is not on this device. */
  async known(key: string, name: string, pace: Pace): Promise<TableInfo | null> {
    const held = await this.#find(key, pace);
    return held && describe(key, name, held);
  }

  /** @throws EngineError 'bad-data' where the table is not on this device, or does not fit the spec */
  async examples(spec: DataSpec): Promise<Dataset> {
    const own = spec.table;
    if (!own) throw new EngineError('bad-data', 'No table has been chosen.', 'Choose a CSV file.');
    const held = await this.#find(own.key, () => undefined);
    if (!held)
      throw new EngineError(
        'bad-data',
        `This network learns from the table ${own.name}, which is not on this device.`,
        'Tables are never sent along with a link: choose the same file under “Your table”, or another dataset.',
      );
    return prepare(spec, own, held.table);
  }

  async #find(key: string, pace: Pace): Promise<Held | null> {
    const held = this.#tables.get(key);
    if (held) return held;
    const file = await this.store.get(key);
    if (!file) return null;
    return this.#hold(key, { table: await readTable(file.bytes, pace), kept: 'yes' });
  }

  #hold(key: string, held: Held): Held {
    this.#tables.delete(key);
    this.#tables.set(key, held);
    const [oldest] = this.#tables.keys();
    if (this.#tables.size > most) this.#tables.delete(oldest);
    return held;
  }
}

function describe(key: string, name: string, { table, kept }: Held): TableInfo {
  return { key, name, rows: table.rows, columns: table.columns.map((column) => column.describe()), kept };
}
