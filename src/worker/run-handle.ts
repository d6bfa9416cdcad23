/** The page's handle of one run: what it has been told, what it last heard, and who listens. */
import type { Checkpoint } from '../contract/backend';
import type { Predictor, TrainRun } from '../contract/client';
import type { ErrorReport } from '../contract/errors';
import type { BackendName, Knobs, RunSpec } from '../contract/model';
import type { Command, Look, Pace, Progress, Rows, RunId, StopCondition } from '../contract/protocol';
import { Fault } from './fault';
import type { Frames } from './frames';
import { FrozenNetwork, type FrozenHost } from './frozen';
import { GrowingHistory } from './history';
import { KnobLog } from './knobs';

/** What is needed of the engine. */
export interface RunHost extends FrozenHost {
  readonly frames: Frames;
  create(run: RunHandle, spec: RunSpec, from: Checkpoint | null): RunId;
  forget(run: RunId): void;
}

type Settings = Omit<Extract<Command, { type: 'set' }>, 'type' | 'run'>;

export class RunHandle implements TrainRun {
  readonly history = new GrowingHistory();
  #id: RunId;
  #spec: RunSpec;
  #latest: Progress;
  readonly #listeners = new Set<() => void>();
  /** What this frame's `set` will say. */
  #unsent: Settings = {};
  /** What a new worker has to be told again; of the knobs, those set by hand. */
  readonly #told: { knobs: Partial<Knobs>; pace?: Pace; look?: Look; stop?: StopCondition } = { knobs: {} };
  #playing = false;
  #checkpoint: Checkpoint | null;
  /** Milliseconds trained before the worker that counts them now began to count. */
  #msBefore = 0;

