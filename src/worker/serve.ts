/** Takes the page's messages to the runs and requests they are for. Needs no Worker: tests call it as it is. */
import type { Backend } from '../contract/backend';
import type { Dataset } from '../contract/dataset';
import type { BackendName, DataSpec } from '../contract/model';
import type { Command, FromWorker, Request, RequestId, RunId, ToWorker } from '../contract/protocol';
import { toReport } from '../engine/errors';
import type { Clock } from '../measure/clock';
import { Devices } from './devices';
import { cancelledReport, hiddenReport, Job } from './job';
import { Measuring } from './measuring';
import { Predictors } from './predictors';
import { Probes } from './probes';
import { createHandlers, type Handlers, type ReadTable, type Reply, type TfjsSteps } from './requests';
import { Run } from './run';
import { Schedule, type ScheduleParts } from './schedule';
import { Studies } from './studies';
import { Trials } from './trials';

/** The world around the worker's code. */
export interface ServeParts extends Omit<ScheduleParts, 'now'> {
  post(message: FromWorker, transfer: Transferable[]): void;
  createBackend(name: BackendName): Promise<Backend>;
  loadDataset(data: DataSpec): Promise<Dataset>;
  readTable: ReadTable;
  /** Loses the backend's context on purpose, for tests. */
  loseContext(backend: Backend): Promise<void> | void;
  tfjsSteps(): Promise<TfjsSteps>;
  clock: Clock;
  date(): string;
  crossOriginIsolated: boolean;
}

/** @returns what takes each message; it never throws, for messages may hold anything */
export function serve(parts: ServeParts): (message: ToWorker) => void {
  const server = new Server(parts);
  return (message) => server.receive(message);
}

class Server {
  readonly #runs = new Map<RunId, Run>();
  readonly #jobs = new Map<RequestId, { job: Job; timed: boolean }>();
  readonly #devices: Devices;
  readonly #schedule: Schedule;
  readonly #predictors: Predictors;
  readonly #handlers: Handlers;
  readonly #now: () => number;
  #hidden = false;

  constructor(private readonly parts: ServeParts) {
    const { clock, createBackend, loadDataset, loseContext, tfjsSteps } = parts;
    this.#now = () => clock.now();
    this.#devices = new Devices(createBackend);
    this.#schedule = new Schedule({ ...parts, now: this.#now });
    this.#predictors = new Predictors(this.#devices, this.#now);
    const small = { devices: this.#devices, schedule: this.#schedule, loadDataset, now: this.#now };
    this.#handlers = createHandlers({
      devices: this.#devices,
      predictors: this.#predictors,
      measuring: new Measuring({ ...parts, devices: this.#devices }),
      trials: new Trials(small),
      probes: new Probes(small),
      studies: new Studies(small),
      runs: this.#runs,
      loadDataset,
      readTable: parts.readTable,
      rest: () => this.#schedule.exclusive(async () => undefined),
      loseContext,
      tfjsSteps,
    });
  }

  receive(message: ToWorker): void {
    if (message.type === 'request') this.#request(message);
    else this.#command(message);
  }

  #command(command: Command): void {
    switch (command.type) {
      case 'create':
        this.#create(command);
        return;
      case 'dispose-predictor':
        void this.#schedule.exclusive(async () => this.#predictors.dispose(command.predictor));
        return;
      case 'cancel':
        this.#jobs.get(command.request)?.job.end(cancelledReport);
        return;
      case 'visibility':
        this.#hidden = command.hidden;
        if (command.hidden) for (const { job, timed } of this.#jobs.values()) if (timed) job.end(hiddenReport);
        return;
      default:
        this.#toRun(command);
    }
  }

  #create({ run, spec, from }: Extract<Command, { type: 'create' }>): void {
    this.#runs.get(run)?.dispose();
    const parts = {
      devices: this.#devices,
      schedule: this.#schedule,
      loadDataset: this.parts.loadDataset,
      now: this.#now,
      post: this.parts.post,
    };
    this.#runs.set(run, new Run(run, spec, from, parts));
  }

  /** A command for a run that is no more was posted before the page knew: nobody waits for it. */
  #toRun(command: Extract<Command, { run: RunId }>): void {
    const run = this.#runs.get(command.run);
    if (!run) return;
    switch (command.type) {
      case 'set':
        run.set(command);
        return;
      case 'play':
        run.play();
        return;
      case 'pause':
        run.pause();
        return;
      case 'step':
        run.step(command.unit);
        return;
      case 'edit':
        run.edit(command.index, command.value);
        return;
      case 'rewind':
        run.rewind(command.step);
        return;
      case 'dispose':
        run.dispose();
        this.#runs.delete(command.run);
    }
  }

  #request({ request, name, ask }: Request): void {
    // The type of the union of all requests cannot be told from the name alone.
    const handler = this.#handlers[name] as Handlers['predict'] | undefined;
    const job = new Job(request, this.#now, (progress) => this.parts.post(progress, []));
    const answer = async () => {
      if (!handler) throw new Error(`There is no request "${String(name)}".`);
      if (handler.timed && this.#hidden) job.end(hiddenReport);
      job.check();
      return handler.answer(ask as Parameters<typeof handler.answer>[0], job);
    };
    this.#jobs.set(request, { job, timed: handler?.timed ?? false });
    void (handler?.exclusive ? this.#schedule.exclusive(answer) : answer())
      .then(
        ({ answer, transfer }: Reply<unknown>) => this.parts.post({ type: 'reply', request, answer }, transfer),
        (error: unknown) => this.parts.post({ type: 'error', request, error: toReport(error) }, []),
      )
      .finally(() => this.#jobs.delete(request));
  }
}
