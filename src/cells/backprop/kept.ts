/** What a look at backpropagation keeps from visit to visit: the numbers, what the reader has done, and the last real step seen. */
import * as v from 'valibot';
import { between, oneOf, strict, whole } from '../fields';
import { parameters } from './schema';

const number = v.pipe(v.number(), v.finite('expected a finite number'));
const count = whole(0, Number.MAX_SAFE_INTEGER);
const input = between(-10, 10);

export const kept = {
  version: 1,
  settings: strict({
    /** In the order of `parameters`. */
    weights: v.pipe(v.array(number), v.length(parameters.length, `expected ${parameters.length} numbers`)),
    example: strict({ x1: input, x2: input, y: between(0, 1) }),
    learningRate: between(0, 100),
    backward: v.boolean(),
    selected: oneOf(parameters),
    solved: v.boolean(),
    attempts: count,
    steps: count,
    startLoss: number,
    inspected: count,
  }),
  results: strict({
    gradients: v.array(strict({ name: v.string(), parameters: count, norm: v.number(), largest: v.number() })),
    ms: strict({ forward: v.number(), backward: v.number(), update: v.number() }),
    loss: v.number(),
    shape: v.string(),
    step: count,
  }),
};
