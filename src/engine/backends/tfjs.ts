/**
 * A backend of TF.js: one implementation for cpu, wasm, webgl and webgpu, which differ by their Platform alone. TF.js has one current
 * backend for a whole thread and moves tensors to it silently, so every network makes its own backend the current one before it works.
 */
import {
  engine,
  findBackendFactory,
  getBackend,
  type KernelBackend,
  registerBackend,
  removeBackend,
  setBackend,
  tensor,
  tidy,
  type Tensor,
} from '@tensorflow/tfjs-core';
import type { Backend, BackendInfo, Network, Snapshot } from '../../contract/backend';
import type { ActivationName, BackendName, ModelSpec, OptimizerSpec } from '../../contract/model';
import { EngineError } from '../errors';
import { validateModel } from '../validate';
import { activate } from './tfjs-activations';
import { Constants } from './tfjs-constants';
import type { Host } from './tfjs-host';
import { Loss } from './tfjs-loss';
import { TfjsNetwork } from './tfjs-network';
import * as op from './tfjs-ops';
import type { Taste } from './tfjs-passes';
import { missing, type Platform } from './tfjs-platform';

/** Activations that are a bare exponential underneath: elsewhere a product with the input carries NaN on. */
const EXPONENTIAL = ['sigmoid', 'elu', 'softplus'] as const satisfies ActivationName[];

/** The loss of a device may be told a little after the error that it causes. */
const LOSS_TOLD_MS = 100;

export class TfjsBackend<B extends KernelBackend> implements Backend, Host {
  readonly name: BackendName;
  taste: Taste;
  readonly #platform: Platform<B>;
  readonly #networks = new Set<Network>();
  #starting: Promise<BackendInfo> | null = null;
  #factory: (() => B | Promise<B>) | null = null;
  #instance: B | null = null;
  #loss = new Loss();

  constructor(platform: Platform<B>) {
    this.#platform = platform;
    this.name = platform.name;
    this.taste = { transposeFirst: platform.transposeFirst, hidesNaN: new Set() };
  }

  /** Of the present device: after reset(), ask again. */
  get lost(): Promise<string> {
    return this.#loss.told;
  }

  ready(): Promise<BackendInfo> {
    this.#starting ??= this.#start().catch((error: unknown) => {
      this.#starting = null;
      throw error;
    });
    return this.#starting;
  }

  async activate(): Promise<void> {
    await this.ready();
    this.use(() => {});
  }

  build(model: ModelSpec, optimizer: OptimizerSpec, start: Snapshot): Network {
    validateModel(model, optimizer);
    const network = new TfjsNetwork(this, model, optimizer, start);
    this.#networks.add(network);
    return network;
  }

  async reset(): Promise<void> {
    for (const network of this.#networks) network.dispose();
    if (this.#factory) {
      removeBackend(this.name);
      registerBackend(this.name, this.#factory);
    }
    this.#instance = null;
    this.#starting = null;
    this.#loss = new Loss();
  }

  lose(): void {
    if (this.#instance) this.#platform.device?.lose(this.#instance);
  }

  /** All of TF.js's in this thread, whatever their backend: tf.memory().numTensors. */
  tensors(): number {
    return engine().state.numTensors;
  }

  use<T>(work: () => T): T {
    this.#check();
    // Synchronous in truth, since the backend has been started.
    if (getBackend() !== this.name) void setBackend(this.name);
    try {
      return work();
    } catch (error) {
      this.#check();
      throw error;
    }
  }

  async read(result: Tensor): Promise<Float32Array> {
    const loss = this.#loss;
    try {
      const values = await loss.ends(this.#platform.read(result));
      this.#check();
      return values;
    } catch (error) {
      if (this.#platform.device) await Promise.race([loss.told, pause(LOSS_TOLD_MS)]);
      throw loss.error ?? error;
    }
  }

  async settle(vector: Tensor): Promise<void> {
    if (!this.#platform.device) return;
    const one = this.use(() => op.slice(vector, 0, 1));
    try {
      await this.read(one);
    } finally {
      one.dispose();
    }
  }

  forget(network: Network): void {
    this.#networks.delete(network);
  }

  async #start(): Promise<BackendInfo> {
    await this.#platform.load();
    this.#factory ??= findBackendFactory(this.name) as (() => B | Promise<B>) | null;
    if (!this.#factory) throw missing(`TF.js has no ${this.name} backend in this browser.`);
    const instance = await this.#started(this.#factory);
    // TF.js starts only one backend at a time; one that it is handed ready it takes at once.
    removeBackend(this.name);
    registerBackend(this.name, () => instance);
    await setBackend(this.name);
    this.#instance = instance;
    const loss = this.#loss;
    this.#platform.device?.watch(instance, (reason) => loss.tell(reason));
    await this.#tryOut();
    return this.#platform.describe(instance);
  }

  async #started(factory: () => B | Promise<B>): Promise<B> {
    try {
      return await this.#platform.start(factory);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw missing(`The ${this.name} backend of TF.js does not start here: ${reason}`, error);
    }
  }

  /** 1·3 + 2·4 + 5 = 16: a backend that starts and computes nonsense, as some drivers do, is not ready. Sees as well what it does to NaN. */
  async #tryOut(): Promise<void> {
    const constants = new Constants();
    const result = this.use(() =>
      tidy(() => {
        const sum = op.affine(tensor([1, 2], [1, 1, 2]), tensor([3, 4], [1, 2, 1]), tensor([5]));
        const nan = tensor([NaN], [1, 1, 1]);
        return op.concat([sum, ...EXPONENTIAL.map((name) => activate(name, nan, constants).a)].map(op.row));
      }),
    );
    try {
      const [answer, ...ofNaN] = await this.read(result);
      if (answer !== 16) throw missing(`The ${this.name} backend of TF.js computes wrongly here: 1·3 + 2·4 + 5 gave ${answer}.`);
      this.taste = { ...this.taste, hidesNaN: new Set(EXPONENTIAL.filter((_, i) => !Number.isNaN(ofNaN[i]))) };
    } finally {
      result.dispose();
      constants.dispose();
    }
  }

  /** @throws EngineError 'context-lost' */
  #check(): void {
    if (!this.#instance)
      throw new EngineError('internal', `The ${this.name} backend has not been started.`, 'Wait for ready() first.');
    if (this.#platform.device?.isLost(this.#instance)) this.#loss.tell('its context was taken away');
    if (this.#loss.error) throw this.#loss.error;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
