/** What the cell's polite status region says: the newest sentence, at most one every 5 seconds. */
const quiet = 5000;

export class Announcer {
  text = '';
  #waiting: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly changed: () => void) {}

  /** Nothing is said of an empty text. */
  say(text: string): void {
    if (text === '' || text === (this.#waiting ?? this.text)) return;
    this.#waiting = text;
    if (this.#timer === undefined) this.#speak();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = null;
  }

  #speak(): void {
    if (this.#waiting === null) {
      this.#timer = undefined;
      return;
    }
    this.text = this.#waiting;
    this.#waiting = null;
    this.#timer = setTimeout(() => this.#speak(), quiet);
    this.changed();
  }
}
