/** Frozen networks: forward pass only. Their weights stay on the host too, so a lost context costs no more than a new upload. */
import type { Network } from '../contract/backend';
import type { BackendName, ModelSpec } from '../contract/model';
import type { PredictorId, Requests } from '../contract/protocol';
import { EngineError } from '../engine/errors';
import { validateModel, validateSnapshot } from '../engine/validate';
import type { Device, Devices } from './devices';
import { gridFeatures } from './look';

interface Frozen {
  model: ModelSpec;
  weights: Float32Array;
  backend: BackendName;
  device: Device;
  network: Network;
}

/** A predictor only ever goes forward; the optimizer that leaves nothing to remember will do. */
const noOptimizer = { kind: 'sgd' } as const;

export class Predictors {
  readonly #frozen = new Map<PredictorId, Frozen>();
  #last = 0;

  constructor(
    private readonly devices: Devices,
    private readonly now: () => number,
  ) {}

  /** @throws EngineError 'bad-model', 'backend-missing' */
  async freeze({ model, weights, backend }: Requests['freeze']['ask']): Promise<Requests['freeze']['answer']> {
    validateModel(model, noOptimizer);
    validateSnapshot(model, noOptimizer, { step: 0, weights, slots: [] });
    const device = await this.devices.acquire(backend);
    const network = build(device, model, weights);
    const predictor = ++this.#last;
    this.#frozen.set(predictor, { model, weights, backend, device, network });
    return { predictor, backend: device.info };
  }

  predict({ predictor, x, n }: Requests['predict']['ask']): Promise<Float32Array> {
    return this.#with(predictor, ({ model, network }) => {
      checkInput(model, x, n);
      return network.predict(x, n);
    });
  }

  predictGrid({ predictor, grid, features }: Requests['predictGrid']['ask']): Promise<Requests['predictGrid']['answer']> {
    return this.#with(predictor, async ({ model, network }) => {
      const x = gridFeatures(grid, features);
      checkInput(model, x, grid * grid);
      const start = this.now();
      const answer = await network.predict(x, grid * grid);
      return { grid: answer, ms: this.now() - start };
    });
  }

  activations({ predictor, x }: Requests['activations']['ask']): Promise<Float32Array> {
    return this.#with(predictor, ({ model, network }) => {
      checkInput(model, x, 1);
      return network.activations(x);
    });
  }

  dispose(predictor: PredictorId): void {
    const frozen = this.#frozen.get(predictor);
    this.#frozen.delete(predictor);
    frozen?.device.free(frozen.network);
  }

  /** @throws EngineError 'context-lost' where it is lost meanwhile; the next call works on a new context */
  async #with<T>(predictor: PredictorId, work: (frozen: Frozen) => Promise<T>): Promise<T> {
    const frozen = this.#frozen.get(predictor);
    if (!frozen) throw new EngineError('internal', 'These frozen weights are no longer here.', 'Freeze the network again.');
    const device = await this.devices.acquire(frozen.backend);
    if (device !== frozen.device) {
      frozen.network = build(device, frozen.model, frozen.weights);
      frozen.device = device;
    }
    return device.guard(() => work(frozen));
  }
}

function build(device: Device, model: ModelSpec, weights: Float32Array): Network {
  return device.build(model, noOptimizer, { step: 0, weights, slots: [] });
}

function checkInput({ inputs }: ModelSpec, x: Float32Array, n: number): void {
  if (n >= 1 && x.length === n * inputs) return;
  throw new EngineError(
    'bad-data',
    `${x.length} numbers were given for ${n} ${n === 1 ? 'example' : 'examples'} of ${inputs} inputs.`,
    'Give every example all of its inputs.',
  );
}
