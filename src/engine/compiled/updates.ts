/** The optimizers on four weights at a time: the rules of ../optimizers.ts, with what changes from step to step taken from the step's description. */
import type { OptimizerSpec } from '../../contract/model';
import { settled } from './maths';
import { FADED_EVERY, step, STEP_BYTES, type Places } from './memory';
import { bitAnd, bitOr, count, f32, f32Unequal, i32, loadF32, subtract, when, type Local } from './wasm';
import type { Code } from './wasm-bytes';
import type { Func } from './wasm-module';
import { v } from './wasm-simd';

/** For averages: what is below 2e-34 becomes zero. */
const SPECK = 2 ** -90;

/**
 * Makes zeros of averages that have all but faded, every FADED_EVERY steps. Those of a unit whose gradient stays 0 would else become subnormal
 * numbers and stay there, and processors take a hundred times longer for those: 1.7 times the whole step of A3, measured.
 */
export function fade(f: Func, optimizer: OptimizerSpec, places: Places, at: Local): Code {
  if (optimizer.kind === 'sgd' || optimizer.kind === 'adagrad') return [];
  const to = f.local('i32');
  return when(
    bitAnd(subtract(at.get, i32(places.steps)), i32(FADED_EVERY * STEP_BYTES - 1)),
    [],
    [
      to.set(i32(0)),
      count(
        to,
        16,
        i32(places.parameterBytes),
        places.slots.map((slot) => v.store(to.get, settled(f, v.load(to.get, slot), SPECK), slot)),
      ),
    ],
  );
}

/** What a step's description gives, in all lanes. */
export interface Rates {
  rate: Local;
  epsilon: Local;
  decay: Local;
  l1: Local;
  l2: Local;
  /** Whether there is a penalty at all. */
  penalised: Local;
}

export function rates(f: Func, at: Local): { set: Code; rates: Rates } {
  const [rate, epsilon, decay, l1, l2] = f.vectors(5);
  const penalised = f.local('i32');
  const nonzero = (offset: number) => f32Unequal(loadF32(at.get, offset), f32(0));
  const set = [
    rate.set(v.loadSplat(at.get, step.rate)),
    epsilon.set(v.loadSplat(at.get, step.epsilon)),
    decay.set(v.loadSplat(at.get, step.decay)),
    l1.set(v.loadSplat(at.get, step.l1)),
    l2.set(v.loadSplat(at.get, step.l2)),
    penalised.set(bitOr(nonzero(step.l1), nonzero(step.l2))),
  ];
  return { set, rates: { rate, epsilon, decay, l1, l2, penalised } };
}

/** l1·sign(w) + l2·w added to the gradient. */
export function penalty(f: Func, { l1, l2 }: Rates, gradient: Local, w: Local): Code {
  const zero = f.constant(0);
  const sign = v.sub(v.and(v.greater(w.get, zero), f.constant(1)), v.and(v.less(w.get, zero), f.constant(1)));
  return gradient.set(f.madd(l2.get, w.get, f.madd(l1.get, sign, gradient.get)));
}

/** Numbers beside the gradient that a step's description must give, for one step after another. Adam's corrections are moved into them. */
export class Corrections {
  rate: number;
  epsilon: number;
  readonly decay: number;
  /** Adam's averages, and β₁ᵗ and β₂ᵗ of the present step. */
  readonly #adam: { beta1: number; beta2: number; power1: number; power2: number; epsilon: number } | null;

  /** @param step number of the first step, from 1 */
  constructor(
    optimizer: OptimizerSpec,
    readonly learningRate: number,
    step: number,
  ) {
    this.rate = learningRate;
    this.epsilon = 'epsilon' in optimizer ? optimizer.epsilon : 0;
    this.decay = optimizer.kind === 'adamw' ? learningRate * optimizer.weightDecay : 0;
    const isAdam = optimizer.kind === 'adam' || optimizer.kind === 'adamw';
    this.#adam = isAdam ? { ...optimizer, power1: optimizer.beta1 ** step, power2: optimizer.beta2 ** step } : null;
    this.#correct();
  }

  /** On to the next step. Powers are multiplied up: a call for each would take as long as a small step. */
  advance(): void {
    const adam = this.#adam;
    if (!adam) return;
    adam.power1 *= adam.beta1;
    adam.power2 *= adam.beta2;
    this.#correct();
  }

  /** η·m̂ / (√v̂ + ε), numerator and denominator multiplied by √(1 − β₂ᵗ). */
  #correct(): void {
    if (!this.#adam) return;
    const { power1, power2, epsilon } = this.#adam;
    const root = Math.sqrt(1 - power2);
    this.rate = (this.learningRate * root) / (1 - power1);
    this.epsilon = epsilon * root;
  }
}

/**
 * Sets `w`, which holds four weights, to what they become; the slots are changed in memory.
 *
 * @param slots the addresses of their four numbers: constants beside `address`
 */
export function update(
  f: Func,
  optimizer: OptimizerSpec,
  { rate, epsilon, decay }: Rates,
  w: Local,
  gradient: Local,
  address: Code,
  slots: readonly number[],
): Code {
  const g = gradient.get;
  const slot = (i: number) => v.load(address, slots[i]);
  const keep = (i: number, value: Code) => v.store(address, value, slots[i]);
  /** share·old + (1 − share)·fresh. */
  const average = (old: Code, fresh: Code, share: number) => f.madd(f.constant(share), old, v.mul(f.constant(1 - share), fresh));
  /** share·old + (1 − share)·g². The square, which may be subnormal where g is not, is rounded with the sum where multiply-adds are fused. */
  const averageSquare = (old: Code, share: number) => f.madd(v.mul(f.constant(1 - share), g), g, v.mul(f.constant(share), old));
  /** w − η·numerator / (√square + ε). */
  const moved = (numerator: Code, squares: Local) =>
    f.nmadd(rate.get, v.div(numerator, v.add(v.sqrt(squares.get), epsilon.get)), w.get);

  switch (optimizer.kind) {
    case 'sgd':
      return w.set(f.nmadd(rate.get, g, w.get));

    case 'momentum':
    case 'nesterov': {
      const velocity = f.local('v128');
      const mu = f.constant(optimizer.momentum);
      const direction = optimizer.kind === 'momentum' ? velocity.get : f.madd(mu, velocity.get, g);
      return [velocity.set(f.madd(mu, slot(0), g)), keep(0, velocity.get), w.set(f.nmadd(rate.get, direction, w.get))];
    }

    case 'adagrad':
    case 'rmsprop': {
      const a = f.local('v128');
      const next = optimizer.kind === 'adagrad' ? f.madd(g, g, slot(0)) : averageSquare(slot(0), optimizer.rho);
      return [a.set(next), keep(0, a.get), w.set(moved(g, a))];
    }

    case 'adam':
    case 'adamw': {
      const [m, squares, next] = f.vectors(3);
      return [
        m.set(average(slot(0), g, optimizer.beta1)),
        keep(0, m.get),
        squares.set(averageSquare(slot(1), optimizer.beta2)),
        keep(1, squares.get),
        next.set(moved(m.get, squares)),
        w.set(optimizer.kind === 'adam' ? next.get : f.nmadd(decay.get, w.get, next.get)),
      ];
    }
  }
}
