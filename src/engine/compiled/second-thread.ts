/** The second thread as the first one sees it: a worker that works with one network at a time, for as long as that one has work. */
import { dismiss, isThere, want } from './meeting';

/** What the worker is sent. */
export interface Post {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  number: number;
}

/** A network keeps the second thread so many milliseconds after its last work with it. */
const KEPT_MS = 250;
/** After so many milliseconds without work it may go: asleep within a call, it would not even answer a collection of garbage. */
const IDLE_MS = 1000;

/** Whether threads may share memory here, and whether this one may sleep: a page's own thread may not. */
export function mayShare(): boolean {
  return (
    typeof SharedArrayBuffer !== 'undefined' &&
    typeof Worker !== 'undefined' &&
    typeof WorkerGlobalScope !== 'undefined' &&
    globalThis.crossOriginIsolated &&
    navigator.hardwareConcurrency > 1
  );
}

/** A network that the second thread can work on. */
export interface Work extends Omit<Post, 'number'> {
  /** Address of the words by which the two work together. */
  control: number;
}

export class SecondThread {
  #worker: Worker | null = null;
  #at: { work: Work; number: number; last: number } | null = null;
  #calls = 0;
  #watched = false;

  constructor(readonly start: () => Worker) {}

  /** Whether it is there to work on this now. If not, it is called, unless another network still needs it; that takes it a while. */
  worksOn(work: Work): boolean {
    const now = performance.now();
    if (this.#at?.work !== work) {
      if (this.#at && now - this.#at.last < KEPT_MS) return false;
      this.#call(work, now);
    }
    if (!this.#at) return false;
    this.#at.last = now;
    return isThere(wordsOf(work), work.control, this.#at.number);
  }

  #call(work: Work, now: number): void {
    if (this.#at) this.leave(this.#at.work);
    const number = ++this.#calls;
    want(wordsOf(work), work.control, number);
    this.#worker ??= this.start();
    this.#worker.postMessage({ module: work.module, memory: work.memory, number } satisfies Post);
    this.#at = { work, number, last: now };
    if (this.#watched) return;
    this.#watched = true;
    setTimeout(this.#look, IDLE_MS);
  }

  /** Looks now and then, as to set a timer at each call would cost more than a small call itself. */
  readonly #look = (): void => {
    if (this.#at && performance.now() - this.#at.last >= IDLE_MS) this.leave(this.#at.work);
    this.#watched = this.#at !== null;
    if (this.#watched) setTimeout(this.#look, IDLE_MS);
  };

  /** This work is no more. */
  leave(work: Work): void {
    if (this.#at?.work !== work) return;
    dismiss(wordsOf(work), work.control);
    this.#at = null;
  }
}

const wordsOf = ({ memory }: Work) => new Uint32Array(memory.buffer);
