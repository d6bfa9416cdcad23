/**
 * The backends in use, each made ready at its first use and made anew after its context was lost. Whoever builds a network
 * gets it from a Device; a device that is no longer alive is replaced by a new one at the next `acquire`, and its networks
 * have to be built again from what the host remembers of them.
 */
import type { Backend, BackendInfo, Network, Snapshot } from '../contract/backend';
import type { BackendName, ModelSpec, OptimizerSpec } from '../contract/model';
import { EngineError, toReport } from '../engine/errors';

/** A backend from ready() to the loss of its context. */
export class Device {
  /** Why the context was lost; null while it is not. */
  #why: string | null = null;
  readonly #networks = new Set<Network>();
  readonly #waiting = new Set<() => void>();

  constructor(
    readonly backend: Backend,
    readonly info: BackendInfo,
  ) {
    void backend.lost.then((why) => this.lose(why));
  }

  get alive(): boolean {
    return this.#why === null;
  }

  /** The context is known to be lost: whoever waits for it is told. */
  lose(why: string): void {
    this.#why ??= why;
    for (const tell of this.#waiting) tell();
  }

  build(model: ModelSpec, optimizer: OptimizerSpec, start: Snapshot): Network {
    const network = this.backend.build(model, optimizer, start);
    this.#networks.add(network);
    return network;
  }

  /** Disposes of a network; of a lost context's networks too, whose bookkeeping lives on the host. */
  free(network: Network): void {
    if (!this.#networks.delete(network)) return;
    try {
      network.dispose();
    } catch (error) {
      if (this.alive) throw error;
    }
  }

  freeAll(): void {
    for (const network of this.#networks) this.free(network);
  }

  /**
   * Work on the device, which may never settle by itself once its context is lost.
   * @throws EngineError 'context-lost'
   */
  async guard<T>(work: () => Promise<T>): Promise<T> {
    if (!this.alive) throw this.fault();
    let tell: (() => void) | undefined;
    // A list of those who wait, not a race on backend.lost: a promise that lives on holds every loser of its races for ever.
    const lost = new Promise<never>((_, reject) => {
      tell = () => reject(this.fault());
      this.#waiting.add(tell);
    });
    try {
      return await Promise.race([work(), lost]);
    } catch (error) {
      const { code, message } = toReport(error);
      if (code === 'context-lost') this.lose(message);
      throw error;
    } finally {
      if (tell) this.#waiting.delete(tell);
    }
  }

  /** What is thrown to those whom the loss concerns. */
  fault(): EngineError {
    return new EngineError(
      'context-lost',
      `The ${this.info.name} context was lost: ${this.#why ?? 'no reason is known'}.`,
      'The weights are safe. Try again, and a new context is made; or choose another backend.',
    );
  }
}

export class Devices {
  readonly #backends = new Map<BackendName, Backend>();
  readonly #devices = new Map<BackendName, Device>();

  constructor(private readonly create: (name: BackendName) => Promise<Backend>) {}

  /**
   * The backend, ready and made current for what follows.
   * @throws EngineError 'backend-missing' where the browser lacks it
   */
  async acquire(name: BackendName): Promise<Device> {
    const device = await this.#ready(name);
    try {
      await device.backend.activate();
      return device;
    } catch (error) {
      const { code, message } = toReport(error);
      if (code !== 'context-lost') throw error;
      // Lost since it was last used: nothing was under way, so a new one will do.
      device.lose(message);
    }
    const anew = await this.#ready(name);
    await anew.backend.activate();
    return anew;
  }

  /** Those that have been used. */
  used(): Device[] {
    return [...this.#devices.values()];
  }

  async #ready(name: BackendName): Promise<Device> {
    const known = this.#devices.get(name);
    if (known?.alive) return known;
    const backend = this.#backends.get(name) ?? (await this.create(name));
    this.#backends.set(name, backend);
    if (known) {
      known.freeAll();
      await backend.reset();
    }
    const device = new Device(backend, await backend.ready());
    this.#devices.set(name, device);
    return device;
  }
}
