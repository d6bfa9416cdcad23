/**
 * What the cells of a lesson keep from visit to visit: in memory while the lesson is open, and behind it in storage. What storage
 * does not take (it is full, or refused) stays in memory until the page is closed, so that leaving a lesson loses nothing.
 */
import type { Kept } from '../contract/cell';
import type { Entry } from './entry';
import type { Storage } from './storage';

export class KeptBook {
  #generation = 0;
  /** By lesson and cell: what is not in storage, or not yet. */
  #unstored = new Map<string, Map<string, Extract<Entry, { store: 'kept' }>>>();

  constructor(private readonly storage: Pick<Storage, 'keptOf' | 'put' | 'forget'>) {}

  /** Reads what is kept of a lesson. Each value is replaced as a whole, so that two tabs cannot mix theirs: the newer one stays. */
  async of(slug: string): Promise<Kept> {
    const generation = this.#generation;
    const values = await this.storage.keptOf(slug);
    for (const [cellId, { value }] of this.#unstored.get(slug) ?? []) values.set(cellId, value.kept);
    return {
      get: (cellId) => values.get(cellId),
      put: (cellId, kept) => {
        if (generation !== this.#generation) return;
        values.set(cellId, kept);
        void this.#store(slug, cellId, { store: 'kept', key: [slug, cellId], value: { kept, at: Date.now() } });
      },
      forget: (cellId) => {
        if (generation !== this.#generation || !values.delete(cellId)) return;
        this.#unstored.get(slug)?.delete(cellId);
        void this.storage.forget([slug, cellId]);
      },
    };
  }

  /** Everything is removed or replaced: what cells of before still hold is not to come back. @returns how to let them go on after all */
  renew(): () => void {
    const [generation, unstored] = [this.#generation, this.#unstored];
    this.#generation += 1;
    this.#unstored = new Map();
    return () => {
      this.#generation = generation;
      this.#unstored = unstored;
    };
  }

  /** What is not in storage. */
  get unstored(): Entry[] {
    return [...this.#unstored.values()].flatMap((cells) => [...cells.values()]);
  }

  async #store(slug: string, cellId: string, entry: Extract<Entry, { store: 'kept' }>): Promise<void> {
    const cells = this.#unstored.get(slug) ?? new Map<string, typeof entry>();
    this.#unstored.set(slug, cells.set(cellId, entry));
    if ((await this.storage.put(entry)) && cells.get(cellId) === entry) cells.delete(cellId);
  }
}
