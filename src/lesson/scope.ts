/** A lesson's named values: a cell publishes under its id, others read and listen. */
import type { Published, Scope } from '../contract/cell';

export function createScope(): Scope {
  const values = new Map<string, Published>();
  const listeners = new Map<string, Set<() => void>>();
  const shared = new Map<() => unknown, unknown>();

  return {
    publish(id, value) {
      values.set(id, value);
      // A copy: a listener may stop listening, or start, while the others are being told.
      for (const listener of Array.from(listeners.get(id) ?? [])) listener();
    },
    get: (id) => values.get(id),
    subscribe(ids, listener) {
      // A function of its own, so that the same listener can be given twice and each stop ends only its own.
      const tell = () => listener();
      for (const id of ids) {
        const set = listeners.get(id) ?? new Set();
        listeners.set(id, set.add(tell));
      }
      return () => {
        for (const id of ids) listeners.get(id)?.delete(tell);
      };
    },
    shared<T>(make: () => T): T {
      if (!shared.has(make)) shared.set(make, make());
      return shared.get(make) as T;
    },
  };
}
