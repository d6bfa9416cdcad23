/** How each request is answered, and what memory goes over with the answer. */
import type { Backend } from '../contract/backend';
import type { Dataset } from '../contract/dataset';
import type { BackendName, DataSpec } from '../contract/model';
import type { RequestName, Requests, RunId } from '../contract/protocol';
import { EngineError, toReport } from '../engine/errors';
import type { Devices } from './devices';
import type { Job } from './job';
import { Looker } from './look';
import type { Measuring } from './measuring';
import type { Predictors } from './predictors';
import type { Probes } from './probes';
import type { Run } from './run';
import { copyOf } from './snapshots';
import type { Studies } from './studies';
import type { Trainer } from './trainer';
import type { Trials } from './trials';

export interface RequestParts {
  devices: Devices;
  predictors: Predictors;
  measuring: Measuring;
  trials: Trials;
  studies: Studies;
  probes: Probes;
  runs: ReadonlyMap<RunId, Run>;
  loadDataset(data: DataSpec): Promise<Dataset>;
  readTable: ReadTable;
  /** Lets messages land, and others have their turns. */
  rest(): Promise<void>;
  loseContext(backend: Backend): Promise<void> | void;
  /** Loads TF.js's own optimizers, which nothing else needs. */
  tfjsSteps(): Promise<TfjsSteps>;
}

/** Reads a table, or finds one. @param pace as `readTable` of src/table has it */
export type ReadTable = (
  ask: Requests['table']['ask'],
  pace: (done: number) => Promise<void> | void,
) => Promise<Requests['table']['answer']>;

/** A few steps of them on the backend that is current. */
export type TfjsSteps = (
  ask: Omit<Requests['tfjsOptimizers']['ask'], 'backends'>,
) => Promise<Pick<Requests['tfjsOptimizers']['answer'][number], 'epsilon' | 'taken'>>;

export interface Reply<A> {
  answer: A;
  transfer: Transferable[];
}

interface Handler<K extends RequestName> {
  /** Whether it needs the backends to itself; the others are answered at once. */
  exclusive: boolean;
  /** Whether a hidden tab spoils it. */
  timed: boolean;
  answer(ask: Requests[K]['ask'], job: Job): Promise<Reply<Requests[K]['answer']>>;
}

export type Handlers = { [K in RequestName]: Handler<K> };

const allBackends: BackendName[] = ['plain', 'compiled', 'cpu', 'wasm', 'webgl', 'webgpu'];

export function createHandlers(parts: RequestParts): Handlers {
  const { devices, predictors, measuring, trials, studies, probes, loadDataset } = parts;
  const use = <T>(id: RunId, work: (trainer: Trainer) => Promise<T>): Promise<T> => {
    const run = parts.runs.get(id);
    if (!run) throw gone();
    return run.use(work);
  };
  return {
    backends: between(async () => {
      const answer: Requests['backends']['answer'] = [];
      for (const name of allBackends) {
        try {
          answer.push({ name, info: (await devices.acquire(name)).info, error: null });
        } catch (error) {
          answer.push({ name, info: null, error: toReport(error) });
        }
      }
      return cloned(answer);
    }),

    dataset: { exclusive: false, timed: false, answer: async ({ data }) => cloned(await loadDataset(data)) },

    table: beside(async (ask, job) =>
      cloned(
        await parts.readTable(ask, (done) => {
          job.check();
          job.tell(done, 'reading the table');
          return parts.rest();
        }),
      ),
    ),

    snapshot: between(({ run, step, grid }) =>
      use(run, async (trainer) => {
        const kept = step === null ? (await trainer.snapshot()).checkpoint : parts.runs.get(run)?.keptAt(step);
        if (!kept) throw gone();
        const snapshot = copyOf(kept);
        const drawn = new Looker(trainer.spec.model, trainer.data).gridOf(grid, snapshot.weights);
        const arrays = [snapshot.weights, ...snapshot.slots, ...(drawn ? [drawn] : [])];
        return { answer: { snapshot, grid: drawn }, transfer: buffers(...arrays) };
      }),
    ),

    inspect: between(({ run }) =>
      use(run, async (trainer) => {
        const answer = await trainer.inspect();
        return { answer, transfer: buffers(answer.gradient) };
      }),
    ),

    cost: timed(({ run }, job) => use(run, async (trainer) => cloned(await measuring.cost(trainer, job)))),

    freeze: between(async (ask) => cloned(await predictors.freeze(ask))),

    predict: between(async (ask) => given(await predictors.predict(ask))),

    predictGrid: between(async (ask) => {
      const answer = await predictors.predictGrid(ask);
      return { answer, transfer: buffers(answer.grid) };
    }),

    activations: between(async (ask) => given(await predictors.activations(ask))),

    measure: timed(async (ask, job) => cloned(await measuring.measure(ask, job))),

    sweep: timed(async (ask, job) => cloned(await measuring.sweep(ask, job))),

    trials: beside(async (ask, job) => cloned(await trials.run(ask, job))),

    probe: beside(async (ask, job) => cloned(await probes.run(ask, job))),

    gradientNoise: beside(async (ask, job) => cloned(await studies.gradientNoise(ask, job))),

    landscape: beside(async (ask, job) => cloned(await studies.landscape(ask, job))),

    threeSplits: beside(async (ask, job) => cloned(await studies.threeSplits(ask, job))),

    tfjsOptimizers: between(async ({ backends, ...ask }) => {
      const answer: Requests['tfjsOptimizers']['answer'] = [];
      for (const name of backends) {
        try {
          const device = await devices.acquire(name);
          const steps = await parts.tfjsSteps();
          answer.push({ name, info: device.info, error: null, ...(await device.guard(() => steps(ask))) });
        } catch (error) {
          answer.push({ name, info: null, error: toReport(error), epsilon: null, taken: [] });
        }
      }
      return cloned(answer);
    }),

    tensors: between(async () =>
      cloned(devices.used().map(({ backend }) => ({ backend: backend.name, tensors: backend.tensors() }))),
    ),

    loseContext: {
      // At once: the point is to lose it in the middle of what is under way.
      exclusive: false,
      timed: false,
      answer: async ({ backend }) => {
        const device = devices.used().find(({ info }) => info.name === backend);
        if (!device) throw new EngineError('backend-missing', `${backend} is not in use.`, 'Train or predict on it first.');
        await parts.loseContext(device.backend);
        return cloned(true as const);
      },
    },
  };
}

function between<K extends RequestName>(answer: Handler<K>['answer']): Handler<K> {
  return { exclusive: true, timed: false, answer };
}

/** Takes its turns by itself, slice by slice. */
function beside<K extends RequestName>(answer: Handler<K>['answer']): Handler<K> {
  return { exclusive: false, timed: false, answer };
}

function timed<K extends RequestName>(answer: Handler<K>['answer']): Handler<K> {
  return { exclusive: true, timed: true, answer };
}

function cloned<A>(answer: A): Reply<A> {
  return { answer, transfer: [] };
}

function given(answer: Float32Array): Reply<Float32Array> {
  return { answer, transfer: buffers(answer) };
}

function buffers(...arrays: Float32Array[]): ArrayBuffer[] {
  return arrays.map((array) => array.buffer as ArrayBuffer);
}

function gone(): EngineError {
  return new EngineError('cancelled', 'This run has ended.', 'Start a new one.');
}
