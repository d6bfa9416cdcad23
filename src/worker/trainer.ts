/**
 * A network in training, wherever it lives: its place in the data, its knobs and its network, which is built again from
 * the last snapshot held on the host when the device below it was lost. Knows nothing of messages, clocks and states.
 */
import type { BackendInfo, Checkpoint, Examples, Inspection, Network } from '../contract/backend';
import type { Dataset } from '../contract/dataset';
import type { Knobs, RunSpec } from '../contract/model';
import { BatchOrder } from '../engine/batches';
import { EngineError } from '../engine/errors';
import { initialSnapshot } from '../engine/init';
import { validateKnobs, validateModel, validateSnapshot } from '../engine/validate';
import type { Device, Devices } from './devices';
import { toExamples } from './examples';
import { KnobLog } from './knobs';
import type { Row } from './rows';
import { isSound, type Kept } from './snapshots';

export class Trainer {
  step: number;
  /** Milliseconds of training. */
  ms = 0;
  readonly log: KnobLog;
  /** The last sound snapshot on the host: what training goes on from after a loss. */
  held: Kept;
  readonly #order: BatchOrder;
  readonly #train: Examples;
  readonly #test: Examples;
  #learningRate: number;
  #device: Device | null = null;
  #network: Network | null = null;
  /** The snapshot of the present step, once somebody has asked for it. */
  #fresh: Kept | null;

  /** @throws EngineError 'bad-model' or 'bad-data' where spec, data or snapshot break a rule */
  constructor(
    readonly spec: RunSpec,
    readonly data: Dataset,
    from: Checkpoint | null,
    private readonly devices: Devices,
    private readonly now: () => number,
  ) {
    validateModel(spec.model, spec.optimizer);
    validateKnobs(spec.knobs);
    for (const { knobs } of spec.changes) validateKnobs({ ...spec.knobs, ...knobs });
    this.#train = toExamples(data, spec.model, data.train);
    this.#test = toExamples(data, spec.model, data.test);
    this.#order = new BatchOrder(spec.seed, this.#train.n);
    this.log = new KnobLog(spec.knobs, spec.changes);
    const start = from ?? { ...initialSnapshot(spec.model, spec.optimizer, spec.seed), epoch: 0, position: 0 };
    validateSnapshot(spec.model, spec.optimizer, start);
    this.#checkPlace(start);
    this.held = { checkpoint: start, ms: 0 };
    this.#fresh = this.held;
    this.step = start.step;
    this.#order.seek(start);
    this.#learningRate = this.knobs.learningRate;
  }

  /** The knobs that the next step will use. */
  get knobs(): Knobs {
    return this.log.at(this.step);
  }

  /** Passes over the train split completed. */
  get epochs(): number {
    return this.#order.epoch;
  }

  /** Fractional, by the examples really taken. */
  get epoch(): number {
    return this.#order.epoch + this.#order.position / this.#order.n;
  }

  get atEpochEnd(): boolean {
    return this.#order.position === 0;
  }

  get info(): BackendInfo | null {
    return this.#device?.info ?? null;
  }

