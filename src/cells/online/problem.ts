/**
 * The online problem of Reddi, Kale and Kumar 2018 (section 3): of every three losses of x, the first is C·x and the other two
 * are −x, and x is held between −1 and 1. With C > 2 the best point is −1, where three losses add up to 2 − C. Pure.
 */
import { amsgrad, type AmsgradState } from '../../engine/assembled';
import { update, type WeightState } from '../../engine/optimizers';

export interface Setting {
  c: number;
  beta2: number;
  learningRate: number;
  steps: number;
}

export type PlayerName = 'Adam' | 'AMSGrad' | 'SGD';

export interface Player {
  name: PlayerName;
  /** After each step, the start included. */
  x: number[];
  /** Mean over the steps of its loss less that of the best point. */
  regret: number;
}

const EPSILON = 1e-8;
const START = 0;

/** The slope of loss number `step`, counted from 1. */
export function slopeAt(step: number, c: number): number {
  return step % 3 === 1 ? c : -1;
}

export function play({ c, beta2, learningRate, steps }: Setting): Player[] {
  // The theorem's setting: no momentum, and no bias correction (t = ∞).
  const factors = { beta1: 0, beta2, epsilon: EPSILON };
  let adam: WeightState = { weight: START, slots: [0, 0] };
  let ams: AmsgradState = { weight: START, m: 0, v: 0, largest: 0 };
  let sgd: WeightState = { weight: START, slots: [] };
  const players: Player[] = (['Adam', 'AMSGrad', 'SGD'] as const).map((name) => ({ name, x: [START], regret: 0 }));
  for (let step = 1; step <= steps; step++) {
    const slope = slopeAt(step, c);
    const rate = learningRate / Math.sqrt(step);
    for (const player of players) player.regret += (slope * (player.x[step - 1] + 1)) / steps;
    adam = held(update({ kind: 'adam', ...factors }, adam, slope, rate, Infinity));
    ams = held(amsgrad(factors, ams, slope, rate));
    sgd = held(update({ kind: 'sgd' }, sgd, slope, rate, step));
    [adam, ams, sgd].forEach(({ weight }, i) => players[i].x.push(weight));
  }
  return players;
}

function held<T extends { weight: number }>(state: T): T {
  return { ...state, weight: Math.max(-1, Math.min(1, state.weight)) };
}
