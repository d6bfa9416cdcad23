/** What a cell's polite status region says: the newest sentence, at most one every 5 seconds. */
const BETWEEN = 5000;
/** What a cell waits for that speaks of a knob: the end of its turning, milliseconds. */
export const SETTLED = 700;

export class Announcer {
  text = '';
  #waiting: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saidAt = -Infinity;

  /** @param pause milliseconds without another sentence before one is said */
  constructor(
    private readonly changed: () => void,
    private readonly pause = 0,
  ) {}

  /** Nothing is said of an empty text. */
  say(text: string): void {
    if (text === '' || text === (this.#waiting ?? this.text)) return;
    this.#waiting = text;
    clearTimeout(this.#timer);
    const wait = Math.max(this.pause, this.#saidAt + BETWEEN - performance.now());
    if (wait > 0) this.#timer = setTimeout(() => this.#speak(), wait);
    else this.#speak();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#waiting = null;
  }

  #speak(): void {
    if (this.#waiting === null) return;
    this.text = this.#waiting;
    this.#waiting = null;
    this.#saidAt = performance.now();
    this.changed();
  }
}
