/** What the reader has done, lesson by lesson: in memory, and behind it in storage. */
import type { LessonMeta, Progress } from '../contract/cell';
import type { Entry } from './entry';
import type { Storage } from './storage';
import type { Change } from './tabs';

/** How far a lesson has come: of its goals none, some or all are done. */
export type Stage = 'none' | 'some' | 'all';

export class ProgressBook {
  readonly #done = new Map<string, Map<string, unknown>>();
  readonly #listeners = new Set<() => void>();
  /** By lesson and cell: what storage has not taken, or not yet. */
  readonly #unstored = new Map<string, Entry>();
  readonly #storage: Pick<Storage, 'put' | 'clear'>;

  constructor(storage: Pick<Storage, 'put' | 'clear'>) {
    this.#storage = storage;
  }

  /** Takes in what was kept, or what another tab has just kept. */
  take(changes: readonly (Entry | Change)[]): void {
    for (const change of changes) {
      if (change.store === 'cleared') {
        this.#done.clear();
        this.#unstored.clear();
      }
      if (change.store === 'progress') this.#lesson(change.key[0]).set(change.key[1], change.value.kept);
    }
    this.#tell();
  }

  /** What the cells of one lesson are given. */
  of(slug: string): Progress {
    return {
      get: (cellId) => this.#done.get(slug)?.get(cellId),
      done: (cellId, kept) => {
        this.#lesson(slug).set(cellId, kept);
        this.#tell();
        void this.#store({ store: 'progress', key: [slug, cellId], value: { kept, at: Date.now() } });
      },
    };
  }

  stage({ slug, goals }: Pick<LessonMeta, 'slug' | 'goals'>): Stage {
    const done = this.#done.get(slug);
    const count = goals.filter((goal) => done?.has(goal)).length;
    if (count === 0) return 'none';
    return count === goals.length ? 'all' : 'some';
  }

  /** Forgets everything, here, in storage and in other tabs. */
  async reset(): Promise<void> {
    this.#done.clear();
    this.#unstored.clear();
    this.#tell();
    await this.#storage.clear();
  }

  /** What is not in storage. */
  get unstored(): Entry[] {
    return [...this.#unstored.values()];
  }

  /** Calls back after each change. Returns how to stop. */
  subscribe(listener: () => void): () => void {
    const tell = () => listener();
    this.#listeners.add(tell);
    return () => this.#listeners.delete(tell);
  }

  async #store(entry: Entry): Promise<void> {
    const key = JSON.stringify(entry.key);
    this.#unstored.set(key, entry);
    if ((await this.#storage.put(entry)) && this.#unstored.get(key) === entry) this.#unstored.delete(key);
  }

  #lesson(slug: string): Map<string, unknown> {
    const known = this.#done.get(slug) ?? new Map<string, unknown>();
    this.#done.set(slug, known);
    return known;
  }

  #tell(): void {
    for (const listener of Array.from(this.#listeners)) listener();
  }
}
