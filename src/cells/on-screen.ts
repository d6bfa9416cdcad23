/**
 * Whether a cell is in view: nothing is drawn for one that is not, and what it needs starts only when it first comes near.
 * On paper all of them are.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { watchPrinting } from '../ui/printing';

export class OnScreen implements ReactiveController {
  #near = false;
  #printing = false;
  #stop = () => {};
  #observer: IntersectionObserver | null = null;

  get printing(): boolean {
    return this.#printing;
  }

  get visible(): boolean {
    return this.#near || this.#printing;
  }

  constructor(
    readonly host: ReactiveControllerHost & Element,
    readonly changed: () => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer = new IntersectionObserver(
      (entries) => {
        this.#near = Boolean(entries.at(-1)?.isIntersecting);
        this.changed();
      },
      { rootMargin: '200px' },
    );
    this.#observer.observe(this.host);
    this.#stop = watchPrinting((printing) => {
      this.#printing = printing;
      this.changed();
    });
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = null;
    this.#stop();
    this.#near = this.#printing = false;
  }
}
