/** The worker's code without a Worker: messages go in by a call, and what comes out is kept and can be waited for. */
import { onTestFinished, vi } from 'vitest';
import type { DataSpec, RunSpec } from '../../src/contract/model';
import type { Command, FromWorker, Progress, RequestName, Requests, RunState, ToWorker } from '../../src/contract/protocol';
import { serve, type ServeParts } from '../../src/worker/serve';
import { testParts } from './parts';

// Every wait is for a condition; this only ends a test that waits in vain, on the slowest machine too.
vi.setConfig({ testTimeout: 30_000 });

export const moons: DataSpec = { dataset: 'moons', seed: 3, noise: 0.1, samples: 100, trainShare: 0.5, features: ['x1', 'x2'] };

export function spec(changed: Partial<RunSpec> = {}): RunSpec {
  return {
    model: {
      inputs: 2,
      layers: [
        { units: 8, activation: 'tanh' },
        { units: 1, activation: 'sigmoid' },
      ],
      loss: 'binaryCrossEntropy',
    },
    optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    data: moons,
    seed: 7,
    backend: 'plain',
    knobs: { learningRate: 0.01, batchSize: 10, l1: 0, l2: 0 },
    changes: [],
    ...changed,
  };
}

/** Resolves when a condition holds that messages bring about; fails loudly rather than wait for ever. */
type Condition<T> = (worker: FakeWorker) => T | undefined | false | null;

export class FakeWorker {
  readonly posted: FromWorker[] = [];
  readonly transferred: Transferable[] = [];
  readonly #waiting = new Set<() => void>();
  readonly #receive: (message: ToWorker) => void;
  readonly #runs = new Set<number>();
  #request = 1000;

  constructor(parts: Partial<ServeParts> = {}) {
    // A run left playing would slow down every test after it.
    onTestFinished(() => {
      for (const run of this.#runs) this.send({ type: 'dispose', run });
    });
    this.#receive = serve({
      post: (message, transfer) => {
        // As a real port does: what is transferred is gone for the sender.
        this.posted.push(structuredClone(message, { transfer: transfer as ArrayBuffer[] }));
        this.transferred.push(...transfer);
        for (const check of this.#waiting) check();
      },
      ...testParts(),
      ...parts,
    });
  }

  send(message: ToWorker): void {
    if (message.type === 'create') this.#runs.add(message.run);
    this.#receive(structuredClone(message));
  }

  /** Starts a run and waits until it is there. */
  async create(run: number, start: RunSpec, from: Extract<Command, { type: 'create' }>['from'] = null): Promise<Progress> {
    this.send({ type: 'create', run, spec: start, from });
    return this.until(() => this.settled(run));
  }

  ask<K extends RequestName>(name: K, ask: Requests[K]['ask'], request = ++this.#request): Promise<Requests[K]['answer']> {
    this.send({ type: 'request', request, name, ask } as ToWorker);
    return this.until(() =>
      this.posted.find((message) => (message.type === 'reply' || message.type === 'error') && message.request === request),
    ).then((message) => {
      if (message.type === 'error') throw message.error;
      if (message.type !== 'reply') throw new Error('not an answer');
      return message.answer as Requests[K]['answer'];
    });
  }

  progress(run: number): Progress[] {
    return this.posted.filter((message) => message.type === 'progress').filter((progress) => progress.run === run);
  }

  latest(run: number): Progress {
    const latest = this.progress(run).at(-1);
    if (!latest) throw new Error(`nothing was heard of run ${run}`);
    return latest;
  }

  /** The newest progress, once it is past loading and not running. */
  settled(run: number): Progress | undefined {
    const latest = this.progress(run).at(-1);
    return latest && !['loading', 'running', 'resumed'].includes(latest.state.kind) ? latest : undefined;
  }

  /** The rows told so far, with later ones in place of those they undo. */
  rows(run: number): { step: number; trainLoss: number; testLoss: number; learningRate: number; epoch: number; ms: number }[] {
    const rows: ReturnType<FakeWorker['rows']> = [];
    for (const { rows: told } of this.progress(run)) {
      if (!told) continue;
      while (rows.length > 0 && rows[rows.length - 1].step >= told.step[0]) rows.pop();
      told.step.forEach((step, i) =>
        rows.push({
          step,
          trainLoss: told.trainLoss[i],
          testLoss: told.testLoss[i],
          learningRate: told.learningRate[i],
          epoch: told.epoch[i],
          ms: told.ms[i],
        }),
      );
    }
    return rows;
  }

  async until<T>(condition: Condition<T>): Promise<T> {
    return new Promise((resolve) => {
      const check = () => {
        const met = condition(this);
        if (met === undefined || met === false || met === null) return;
        this.#waiting.delete(check);
        resolve(met);
      };
      this.#waiting.add(check);
      check();
    });
  }

  /** Waits for a state of this kind told after the call. */
  next<K extends RunState['kind']>(run: number, kind: K): Promise<Progress & { state: Extract<RunState, { kind: K }> }> {
    const before = this.posted.length;
    return this.until(() =>
      this.posted
        .slice(before)
        .find(
          (message): message is Progress & { state: Extract<RunState, { kind: K }> } =>
            message.type === 'progress' && message.run === run && message.state.kind === kind,
        ),
    );
  }

  /** Trains up to the end of an epoch, as fast as it goes. */
  async train(run: number, epochs: number): Promise<Progress> {
    this.send({ type: 'set', run, stop: { epochs } });
    const stopped = this.next(run, 'stopped');
    this.send({ type: 'play', run });
    return stopped;
  }
}
