/**
 * Who may use the backends when. TF.js's backend is global and its tensors move silently, so one thing at a time does: a
 * task (a request, a measurement, an edit), which has them to itself until it ends, or a slice of about 10 ms of one run's
 * training. Between any two the thread is given up, so messages land. A measurement is a task, so every run waits for it.
 */

export interface Runnable {
  /** When it next wants a slice, in the clock's milliseconds: now or earlier for at once, Infinity for not at all. */
  due(): number;
  /** Trains for about a slice. Handles its own errors. */
  slice(): Promise<void>;
}

export interface ScheduleParts {
  now(): number;
  /** Gives up the thread so that messages land. */
  yield(): Promise<void>;
  /** Calls back after so many milliseconds; returns how to call it off. */
  sleep(ms: number, wake: () => void): () => void;
}

export class Schedule {
  readonly #runs: Runnable[] = [];
  readonly #tasks: (() => Promise<void>)[] = [];
  #going = false;
  #callOff: (() => void) | null = null;

  constructor(private readonly parts: ScheduleParts) {}

  add(run: Runnable): void {
    this.#runs.push(run);
    this.wake();
  }

  remove(run: Runnable): void {
    const place = this.#runs.indexOf(run);
    if (place >= 0) this.#runs.splice(place, 1);
  }

  /** Does the task when those asked for before have ended and no slice is under way. */
  exclusive<T>(task: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#tasks.push(() => task().then(resolve, reject));
      this.wake();
    });
  }

  /** To be called whenever a run's `due` may have come nearer. */
  wake(): void {
    this.#callOff?.();
    this.#callOff = null;
    if (this.#going) return;
    this.#going = true;
    void this.#go();
  }

  async #go(): Promise<void> {
    for (;;) {
      // Even before the first: what a burst of messages asks for is then known in full.
      await this.parts.yield();
      const task = this.#tasks.shift();
      await task?.();
      const run = this.#next();
      if (run) {
        if (task) await this.parts.yield();
        await run.slice().catch((error: unknown) => this.#drop(run, error));
      } else if (this.#tasks.length === 0) break;
    }
    this.#going = false;
    this.#sleep();
  }

  /** A run that cannot handle its own error must not take the others with it; nobody foresaw it, so the page is told. */
  #drop(run: Runnable, error: unknown): void {
    this.remove(run);
    queueMicrotask(() => {
      throw error;
    });
  }

  /** The run that has waited longest among those due: whoever gets a slice goes to the end of the line. */
  #next(): Runnable | undefined {
    const now = this.parts.now();
    const place = this.#runs.findIndex((run) => run.due() <= now);
    if (place < 0) return undefined;
    const [run] = this.#runs.splice(place, 1);
    this.#runs.push(run);
    return run;
  }

  /** Until the first paced run is due, where there is one. */
  #sleep(): void {
    const due = Math.min(Infinity, ...this.#runs.map((run) => run.due()));
    if (due === Infinity) return;
    this.#callOff = this.parts.sleep(Math.max(0, due - this.parts.now()), () => {
      this.#callOff = null;
      this.wake();
    });
  }
}
