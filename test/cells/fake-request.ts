/** An engine whose one long request goes as the test says: what it was asked, what arrives meanwhile, how it ends. */
import { vi } from 'vitest';
import type { AskOptions, EngineClient } from '../../src/contract/client';
import type { RequestName, RequestProgress, Requests } from '../../src/contract/protocol';

export class FakeRequest<K extends RequestName> {
  /** What was asked, each time. */
  readonly asked: Requests[K]['ask'][] = [];
  #options: AskOptions = {};
  #resolve: ((answer: Requests[K]['answer']) => void) | null = null;
  #reject: ((error: unknown) => void) | null = null;

  /** @param others answers to other requests, at once */
  constructor(
    readonly name: K,
    readonly others: { [N in RequestName]?: unknown } = {},
  ) {}

  get engine(): EngineClient {
    const ask = vi.fn((name: RequestName, what: Requests[K]['ask'], options: AskOptions = {}): Promise<unknown> => {
      if (name !== this.name) return Promise.resolve(this.others[name]);
      this.asked.push(what);
      this.#options = options;
      return new Promise((resolve, reject) => {
        this.#resolve = resolve;
        this.#reject = reject;
        options.signal?.addEventListener('abort', () => this.fail('cancelled'));
      });
    });
    return { ask } as unknown as EngineClient;
  }

  arrive(part: Partial<RequestProgress>): void {
    const nothing = { done: 0.5, doing: 'half', point: null, trial: null, look: null };
    this.#options.onProgress?.({ type: 'request-progress', request: 1, ...nothing, ...part } as RequestProgress);
  }

  finish(answer: Requests[K]['answer']): void {
    this.#resolve?.(answer);
  }

  fail(code: string): void {
    this.#reject?.({ code, message: 'It failed.', hint: 'Try again.' });
  }
}
