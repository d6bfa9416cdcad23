/** What a cell is given, for tests: a real scope, progress that remembers, and an engine if there is one. */
import { vi } from 'vitest';
import type { CellContext, Kept, Scope } from '../../src/contract/cell';
import type { EngineClient } from '../../src/contract/client';
import { createScope } from '../../src/lesson/scope';

export interface TestContext extends CellContext {
  scope: Scope;
  progress: { get: (id: string) => unknown; done: ReturnType<typeof vi.fn<(id: string, kept: unknown) => void>> };
}

/** What is kept, as storage has it: a clone, so that nothing of a cell lives on in it. */
export class Memory implements Kept {
  readonly values = new Map<string, unknown>();
  puts = 0;
  get = (id: string) => structuredClone(this.values.get(id));
  put = (id: string, value: unknown) => {
    this.puts++;
    this.values.set(id, structuredClone(value));
  };
  forget = (id: string) => void this.values.delete(id);
}

export function testContext({ kept = {}, engine }: { kept?: Record<string, unknown>; engine?: EngineClient } = {}): TestContext {
  const done = new Map(Object.entries(kept));
  return {
    scope: createScope(),
    engine: () => {
      if (!engine) throw new Error('This test has no engine.');
      return engine;
    },
    progress: { get: (id) => done.get(id), done: vi.fn((id: string, value: unknown) => void done.set(id, value)) },
  };
}

/** Puts a cell on the page as fp-lesson does, and waits for its first drawing. */
export async function show<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  body: unknown,
  context: CellContext,
  cellId = 'it',
): Promise<HTMLElementTagNameMap[K]> {
  const element = document.createElement(tag);
  const title = document.createElement('h3');
  title.slot = 'title';
  title.textContent = 'A title';
  element.append(title);
  Object.assign(element, { body, cellId, context });
  const main = document.createElement('main');
  main.append(element);
  document.body.append(main);
  if ('updateComplete' in element) await element.updateComplete;
  return element;
}
