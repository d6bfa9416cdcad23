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
  /** Under way where the worker has ended and the weights are frozen once more in a new one. */
  #again: Promise<Frozen> | null = null;

  private constructor(
    private readonly host: FrozenHost,
    readonly model: ModelSpec,
    readonly weights: Float32Array,
    private frozen: Frozen,
  ) {}

  /** Locks weights (a copy of them) into a predictor on a backend. */
  static async on(host: FrozenHost, model: ModelSpec, weights: Float32Array, backend: BackendName): Promise<FrozenNetwork> {
    const kept = weights.slice();
    return new FrozenNetwork(host, model, kept, await freeze(host, model, kept, backend));
  }

  get backend(): BackendInfo {
    return this.frozen.backend;
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
    if (this.#isHere()) this.host.send({ type: 'dispose-predictor', predictor: this.frozen.predictor });
  }

  async #ask<K extends About>(name: K, ask: Omit<Requests[K]['ask'], 'predictor'>): Promise<Requests[K]['answer']> {
    if (!this.#isHere()) await this.#freezeAgain();
    return this.host.ask(name, { ...ask, predictor: this.frozen.predictor } as Requests[K]['ask']);
  }

  #isHere(): boolean {
    return this.frozen.generation === this.host.generation;
  }

  async #freezeAgain(): Promise<void> {
    this.#again ??= freeze(this.host, this.model, this.weights, this.frozen.backend.name);
    try {
      this.frozen = await this.#again;
    } finally {
      this.#again = null;
    }
  }
}

async function freeze(host: FrozenHost, model: ModelSpec, weights: Float32Array, backend: BackendName): Promise<Frozen> {
  const { generation } = host;
  return { ...(await host.ask('freeze', { model, weights, backend })), generation };
}