  constructor(
    private readonly host: RunHost,
    spec: RunSpec,
    from: Checkpoint | null,
    /** The rows until `from`, where they are known. */
    rows: Rows | null = null,
  ) {
    this.#spec = spec;
    this.#checkpoint = from;
    if (from && rows) this.history.append(rows);
    this.#countFrom(from);
    this.#id = host.create(this, spec, from);
    this.#latest = {
      type: 'progress',
      run: this.#id,
      state: { kind: 'loading' },
      step: from?.step ?? 0,
      epoch: from?.epoch ?? 0,
      rows: null,
      stepsPerSecond: 0,
      weights: null,
      grid: null,
      gridBy: null,
      unitGrid: null,
      outputs: null,
      backend: null,
      checkpoint: from,
    };
  }

  /** A new one after `recover`. */
  get id(): RunId {
    return this.#id;
  }

  get spec(): RunSpec {
    return this.#spec;
  }

  get latest(): Progress {
    return this.#latest;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  set(knobs: Partial<Knobs>): void {
    Object.assign(this.#told.knobs, knobs);
    this.#tell({ knobs: { ...this.#unsent.knobs, ...knobs } });
  }

  pace(stepsPerSecond: Pace): void {
    this.#told.pace = stepsPerSecond;
    this.#tell({ pace: stepsPerSecond });
  }

  look(look: Look): void {
    this.#told.look = look;
    this.#tell({ look });
  }

  stopWhen(condition: StopCondition): void {
    this.#told.stop = condition;
    this.#tell({ stop: condition });
  }

  play(): void {
    this.#playing = true;
    this.#command({ type: 'play', run: this.#id });
  }

  pause(): void {
    this.#playing = false;
    this.#command({ type: 'pause', run: this.#id });
  }

  step(unit: 'step' | 'epoch'): void {
    this.#playing = false;
    this.#command({ type: 'step', run: this.#id, unit });
  }

  edit(index: number, value: number): void {
    this.#command({ type: 'edit', run: this.#id, index, value });
  }

  rewind(step: number): void {
    this.#playing = false;
    this.#command({ type: 'rewind', run: this.#id, step });
  }

  async freeze(backend: BackendName): Promise<Predictor> {
    this.#flush();
    return FrozenNetwork.on(this.host, this.#spec.model, await this.#weights(), backend);
  }

  recover(): void {
    if (this.#latest.state.kind !== 'failed') return;
    this.host.forget(this.#id);
    const from = this.#checkpoint;
    const step = from?.step ?? 0;
    this.#countFrom(from);
    // Changes made since the checkpoint are in the spec and come again at their steps; only what was never heard back is told.
    const heard = new KnobLog(this.#spec.knobs, this.#spec.changes).at(this.#latest.step);
    const { knobs, ...settings } = this.#told;
    this.#id = this.host.create(this, this.#spec, from);
    this.#unsent = { ...settings, knobs: difference(knobs, heard) };
    this.#flush();
    this.#latest = { ...this.#latest, run: this.#id, state: { kind: 'loading' }, step, epoch: from?.epoch ?? 0, rows: null };
    if (this.#playing) this.play();
    this.#changed();
  }

  stop(): void {
    this.host.frames.forget(this.#flush);
    this.host.frames.forget(this.#notify);
    this.#listeners.clear();
    this.host.forget(this.#id);
  }

  /** What the worker says of this run. */
  receive(progress: Progress): void {
    const { rows, changes, state } = progress;
    if (rows) {
      for (let i = 0; i < rows.ms.length; i++) rows.ms[i] += this.#msBefore;
      this.history.append(rows);
    }
    if (changes) this.#spec = { ...this.#spec, changes };
    if (state.kind === 'stopped' || state.kind === 'diverged') this.#playing = false;
    this.#checkpoint = progress.checkpoint ?? this.#checkpoint;
    const before = this.#latest;
    this.#latest = {
      ...progress,
      weights: progress.weights ?? before.weights,
      grid: progress.grid ?? before.grid,
      gridBy: progress.gridBy ?? before.gridBy,
      unitGrid: progress.unitGrid ?? before.unitGrid,
      outputs: progress.outputs ?? before.outputs,
      backend: progress.backend ?? before.backend,
      checkpoint: this.#checkpoint,
    };
    this.#changed();
  }

  /** The worker is no more. */
  fail(error: ErrorReport): void {
    this.#latest = { ...this.#latest, state: { kind: 'failed', error, goodStep: this.#checkpoint?.step ?? null }, rows: null };
    this.#changed();
  }

  /** The present weights; of a failed run, those of its last checkpoint. */
  async #weights(): Promise<Float32Array> {
    const { state } = this.#latest;
    if (state.kind !== 'failed') {
      return (await this.host.ask('snapshot', { run: this.#id, step: null, grid: 0 })).snapshot.weights;
    }
    if (!this.#checkpoint) throw new Fault(state.error);
    return this.#checkpoint.weights;
  }

  /** Rows after the checkpoint give way, and the worker counts its milliseconds from there. */
  #countFrom(from: Checkpoint | null): void {
    this.history.truncate((from?.step ?? 0) + 1);
    this.#msBefore = this.history.length > 0 ? this.history.columns.ms[this.history.length - 1] : 0;
  }

  #tell(settings: Settings): void {
    this.#unsent = { ...this.#unsent, ...settings };
    this.host.frames.request(this.#flush);
  }

  /** What was set before a command holds for it. */
  #command(command: Command): void {
    this.#flush();
    this.host.send(command);
  }

  readonly #flush = (): void => {
    this.host.frames.forget(this.#flush);
    if (Object.keys(this.#unsent).length === 0) return;
    this.host.send({ type: 'set', run: this.#id, ...this.#unsent });
    this.#unsent = {};
  };

  #changed(): void {
    if (this.#listeners.size > 0) this.host.frames.request(this.#notify);
  }

  readonly #notify = (): void => {
    for (const listener of this.#listeners) listener();
  };
}

/** The knobs of `wanted` that `held` has otherwise. */
function difference(wanted: Partial<Knobs>, held: Knobs): Partial<Knobs> {
  const differing = Object.entries(wanted).filter(([name, value]) => held[name as keyof Knobs] !== value);
  return Object.fromEntries(differing);
}
