/** Whoever takes part, in a worker of its own: what it is asked, and its turns. */
import type { Entry } from './line-up';
import type { Answer, Asks } from './protocol';

/** After a worker has answered nothing for so long, it is given up. */
const PATIENCE_MS = 90_000;
/** Threads spin for a while after their work: they are given time to go to sleep before the next one's slice. */
const PAUSE_MS = 15;

/** Whoever takes its turn in a round. */
export interface Turn {
  /** One slice of so many milliseconds, as a rate. */
  take(ms: number): Promise<number>;
}

export class Contestant implements Turn {
  readonly #worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });

  constructor(readonly entry: Entry) {}

  /** @throws Error with the worker's reason */
  ask<K extends keyof Asks>(kind: K, body: Asks[K]['ask']): Promise<Asks[K]['answer']> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`it took longer than ${PATIENCE_MS / 1000} s`)), PATIENCE_MS);
      this.#worker.onmessage = ({ data }: MessageEvent<Answer>) => {
        clearTimeout(timer);
        if ('reason' in data) reject(new Error(data.reason));
        else resolve(data.value as Asks[K]['answer']);
      };
      this.#worker.onerror = (event) => {
        clearTimeout(timer);
        reject(new Error(event.message || 'its worker failed'));
      };
      this.#worker.postMessage({ kind, body });
    });
  }

  take(ms: number): Promise<number> {
    return this.ask('slice', { ms });
  }

  end(): void {
    this.#worker.terminate();
  }
}

/** Several at the same time, with the sum of their rates. */
export class Together implements Turn {
  constructor(readonly all: readonly Contestant[]) {}

  async take(ms: number): Promise<number> {
    const rates = await Promise.all(this.all.map((one) => one.take(ms)));
    return rates.reduce((sum, rate) => sum + rate, 0);
  }
}

export const pause = () => new Promise((done) => setTimeout(done, PAUSE_MS));
