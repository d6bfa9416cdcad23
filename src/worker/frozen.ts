/** The page's handle of frozen weights. It keeps them, so a new worker after an old one's death is given them again. */
import type { BackendInfo } from '../contract/backend';
import type { EngineClient, Predictor } from '../contract/client';
import type { BackendName, ModelSpec } from '../contract/model';
import type { Command, PredictorId, RequestName, Requests } from '../contract/protocol';

/** What is needed of the engine. */
export interface FrozenHost extends Pick<EngineClient, 'ask'> {
  readonly generation: number;
  send(command: Command): void;
}

type Frozen = Requests['freeze']['answer'] & { generation: number };
/** The requests that name a predictor. */
type About = { [K in RequestName]: Requests[K]['ask'] extends { predictor: PredictorId } ? K : never }[RequestName];

export class FrozenNetwork implements Predictor {
  #frozen: Promise<Frozen>;
  #info: BackendInfo;

  private constructor(
    private readonly host: FrozenHost,
    readonly model: ModelSpec,
    readonly weights: Float32Array,
    frozen: Frozen,
  ) {
    this.#frozen = Promise.resolve(frozen);
    this.#info = frozen.backend;
  }

  /** Locks weights (a copy of them) into a predictor on a backend. */
  static async on(host: FrozenHost, model: ModelSpec, weights: Float32Array, backend: BackendName): Promise<FrozenNetwork> {
    const kept = weights.slice();
    return new FrozenNetwork(host, model, kept, await freeze(host, model, kept, backend));
  }

  get backend(): BackendInfo {
    return this.#info;
  }

  predict(x: Float32Array, n: number): Promise<Float32Array> {
    return this.#ask('predict', { x, n });
  }

  predictGrid(grid: number, features: string[]): Promise<{ grid: Float32Array; ms: number }> {
    return this.#ask('predictGrid', { grid, features });
  }

  activations(x: Float32Array): Promise<Float32Array> {
    return this.#ask('activations', { x });
  }

  dispose(): void {
    void this.#frozen.then(
      ({ predictor, generation }) => {
        if (generation === this.host.generation) this.host.send({ type: 'dispose-predictor', predictor });
      },
      () => undefined,
    );
  }

  async #ask<K extends About>(name: K, ask: Omit<Requests[K]['ask'], 'predictor'>): Promise<Requests[K]['answer']> {
    const { predictor } = await this.#here();
    return this.host.ask(name, { ...ask, predictor } as Requests[K]['ask']);
  }

  /** The predictor in the present worker: frozen once more where that of the last one died with it, or could not be made. */
  async #here(): Promise<Frozen> {
    const before = this.#frozen;
    const known = await before.catch(() => null);
    if (known?.generation === this.host.generation) return known;
    if (this.#frozen === before) this.#frozen = freeze(this.host, this.model, this.weights, this.#info.name);
    const frozen = await this.#frozen;
    this.#info = frozen.backend;
    return frozen;
  }
}

async function freeze(host: FrozenHost, model: ModelSpec, weights: Float32Array, backend: BackendName): Promise<Frozen> {
  const { generation } = host;
  return { ...(await host.ask('freeze', { model, weights, backend })), generation };
}
