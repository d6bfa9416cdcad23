/**
 * Whether a cell is in view: nothing is drawn for one that is not, and what it needs starts only when it first comes near.
 * On paper all of them are. The page may say `fp-ahead` to a cell: it then begins, and is as if in view until it stands.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { watchPrinting } from '../ui/printing';

export class OnScreen implements ReactiveController {
  #near = false;
  #printing = false;
  #ahead = false;
  #stop = () => {};
  #observer: IntersectionObserver | null = null;

  get printing(): boolean {
    return this.#printing;
  }

  get visible(): boolean {
    return this.#near || this.#printing || this.#ahead;
  }

  constructor(
    readonly host: ReactiveControllerHost & Element,
    readonly changed: () => void,
  ) {
    host.addController(this);
  }

  /** All that it is drawn from is there. */
  stands(): void {
    if (!this.#ahead) return;
    this.#ahead = false;
    this.changed();
  }

  hostConnected(): void {
    this.host.addEventListener('fp-ahead', this.#begin);
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
    this.host.removeEventListener('fp-ahead', this.#begin);
    this.#near = this.#printing = this.#ahead = false;
  }

  readonly #begin = (): void => {
    this.#ahead = true;
    this.changed();
  };
}
