/** What an overfitting cell keeps from visit to visit: the three losses of every seed, for each setting that came to its end. */
import * as v from 'valibot';
import { strict } from '../fields';
import type { OverfitBody } from './schema';

const column = v.pipe(v.array(v.number()), v.minLength(1, 'expected at least one number'));

const curve = v.pipe(
  strict({ step: column, train: column, validation: column, test: column, diverged: v.boolean() }),
  v.check(
    ({ step, train, validation, test }) => [train, validation, test].every(({ length }) => length === step.length),
    'expected columns of one length',
  ),
);

export function keptOf({ examples, l2, seeds }: OverfitBody) {
  const setting = { examples: v.picklist(examples), l2: v.picklist(l2) };
  const outcome = strict({ ...setting, curves: v.pipe(v.array(curve), v.length(seeds, `expected ${seeds} seeds`)) });
  return {
    version: 1,
    settings: strict(setting),
    results: strict({
      outcomes: v.pipe(v.array(outcome), v.minLength(1, 'expected at least one setting')),
      /** Which of them is drawn. */
      drawn: v.number(),
    }),
  };
}
