/** What the elements of one page share where nobody gives them a context: named values, one engine, progress in memory. */
import type { CellContext, Progress } from '../contract/cell';
import type { EngineClient } from '../contract/client';
import { createScope } from '../lesson/scope';
import { createEngine } from '../worker/client';
import { startWorker } from './worker';

export function createPageContext(): CellContext {
  let engine: EngineClient | null = null;
  const kept = new Map<string, unknown>();
  const progress: Progress = { get: (id) => kept.get(id), done: (id, value) => void kept.set(id, value) };
  return { scope: createScope(), engine: () => (engine ??= createEngine(startWorker)), progress };
}
