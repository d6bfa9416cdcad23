/** One run with its loss on three splits: the examples that train, those that settings are chosen by, and those kept for the end. */
import type { Examples } from '../contract/backend';
import type { RunSpec } from '../contract/model';
import type { SplitLosses } from '../contract/protocol';
import { BatchOrder } from './batches';
import { initialSnapshot } from './init';
import { lossFunction } from './landscape';
import { TrainingPass } from './plain/training';
import { applyUpdate } from './plain/update';

/** Trains for `steps` steps, evaluating at 0, every `every` steps and at the end. Yields how far it has come, 0 to 1. Ends early where a loss is no longer finite. */
export function* threeSplits(
  { model, optimizer, seed, knobs }: RunSpec,
  splits: Record<'train' | 'validation' | 'test', Examples>,
  steps: number,
  every: number,
): Generator<number, SplitLosses> {
  const { weights, slots } = initialSnapshot(model, optimizer, seed);
  const order = new BatchOrder(seed, splits.train.n);
  const pass = new TrainingPass(model, Math.min(knobs.batchSize, splits.train.n));
  const gradient = new Float32Array(weights.length);
  const lossOf = {
    train: lossFunction(model, splits.train),
    validation: lossFunction(model, splits.validation),
    test: lossFunction(model, splits.test),
  };
  const rows: { step: number; train: number; validation: number; test: number }[] = [];
  const evaluate = (step: number) => {
    const row = { step, train: lossOf.train(weights), validation: lossOf.validation(weights), test: lossOf.test(weights) };
    const finite = [row.train, row.validation, row.test].every(Number.isFinite);
    if (finite) rows.push(row);
    return finite;
  };
  let finite = evaluate(0);
  for (let step = 1; finite && step <= steps; step++) {
    pass.gather(splits.train, order.next(knobs.batchSize));
    pass.forward(weights);
    pass.backward(weights, gradient, knobs);
    applyUpdate(optimizer, weights, slots, gradient, knobs.learningRate, step);
    if (step % every === 0 || step === steps) finite = evaluate(step);
    yield step / steps;
  }
  const column = (name: keyof (typeof rows)[number]) => rows.map((row) => row[name]);
  return {
    step: column('step'),
    train: column('train'),
    validation: column('validation'),
    test: column('test'),
    diverged: !finite,
  };
}
