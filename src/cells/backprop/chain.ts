/**
 * A network of two inputs, two tanh units and a sigmoid output p, with the loss L = (p − y)², in single numbers: forward, and
 * each gradient as the product of its chain-rule factors. Pure; made of the engine's own scalar functions.
 */
import { activations } from '../../engine/activations';
import { update } from '../../engine/optimizers';
import { parameters } from './schema';

export type Parameter = (typeof parameters)[number];
export type Weights = Readonly<Record<Parameter, number>>;

export interface Example {
  x1: number;
  x2: number;
  /** The target. */
  y: number;
}

export interface Forward {
  z1: number;
  h1: number;
  z2: number;
  h2: number;
  z: number;
  p: number;
  loss: number;
}

/** One factor of a gradient: what it is, how it is computed, and what it is now. */
export interface Factor {
  of: string;
  formula: string;
  value: number;
}

const { tanh, sigmoid } = activations;

export function weightsOf(values: readonly number[]): Weights {
  return Object.fromEntries(parameters.map((name, i) => [name, values[i]])) as Record<Parameter, number>;
}

export function forward(w: Weights, { x1, x2, y }: Example): Forward {
  const z1 = w.w11 * x1 + w.w21 * x2 + w.b1;
  const z2 = w.w12 * x1 + w.w22 * x2 + w.b2;
  const h1 = tanh.value(z1);
  const h2 = tanh.value(z2);
  const z = w.v1 * h1 + w.v2 * h2 + w.c;
  const p = sigmoid.value(z);
  return { z1, h1, z2, h2, z, p, loss: (p - y) ** 2 };
}

/** The factors of ∂L/∂(parameter), from the loss back to it. */
export function factors(parameter: Parameter, w: Weights, example: Example): Factor[] {
  const { z1, h1, z2, h2, z, p } = forward(w, example);
  const output: Factor[] = [
    { of: '∂L/∂p', formula: '2(p − y)', value: 2 * (p - example.y) },
    { of: '∂p/∂z', formula: 'p(1 − p)', value: sigmoid.derivative(z) },
  ];
  if (parameter === 'c') return [...output, { of: '∂z/∂c', formula: '1', value: 1 }];
  if (parameter === 'v1') return [...output, { of: '∂z/∂v₁', formula: 'h₁', value: h1 }];
  if (parameter === 'v2') return [...output, { of: '∂z/∂v₂', formula: 'h₂', value: h2 }];
  const first = parameter === 'w11' || parameter === 'w21' || parameter === 'b1';
  const hidden: Factor[] = first
    ? [
        { of: '∂z/∂h₁', formula: 'v₁', value: w.v1 },
        { of: '∂h₁/∂z₁', formula: '1 − h₁²', value: tanh.derivative(z1) },
      ]
    : [
        { of: '∂z/∂h₂', formula: 'v₂', value: w.v2 },
        { of: '∂h₂/∂z₂', formula: '1 − h₂²', value: tanh.derivative(z2) },
      ];
  const by = `∂z${first ? '₁' : '₂'}/∂${symbols[parameter]}`;
  const last: Record<typeof parameter, Factor> = {
    w11: { of: by, formula: 'x₁', value: example.x1 },
    w12: { of: by, formula: 'x₁', value: example.x1 },
    w21: { of: by, formula: 'x₂', value: example.x2 },
    w22: { of: by, formula: 'x₂', value: example.x2 },
    b1: { of: by, formula: '1', value: 1 },
    b2: { of: by, formula: '1', value: 1 },
  };
  return [...output, ...hidden, last[parameter]];
}

export function product(some: readonly Factor[]): number {
  return some.reduce((all, { value }) => all * value, 1);
}

/** Half the step of a central difference. */
export const NUDGE = 1e-4;

/** ∂L/∂(parameter) without the chain rule: the loss a little above and a little below, over the distance between. */
export function difference(parameter: Parameter, w: Weights, example: Example): number {
  const at = (nudge: number) => forward({ ...w, [parameter]: w[parameter] + nudge }, example).loss;
  return (at(NUDGE) - at(-NUDGE)) / (2 * NUDGE);
}

/** Every parameter one SGD step further. */
export function stepped(w: Weights, example: Example, learningRate: number): Weights {
  const next = parameters.map((name) => {
    const gradient = product(factors(name, w, example));
    return update({ kind: 'sgd' }, { weight: w[name], slots: [] }, gradient, learningRate, 1).weight;
  });
  return weightsOf(next);
}

/** How each is written. */
export const symbols: Readonly<Record<Parameter, string>> = {
  w11: 'w₁₁',
  w21: 'w₂₁',
  b1: 'b₁',
  w12: 'w₁₂',
  w22: 'w₂₂',
  b2: 'b₂',
  v1: 'v₁',
  v2: 'v₂',
  c: 'c',
};
