/** Says in a cell's polite status region how things stand, once the reader has paused, and at most every few seconds. */

/** A pause in turning a knob, milliseconds. */
const PAUSE = 700;
/** Least time between two sentences, milliseconds. */
const BETWEEN = 5000;

export class Announcer {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saidAt = -Infinity;

  constructor(private readonly tell: (text: string) => void) {}

  /** @param sentence asked for when it is said, so that it is of then */
  say(sentence: () => string): void {
    clearTimeout(this.#timer);
    const wait = Math.max(PAUSE, this.#saidAt + BETWEEN - performance.now());
    this.#timer = setTimeout(() => {
      this.#saidAt = performance.now();
      this.tell(sentence());
    }, wait);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