  /**
   * Makes the backend current and the network ready on it. To be called before anything below.
   * @throws EngineError 'context-lost' where the network went with its context; after `lose` it works again
   */
  async ready(): Promise<void> {
    const device = await this.devices.acquire(this.spec.backend);
    if (device === this.#device && this.#network) return;
    if (this.#network && this.#device) throw this.#device.fault();
    this.#device = device;
    this.#network = device.build(this.spec.model, this.spec.optimizer, this.held.checkpoint);
    this.#network.bind(this.#train, this.#test);
  }

  /**
   * Takes up to `most` steps, fewer where a knob changes or an epoch ends that `stopAt` names.
   * @returns steps taken and the data loss of the last batch
   */
  async take(most: number, stopAt: (epoch: number) => boolean): Promise<{ steps: number; loss: number }> {
    const { knobs } = this;
    const limit = Math.min(most, this.log.next(this.step) - this.step);
    const batches: Uint32Array[] = [];
    do batches.push(this.#order.next(knobs.batchSize));
    while (batches.length < limit && !(this.atEpochEnd && stopAt(this.#order.epoch)));
    this.#fresh = null;
    const start = this.now();
    const loss = await this.#on((network) => network.train(batches, knobs));
    this.ms += this.now() - start;
    this.step += batches.length;
    this.#learningRate = knobs.learningRate;
    return { steps: batches.length, loss };
  }

  async evaluate(): Promise<Row> {
    const train = await this.#on((network) => network.evaluate('train'));
    const test = await this.#on((network) => network.evaluate('test'));
    // A number is not right or wrong.
    const share = (accuracy: number) => (this.data.target ? NaN : accuracy);
    return {
      step: this.step,
      epoch: this.epoch,
      trainLoss: train.loss,
      testLoss: test.loss,
      trainAccuracy: share(train.accuracy),
      testAccuracy: share(test.accuracy),
      learningRate: this.step === 0 ? this.knobs.learningRate : this.#learningRate,
      ms: this.ms,
    };
  }

  /** The whole state as it is now; its arrays are shared, so nobody may change or transfer them. */
  async snapshot(): Promise<Kept> {
    if (this.#fresh) return this.#fresh;
    const { weights, slots } = await this.#on((network) => network.snapshot());
    const { epoch, position } = this.#order;
    this.#fresh = { checkpoint: { step: this.step, weights, slots, epoch, position }, ms: this.ms };
    return this.#fresh;
  }

  /** Takes a snapshot to go on from. @returns false where it holds a number that is not finite: then the old one stays */
  async hold(): Promise<boolean> {
    const now = await this.snapshot();
    if (now === this.held) return true;
    if (!isSound(now.checkpoint)) return false;
    this.held = now;
    return true;
  }

  /** Puts everything back to a snapshot, the knobs' log apart. */
  goBack(to: Kept): void {
    this.#place(to);
    this.#network?.restore(to.checkpoint);
  }

  /** The network went with its context: back to the snapshot held on the host. The next `ready` builds it anew. */
  lose(why: string): void {
    this.#device?.lose(why);
    this.#network = null;
    this.#place(this.held);
  }

  #place(to: Kept): void {
    this.held = to;
    this.#fresh = to;
    this.step = to.checkpoint.step;
    this.ms = to.ms;
    this.#order.seek(to.checkpoint);
    this.#learningRate = this.log.at(Math.max(0, this.step - 1)).learningRate;
  }

  /** One step unfused on the batch that comes next; nothing is changed. */
  inspect(): Promise<Inspection> {
    return this.#on((network) => network.inspect(this.peek(), this.knobs));
  }

  /** The batch that comes next, left where it is. */
  peek(): Uint32Array {
    const { epoch, position } = this.#order;
    return this.#peekAt(epoch, position);
  }

  /** The epoch's first batch, which unlike its last is always a whole one. */
  wholeBatch(): Uint32Array {
    return this.#peekAt(this.#order.epoch, 0);
  }

  #peekAt(epoch: number, from: number): Uint32Array {
    const { position } = this.#order;
    this.#order.seek({ epoch, position: from });
    const batch = this.#order.next(this.knobs.batchSize);
    this.#order.seek({ epoch, position });
    return batch;
  }

  /** The forward pass on the run's own backend: n × outputs. */
  predict(x: Float32Array, n: number): Promise<Float32Array> {
    return this.#on((network) => network.predict(x, n));
  }

  /** Lets a measurement have the network. @throws EngineError 'context-lost' where it is lost meanwhile */
  lend<T>(work: (network: Network, info: BackendInfo) => Promise<T>): Promise<T> {
    return this.#on((network, device) => work(network, device.info));
  }

  dispose(): void {
    if (this.#network) this.#device?.free(this.#network);
    this.#network = null;
  }

  #on<T>(work: (network: Network, device: Device) => Promise<T>): Promise<T> {
    const device = this.#device;
    const network = this.#network;
    if (!device || !network) throw new Error('The network is not ready.');
    return device.guard(() => work(network, device));
  }

  #checkPlace({ epoch, position }: Checkpoint): void {
    const whole = Number.isInteger(epoch) && Number.isInteger(position);
    if (whole && epoch >= 0 && position >= 0 && position < this.#order.n) return;
    throw new EngineError(
      'bad-data',
      `The snapshot stands at example ${position} of epoch ${epoch}, and there are ${this.#order.n} examples.`,
      'Use a snapshot of a run on this same data.',
    );
  }
}
