/** Whether another cell works on this one's network, wherever on the page it stands. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CellContext } from '../../contract/cell';

export class Needed implements ReactiveController {
  now = false;
  #stop = () => {};

  constructor(private readonly host: ReactiveControllerHost & { context: CellContext | null; cellId: string }) {
    host.addController(this);
  }

  hostConnected(): void {
    const { context, cellId } = this.host;
    this.#stop =
      context?.scope.watchNeed(cellId, (needed) => {
        this.now = needed;
        this.host.requestUpdate();
      }) ?? (() => {});
  }

  hostDisconnected(): void {
    this.#stop();
  }
}
