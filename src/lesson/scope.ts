/** A lesson's named values: a cell publishes under its id, others read and listen. */
import type { Published, Scope } from '../contract/cell';

export function createScope(): Scope {
  const values = new Map<string, Published>();
  const listeners = new Map<string, Set<() => void>>();
  const needs = new Map<string, Set<symbol>>();
  const watchers = new Map<string, Set<() => void>>();
  const setOf = <T>(sets: Map<string, Set<T>>, id: string): Set<T> => {
    const set = sets.get(id) ?? new Set();
    sets.set(id, set);
    return set;
  };
  // A copy: a listener may stop listening, or start, while the others are being told.
  const tellAll = (sets: Map<string, Set<() => void>>, id: string) => {
    for (const listener of Array.from(sets.get(id) ?? [])) listener();
  };
  const shared = new Map<() => unknown, unknown>();

  return {
    publish(id, value) {
      values.set(id, value);
      tellAll(listeners, id);
    },
    get: (id) => values.get(id),
    subscribe(ids, listener) {
      // A function of its own, so that the same listener can be given twice and each stop ends only its own.
      const tell = () => listener();
      for (const id of ids) setOf(listeners, id).add(tell);
      return () => {
        for (const id of ids) listeners.get(id)?.delete(tell);
      };
    },
    need(id) {
      const one = Symbol(id);
      setOf(needs, id).add(one);
      tellAll(watchers, id);
      return () => {
        if (needs.get(id)?.delete(one)) tellAll(watchers, id);
      };
    },
    watchNeed(id, listener) {
      const tell = () => listener(setOf(needs, id).size > 0);
      setOf(watchers, id).add(tell);
      tell();
      return () => void watchers.get(id)?.delete(tell);
    },
    shared<T>(make: () => T): T {
      if (!shared.has(make)) shared.set(make, make());
      return shared.get(make) as T;
    },
  };
}
