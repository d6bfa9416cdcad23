/** What the cells of a lesson keep from visit to visit: in memory while the lesson is open, and behind it in storage. */
import type { Kept } from '../contract/cell';
import type { Storage } from './storage';

export class KeptBook {
  #generation = 0;

  constructor(private readonly storage: Pick<Storage, 'keptOf' | 'put' | 'forget'>) {}

  /** Reads what is kept of a lesson. Each value is replaced as a whole, so that two tabs cannot mix theirs: the newer one stays. */
  async of(slug: string): Promise<Kept> {
    const generation = this.#generation;
    const values = await this.storage.keptOf(slug);
    return {
      get: (cellId) => values.get(cellId),
      put: (cellId, kept) => {
        if (generation !== this.#generation) return;
        values.set(cellId, kept);
        void this.storage.put({ store: 'kept', key: [slug, cellId], value: { kept, at: Date.now() } });
      },
      forget: (cellId) => {
        if (generation !== this.#generation || !values.delete(cellId)) return;
        void this.storage.forget([slug, cellId]);
      },
    };
  }

  /** Everything is removed or replaced: what cells of before still hold is not to come back. @returns how to let them go on after all */
  renew(): () => void {
    const before = this.#generation;
    this.#generation += 1;
    return () => (this.#generation = before);
  }
}
