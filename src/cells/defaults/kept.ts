/** What the comparison with TensorFlow.js keeps from visit to visit. */
import * as v from 'valibot';
import type { TfjsOptimizersAnswer } from '../../contract/protocol';
import { between, strict, whole } from '../fields';
import { backend, backendName } from '../measured-fields';

const gradient = between(1e-12, 1e6);
// A device of 16 bits may come to a step that is no finite number.
const numbers = v.array(v.union([v.number(), v.nan()]));
const optimizer = v.picklist(['sgd', 'momentum', 'adagrad', 'rmsprop', 'adam', 'adam with ε = 1e-8']);

const one = strict({
  name: backendName,
  info: v.nullable(backend),
  error: v.nullable(v.looseObject({ code: v.string(), message: v.string(), hint: v.string() })),
  epsilon: v.nullable(v.number()),
  taken: v.array(strict({ optimizer, steps: numbers })),
});

const answer = v.pipe(
  v.array(one),
  v.transform((all) => all as TfjsOptimizersAnswer[]),
);

export const kept = {
  version: 1,
  settings: strict({ gradient, step: whole(1, 3) }),
  results: strict({ answer, gradient, runs: whole(1, Number.MAX_SAFE_INTEGER) }),
};
