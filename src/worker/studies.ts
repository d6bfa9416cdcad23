/** Requests that look closely at one network: gradient noise, a slice of its loss, three splits. In slices beside every run, on the plain arithmetic. */
import type { Dataset } from '../contract/dataset';
import type { DataSpec, ModelSpec } from '../contract/model';
import type { GradientNoise, Landscape, Requests, SplitLosses } from '../contract/protocol';
import { EngineError } from '../engine/errors';
import { gradientNoise } from '../engine/gradient-noise';
import { landscape } from '../engine/landscape';
import { hash, Random } from '../engine/random';
import { threeSplits } from '../engine/three-splits';
import { validateKnobs, validateModel, validateSnapshot } from '../engine/validate';
import { toExamples } from './examples';
import type { Job } from './job';
import type { Schedule } from './schedule';

export interface StudiesParts {
  schedule: Schedule;
  loadDataset(data: DataSpec): Promise<Dataset>;
  now(): number;
}

/** Milliseconds of work before another has its turn. */
const SLICE = 10;
/** A stream of its own for who goes into which split. */
const SPLIT_STREAM = 3;

export class Studies {
  constructor(private readonly parts: StudiesParts) {}

  /** @throws EngineError 'bad-model' or 'bad-data' where weights, sizes or data do not fit */
  async gradientNoise(
    { model, weights, data, batchSizes, draws, seed }: Requests['gradientNoise']['ask'],
    job: Job,
  ): Promise<GradientNoise> {
    checkWeights(model, weights);
    for (const size of batchSizes) checkCount('A batch', size, 65_536);
    checkCount('The number of draws', draws, 1e6);
    const loaded = await this.parts.loadDataset(data);
    const examples = toExamples(loaded, model, loaded.train);
    return this.#sliced(gradientNoise(model, weights, examples, batchSizes, draws, seed), job, 'gradients of batches');
  }

  /** @throws EngineError 'bad-model' or 'bad-data' where weights, side or data do not fit */
  async landscape({ model, weights, data, side, reach, seed }: Requests['landscape']['ask'], job: Job): Promise<Landscape> {
    checkWeights(model, weights);
    checkCount('The side of the slice', side, 201);
    if (side % 2 === 0) throw new EngineError('bad-data', `A side of ${side} has no middle.`, 'Choose an odd number.');
    const loaded = await this.parts.loadDataset(data);
    const examples = toExamples(loaded, model, loaded.train);
    return this.#sliced(landscape(model, weights, examples, side, reach, seed), job, 'losses of the slice');
  }

  /**
   * Of the data's train side, shuffled, the first `examples` train; of its test side, shuffled, the first half validates and
   * the other half tests. Both shuffles depend on the data's seed alone, so more examples are the same ones and others.
   * @throws EngineError 'bad-model' or 'bad-data' where spec, examples or steps cannot be
   */
  async threeSplits({ spec, examples, steps, every }: Requests['threeSplits']['ask'], job: Job): Promise<SplitLosses> {
    const { model, optimizer, knobs } = spec;
    validateModel(model, optimizer);
    validateKnobs(knobs);
    checkCount('The number of steps', steps, 1e6);
    checkCount('The distance between evaluations', every, 1e6);
    const data = await this.parts.loadDataset(spec.data);
    checkCount('The number of training examples', examples, data.train.length);
    const random = new Random(hash(spec.data.seed, SPLIT_STREAM));
    const pool = shuffled(data.train, random);
    const heldOut = shuffled(data.test, random);
    const half = Math.floor(heldOut.length / 2);
    const splits = {
      train: toExamples(data, model, pool.slice(0, examples)),
      validation: toExamples(data, model, heldOut.slice(0, half)),
      test: toExamples(data, model, heldOut.slice(half)),
    };
    return this.#sliced(threeSplits(spec, splits, steps, every), job, 'steps');
  }

  async #sliced<T>(work: Generator<number, T>, job: Job, doing: string): Promise<T> {
    const { now, schedule } = this.parts;
    for (;;) {
      const result = await schedule.exclusive(async () => {
        job.check();
        const end = now() + SLICE;
        let one = work.next();
        while (!one.done && now() < end) one = work.next();
        return one;
      });
      if (result.done) return result.value;
      job.tell(result.value, doing);
    }
  }
}

function checkWeights(model: ModelSpec, weights: Float32Array): void {
  validateModel(model, { kind: 'sgd' });
  validateSnapshot(model, { kind: 'sgd' }, { step: 0, weights, slots: [] });
}

function checkCount(what: string, count: number, most: number): void {
  if (!(Number.isInteger(count) && count >= 1 && count <= most))
    throw new EngineError('bad-data', `${what} cannot be ${count}.`, `Choose a whole number from 1 to ${most}.`);
}

function shuffled(rows: Uint32Array, random: Random): Uint32Array {
  return random.permutation(rows.length).map((place) => rows[place]);
}
