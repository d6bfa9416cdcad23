/**
 * Our update rules on tensors, against the scalar reference and against TF.js's own optimizers: equal where those follow the same rule,
 * and by how much they differ where they do not. On TF.js's cpu backend; the suite holds the other backends to plain.
 */
import {
  dispose,
  env,
  memory,
  scalar,
  setBackend,
  tensor,
  tidy,
  train,
  variable,
  type Optimizer,
  type Tensor,
} from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, test } from 'vitest';
import type { OptimizerName, OptimizerSpec } from '../../../src/contract/model';
import { Constants } from '../../../src/engine/backends/tfjs-constants';
import { update, type OptimizerState } from '../../../src/engine/backends/tfjs-optimizers';
import { conventions } from '../../../src/engine/conventions';
import { defaults, slotCount, update as scalarUpdate, type WeightState } from '../../../src/engine/optimizers';
import { Random } from '../../../src/engine/random';

const STEPS = 20;
const SIZE = 5;
const RATE = 0.1;
const names = Object.keys(conventions.optimizers) as OptimizerName[];

const random = new Random(8);
const first = Float32Array.from({ length: SIZE }, () => random.normal());
/** The same for every rule, of sizes from 1e-3 to 1. */
const gradients = Array.from({ length: STEPS }, () =>
  Float32Array.from({ length: SIZE }, (_, i) => 10 ** -(i % 4) * random.normal()),
);

/** Weights after each step of ours; the learning rate is halved half-way. */
function ours(optimizer: OptimizerSpec): Float32Array[] {
  const before = memory().numTensors;
  const constants = new Constants();
  let state: OptimizerState = { weights: tensor(first.slice()), slots: [] };
  for (let i = 0; i < slotCount(optimizer.kind); i++) state.slots.push(tensor(new Float32Array(SIZE)));
  const after = gradients.map((gradient, i) => {
    const value = rateOf(i);
    const next = tidy(() =>
      update(optimizer, state, tensor(gradient.slice()), { tensor: scalar(value), value }, i + 1, constants),
    );
    dispose(state);
    state = next;
    return numbers(state.weights);
  });
  dispose(state);
  constants.dispose();
  expect(memory().numTensors, 'tensors left behind').toBe(before);
  return after;
}

function rateOf(step: number): number {
  return step < STEPS / 2 ? RATE : RATE / 2;
}

function numbers(weights: Tensor): Float32Array {
  return Float32Array.from(weights.dataSync());
}

/** Weights after each step of TF.js's optimizer, at one learning rate, so only while ours has that one too. */
function theirs(optimizer: Optimizer, steps = STEPS / 2): Float32Array[] {
  const weights = variable(tensor(first.slice()), true, 'w');
  const after = gradients.slice(0, steps).map((gradient) => {
    tidy(() => optimizer.applyGradients({ w: tensor(gradient.slice()) }));
    return numbers(weights);
  });
  weights.dispose();
  optimizer.dispose();
  return after;
}

function distance(a: Float32Array, b: Float32Array): number {
  return Math.max(...a.map((value, i) => Math.abs(value - b[i])));
}

describe('optimizers on tensors', () => {
  beforeAll(async () => {
    // Also makes TF.js look for tensors that a kernel leaves behind.
    env().set('IS_TEST', true);
    await setBackend('cpu');
  });

  test.each(names)(
    '%s is the scalar rule, its state carried from step to step and the learning rate changed half-way',
    (kind) => {
      const optimizer = defaults(kind);
      const states = [...first].map((weight): WeightState => ({ weight, slots: Array<number>(slotCount(kind)).fill(0) }));
      for (const [i, weights] of ours(optimizer).entries()) {
        for (const [j, state] of states.entries()) {
          states[j] = scalarUpdate(optimizer, state, gradients[i][j], rateOf(i), i + 1);
          expect(weights[j]).toBeCloseTo(states[j].weight, 5);
        }
      }
    },
  );

  test.each([
    ['sgd', () => train.sgd(RATE)],
    ['momentum', () => train.momentum(RATE, 0.9)],
    ['nesterov', () => train.momentum(RATE, 0.9, true)],
    ['adam', () => train.adam(RATE, 0.9, 0.999, 1e-8)],
  ] as const)('%s is what TF.js does, told every parameter', (kind, make) => {
    const mine = ours(defaults(kind));
    for (const [i, weights] of theirs(make()).entries()) expect(distance(weights, mine[i])).toBeLessThan(1e-5);
  });

  test('rmsprop differs from TF.js only in its ε, which stands inside the root there', () => {
    const mine = ours(defaults('rmsprop'));
    for (const [i, weights] of theirs(train.rmsprop(RATE, 0.9, 0, 1e-16)).entries())
      expect(distance(weights, mine[i])).toBeLessThan(1e-4);
    // At ε = 1e-2 the places differ: 1 / (√a + ε) is 1 / √(a + ε²) only for ε → 0.
    const coarse = ours({ ...defaults('rmsprop'), epsilon: 1e-2 });
    expect(distance(theirs(train.rmsprop(RATE, 0.9, 0, 1e-2)).at(-1) ?? first, coarse[STEPS / 2 - 1])).toBeGreaterThan(1e-2);
  });

  test('adagrad differs from TF.js, whose accumulator starts at 0.1: its first steps are shorter', () => {
    const [mine] = ours(defaults('adagrad'));
    const [default01] = theirs(train.adagrad(RATE), 1);
    for (let i = 0; i < SIZE; i++) {
      const g = gradients[0][i];
      expect(Math.abs(mine[i] - first[i])).toBeCloseTo(RATE, 4);
      expect(Math.abs(default01[i] - first[i])).toBeCloseTo((RATE * Math.abs(g)) / Math.sqrt(0.1 + g * g), 4);
    }
  });

  test('adagrad differs from TF.js even where that starts at 0: its ε, 1e-7 inside the root, shortens steps of small gradients', () => {
    const mine = ours(defaults('adagrad'))[0];
    const [fromZero] = theirs(train.adagrad(RATE, 1e-16), 1);
    for (let i = 0; i < SIZE; i++) {
      const g = gradients[0][i];
      expect(Math.abs(fromZero[i] - first[i])).toBeCloseTo((RATE * Math.abs(g)) / Math.sqrt(1e-7 + g * g), 5);
    }
    expect(distance(fromZero, mine)).toBeGreaterThan(1e-3);
  });

  test('adamw is adam and a decay that the ratio does not see; TF.js has none', () => {
    const decay = { ...defaults('adamw'), weightDecay: 0.5 };
    const [adam] = ours(defaults('adam'));
    const [adamw] = ours(decay);
    for (let i = 0; i < SIZE; i++) expect(adamw[i]).toBeCloseTo(adam[i] - RATE * 0.5 * first[i], 6);
    expect('adamw' in train).toBe(false);
  });
});
