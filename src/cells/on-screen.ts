/** Whether a cell is in view: nothing is drawn for one that is not, and what it needs starts only when it first comes near. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export class OnScreen implements ReactiveController {
  visible = false;
  #observer: IntersectionObserver | null = null;

  constructor(
    readonly host: ReactiveControllerHost & Element,
    readonly changed: () => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer = new IntersectionObserver(
      (entries) => {
        this.visible = Boolean(entries.at(-1)?.isIntersecting);
        this.changed();
      },
      { rootMargin: '200px' },
    );
    this.#observer.observe(this.host);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = null;
    this.visible = false;
  }
}
