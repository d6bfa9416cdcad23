/** Another cell's network, for a cell that works on it: it is started, and its weights kept up to date, while this cell is in view. */
import type { LitElement, ReactiveController } from 'lit';
import type { CellContext, Published } from '../contract/cell';
import { OnScreen } from './on-screen';
import { shapeOf, sourceOf, type Source } from './source';

export class NetworkOf implements ReactiveController {
  #seen: string | undefined;
  #stop = () => {};
  #release: (() => void) | null = null;
  readonly #onScreen: OnScreen;

  /**
   * @param of the other cell's id, if there is one
   * @param shown what the host draws of the other cell, which publishes with every frame of a run: it is drawn anew only when that changes
   */
  constructor(
    private readonly host: LitElement & { context: CellContext },
    private readonly of: () => string | undefined,
    private readonly shown: (published: Published | undefined) => unknown = (published) => sourceOf(published)?.model,
  ) {
    this.#onScreen = new OnScreen(host, () => this.#need(this.#onScreen.visible));
    host.addController(this);
  }

  hostConnected(): void {
    const of = this.of();
    if (of) this.#stop = this.host.context.scope.subscribe([of], this.#heard);
    this.#heard();
  }

  hostDisconnected(): void {
    this.#stop();
    this.#need(false);
  }

  /** What the other cell has published; undefined before it has begun. */
  get published(): Published | undefined {
    const of = this.of();
    return of === undefined ? undefined : this.host.context.scope.get(of);
  }

  get source(): Source | null {
    return sourceOf(this.published);
  }

  /** '2 → 8 → 8 → 1', or that there is none yet. */
  get shape(): string {
    const { source } = this;
    return source ? shapeOf(source.model) : 'waits for the network';
  }

  readonly #heard = (): void => {
    const seen = JSON.stringify(this.shown(this.published));
    if (this.source) this.#onScreen.stands();
    if (seen === this.#seen) return;
    this.#seen = seen;
    this.host.requestUpdate();
  };

  #need(needed: boolean): void {
    const of = this.of();
    if (needed && of) this.#release ??= this.host.context.scope.need(of);
    else {
      this.#release?.();
      this.#release = null;
    }
  }
}
