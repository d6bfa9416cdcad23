/**
 * The page's side of the worker: starts it at first use, gives each message to its run or request, and keeps every handle
 * in a known state when the worker dies. Free of TF.js and of the engine.
 */
import type { AskOptions, EngineClient, Predictor, TrainRun } from '../contract/client';
import type { Checkpoint } from '../contract/backend';
import type { BackendName, ModelSpec, RunSpec } from '../contract/model';
import type { Command, FromWorker, RequestId, RequestName, Requests, Rows, RunId, ToWorker } from '../contract/protocol';
import { whenEnded } from './alive';
import { cancelled, Fault, workerDied } from './fault';
import { Frames, type NextFrame, nextFrame } from './frames';
import { FrozenNetwork } from './frozen';
import { RunHandle } from './run-handle';

/** What is needed of a Worker. */
export interface WorkerLike {
  postMessage(message: ToWorker): void;
  terminate(): void;
  addEventListener(type: 'message' | 'messageerror', listener: (event: MessageEvent<FromWorker>) => void): void;
  addEventListener(type: 'error', listener: (event: ErrorEvent) => void): void;
}

/** @param next waits for a frame; tests give their own */
export function createEngine(makeWorker: () => WorkerLike = startWorker, next: NextFrame = nextFrame): EngineClient {
  return new Engine(makeWorker, next);
}

function startWorker(): Worker {
  return new Worker(new URL('./entry.ts', import.meta.url), { type: 'module', name: 'engine' });
}

interface Pending {
  resolve(answer: unknown): void;
  reject(fault: Fault): void;
  onProgress: AskOptions['onProgress'];
}

class Engine implements EngineClient {
  #worker: WorkerLike | null = null;
  /** Grows when a worker ends: what it held is gone. */
  #generation = 0;
  #lastId = 0;
  readonly #runs = new Map<RunId, RunHandle>();
  readonly #pending = new Map<RequestId, Pending>();
  readonly #frames: Frames;
  /** Ends what listens on the worker's behalf. */
  #watching = new AbortController();

  constructor(
    private readonly makeWorker: () => WorkerLike,
    next: NextFrame,
  ) {
    this.#frames = new Frames(next);
  }

  get generation(): number {
    return this.#generation;
  }

  get frames(): Frames {
    return this.#frames;
  }

  start(spec: RunSpec, from?: Checkpoint, rows?: Rows): TrainRun {
    return new RunHandle(this, spec, from ?? null, rows ?? null);
  }

  async freeze(model: ModelSpec, weights: Float32Array, backend: BackendName): Promise<Predictor> {
    return FrozenNetwork.on(this, model, weights, backend);
  }

  ask<K extends RequestName>(
    name: K,
    ask: Requests[K]['ask'],
    { signal, onProgress }: AskOptions = {},
  ): Promise<Requests[K]['answer']> {
    if (signal?.aborted) return Promise.reject(cancelled());
    const request = ++this.#lastId;
    return new Promise<Requests[K]['answer']>((resolve, reject) => {
      const abort = () => {
        this.#pending.delete(request);
        this.send({ type: 'cancel', request });
        reject(cancelled());
      };
      signal?.addEventListener('abort', abort, { once: true });
      const settled = () => signal?.removeEventListener('abort', abort);
      this.#pending.set(request, {
        resolve(answer) {
          settled();
          resolve(answer as Requests[K]['answer']);
        },
        reject(fault) {
          settled();
          reject(fault);
        },
        onProgress,
      });
      // The type of the union of all requests cannot be told from K alone.
      this.#post({ type: 'request', request, name, ask } as ToWorker);
    });
  }

  close(): void {
    this.#stop();
    for (const pending of this.#takePending()) pending.reject(cancelled());
    this.#runs.clear();
    this.#frames.close();
  }

  /** Sends what needs no worker of its own: where there is none, there is nothing to tell it. */
  send(command: Command): void {
    this.#worker?.postMessage(command);
  }

  /** Makes the run known to the worker, started if need be, under a new id: late messages to an old one find nobody. */
  create(run: RunHandle, spec: RunSpec, from: Checkpoint | null): RunId {
    const id = ++this.#lastId;
    this.#runs.set(id, run);
    this.#post({ type: 'create', run: id, spec, from });
    return id;
  }

  forget(run: RunId): void {
    this.#runs.delete(run);
    this.send({ type: 'dispose', run });
  }

  #post(message: ToWorker): void {
    this.#worker ??= this.#started();
    this.#worker.postMessage(message);
  }

  #started(): WorkerLike {
    const worker = this.makeWorker();
    const died = (why: string) => {
      if (this.#worker === worker) this.#died(why);
    };
    worker.addEventListener('message', ({ data }) => {
      if (this.#worker !== worker) return;
      if (data.type === 'alive') whenEnded(data.lock, this.#watching.signal, () => died('the browser ended it'));
      else this.#receive(data);
    });
    worker.addEventListener('error', (event) => {
      // Known and dealt with from here on: the page's own error handlers have nothing to add.
      event.preventDefault();
      died(event.message);
    });
    worker.addEventListener('messageerror', () => died('a message could not be read'));
    this.#watchVisibility(worker);
    return worker;
  }

  #watchVisibility(worker: WorkerLike): void {
    if (typeof document === 'undefined') return;
    const tell = () => worker.postMessage({ type: 'visibility', hidden: document.hidden });
    if (document.hidden) tell();
    document.addEventListener('visibilitychange', tell, { signal: this.#watching.signal });
  }

  #receive(message: Exclude<FromWorker, { type: 'alive' }>): void {
    if (message.type === 'progress') {
      this.#runs.get(message.run)?.receive(message);
      return;
    }
    const pending = this.#pending.get(message.request);
    if (!pending) return;
    if (message.type === 'request-progress') {
      pending.onProgress?.(message);
      return;
    }
    this.#pending.delete(message.request);
    if (message.type === 'reply') pending.resolve(message.answer);
    else pending.reject(new Fault(message.error));
  }

  #died(why: string): void {
    this.#stop();
    const report = workerDied(why);
    const runs = [...this.#runs.values()];
    this.#runs.clear();
    for (const pending of this.#takePending()) pending.reject(new Fault(report));
    for (const run of runs) run.fail(report);
  }

  #stop(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#generation++;
    this.#watching.abort();
    this.#watching = new AbortController();
  }

  #takePending(): Pending[] {
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    return pending;
  }
}
