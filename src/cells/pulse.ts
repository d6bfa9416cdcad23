/** Tells at most so often: what arrives in between is told together. For cells that hear more than is worth drawing. */

export class Pulse {
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param pause milliseconds between two tellings */
  constructor(
    private readonly tell: () => void,
    private readonly pause = 120,
  ) {}

  readonly soon = (): void => {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.tell();
    }, this.pause);
  };

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
