/** A stand-in for a Worker that answers from the same thread, can be made to die, and keeps what it was sent. */
import type { FromWorker, ToWorker } from '../../src/contract/protocol';
import type { WorkerLike } from '../../src/worker/client';
import { serve } from '../../src/worker/serve';
import { testParts } from './parts';

interface Listeners {
  message: ((event: MessageEvent<FromWorker>) => void)[];
  messageerror: ((event: MessageEvent<FromWorker>) => void)[];
  error: ((event: ErrorEvent) => void)[];
}

export class LocalWorker implements WorkerLike {
  readonly sent: ToWorker[] = [];
  terminated = false;
  readonly #listeners: Listeners = { message: [], messageerror: [], error: [] };
  readonly #receive: (message: ToWorker) => void;

  constructor() {
    this.#receive = serve({
      post: (message, transfer) => this.say(structuredClone(message, { transfer: transfer as ArrayBuffer[] })),
      ...testParts(),
    });
  }

  postMessage(message: ToWorker): void {
    const copy = structuredClone(message);
    this.sent.push(copy);
    setImmediate(() => {
      if (!this.terminated) this.#receive(copy);
    });
  }

  terminate(): void {
    // Its runs would go on in this thread, which a real worker's cannot.
    for (const message of this.sent) if (message.type === 'create') this.#receive({ type: 'dispose', run: message.run });
    this.terminated = true;
  }

  addEventListener<T extends keyof Listeners>(type: T, listener: Listeners[T][number]): void {
    (this.#listeners[type] as Listeners[T][number][]).push(listener);
  }

  /** As if the worker had posted this; also after its death, as late messages are. */
  say(data: FromWorker): void {
    for (const listener of this.#listeners.message) listener({ data } as MessageEvent<FromWorker>);
  }

  die(message: string): void {
    for (const listener of this.#listeners.error) listener({ message, preventDefault: () => {} } as ErrorEvent);
  }

  garble(): void {
    for (const listener of this.#listeners.messageerror) listener({} as MessageEvent<FromWorker>);
  }

  /** Messages of one kind that it was sent. */
  of<T extends ToWorker['type']>(type: T): Extract<ToWorker, { type: T }>[] {
    return this.sent.filter((message): message is Extract<ToWorker, { type: T }> => message.type === type);
  }
}
