/** A text about something that changes many times a second, made anew only every few seconds, so that nobody is talked over. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export class Quiet<T> implements ReactiveController {
  value: T;
  #made = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param every milliseconds between two values at the least */
  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly make: () => T,
    first: T,
    private readonly every = 5000,
  ) {
    this.value = first;
    host.addController(this);
  }

  /** Something has changed: makes the value now if it is time (and says so), and when it is time otherwise. */
  touch(): boolean {
    const left = this.#made + this.every - performance.now();
    if (left <= 0) this.refresh();
    else this.#timer ??= setTimeout(() => this.refresh(), left);
    return left <= 0;
  }

  /** Makes the value now, whatever the time. */
  refresh(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#made = performance.now();
    this.value = this.make();
    this.host.requestUpdate();
  }

  hostConnected(): void {}

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
