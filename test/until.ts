/** Waits for what a page is about to show. Vitest's own `vi.waitFor` gives up after a second, in which a busy machine may do nothing at all. */
import { vi } from 'vitest';

/** Tries `check` again until it no longer throws, and gives what it returned. @throws what `check` threw last, after a minute */
export const until = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, { timeout: 60_000, interval: 20 });
