/** What a reader does in a cell, and what is then kept of it. */
import { page } from 'vitest/browser';
import type { RequestName } from '../../src/contract/protocol';

export interface Case {
  tag: keyof HTMLElementTagNameMap;
  body: object;
  /** What the worker answers, at once. */
  answers?: { [N in RequestName]?: unknown };
  /** What the reader does, and the published values that say that it is done. */
  act(): Promise<unknown>;
  done: object;
  /** Whether it has found something that says where it was found. */
  found: boolean;
}

export const field = (label: string) => page.getByLabelText(label, { exact: true });
export const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
