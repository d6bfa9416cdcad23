/** The race on another cell's network: the specs of its runs, and what each came to. */
import type { Published } from '../../contract/cell';
import type { OptimizerName, RunSpec } from '../../contract/model';
import type { Trial } from '../../contract/protocol';
import { defaults } from '../../engine/optimizers';
import type { lossColumns } from './kept';
import { entrants, type Outcome } from './outcomes';

export type LossColumn = (typeof lossColumns)[number];

/** Null while the other cell has no network yet. */
export function specOf(published: Published | undefined): RunSpec | null {
  const spec = published?.spec;
  return typeof spec === 'object' && spec !== null ? (spec as RunSpec) : null;
}

/** What a race depends on: another network in these is another race. */
export function partsOf(spec: RunSpec | null): unknown {
  return spec && [spec.model, spec.data, spec.knobs.batchSize, spec.knobs.l1, spec.knobs.l2];
}

export interface Entry {
  optimizer: OptimizerName;
  rate: number;
  seed: number;
  spec: RunSpec;
}

/**
 * Seed by seed, so that a race called off has something of every optimizer. The seed decides initial weights and minibatches:
 * both are the same for every optimizer and rate. On the compiled backend, where many small runs take the least time.
 */
export function entriesOf(spec: RunSpec, rates: readonly number[], seeds: number): Entry[] {
  return Array.from({ length: seeds }, (_, i) => i + 1).flatMap((seed) =>
    entrants.flatMap(({ kind }) =>
      rates.map((rate) => ({
        optimizer: kind,
        rate,
        seed,
        spec: {
          ...spec,
          optimizer: defaults(kind),
          seed,
          backend: 'compiled' as const,
          knobs: { ...spec.knobs, learningRate: rate },
          changes: [],
        },
      })),
    ),
  );
}

/** The loss at a trial's end; infinite where it diverged. */
export function outcomeOf({ optimizer, rate, seed }: Entry, trial: Trial, column: LossColumn): Outcome {
  return { optimizer, rate, seed, loss: trial.diverged ? Infinity : (trial[column].at(-1) ?? Infinity) };
}
