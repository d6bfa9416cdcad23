/** Gathers what is to be done into one go an animation frame; a hidden tab has no frames, so a timer stands in for them. */

/** How a frame is waited for; returns how to call it off. Tests give their own. */
export type NextFrame = (callback: () => void) => () => void;

/** Longer than any frame that a visible tab draws in time. */
const WITHOUT_FRAMES = 100;

/** The browser's next frame, or a moment later where none comes. */
export const nextFrame: NextFrame = (callback) => {
  const callOff = () => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
  };
  const done = () => {
    callOff();
    callback();
  };
  const timer = setTimeout(done, WITHOUT_FRAMES);
  const frame = requestAnimationFrame(done);
  return callOff;
};

export class Frames {
  readonly #due = new Set<() => void>();
  #callOff: (() => void) | null = null;

  constructor(private readonly next: NextFrame) {}

  /** Does it in the next frame; asked for several times, still once. */
  request(work: () => void): void {
    this.#due.add(work);
    this.#callOff ??= this.next(() => {
      this.#callOff = null;
      const due = [...this.#due];
      this.#due.clear();
      for (const each of due) this.#do(each);
    });
  }

  /** One that throws does not keep the others from their turn. */
  #do(work: () => void): void {
    try {
      work();
    } catch (error) {
      setTimeout(() => {
        throw error;
      });
    }
  }

  forget(work: () => void): void {
    this.#due.delete(work);
  }

  close(): void {
    this.#callOff?.();
    this.#callOff = null;
    this.#due.clear();
  }
}
