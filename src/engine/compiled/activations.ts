/**
 * Every activation and its slope on four numbers at a time, as ../activations.ts has them one by one. Where the slope follows from the
 * output it is taken from there; where it does not (softplus, SiLU, GELU), it is computed along with the output and kept.
 */
import type { ActivationName } from '../../contract/model';
import { conventions } from '../conventions';
import { expm1, normal, settled, sigmoid, softplus, tanh } from './maths';
import type { Local } from './wasm';
import type { Code } from './wasm-bytes';
import type { Func } from './wasm-module';
import { v } from './wasm-simd';

/** So cheap that a product does it in passing, before it stores its result. */
export function isCheap(name: ActivationName): boolean {
  return name === 'identity' || name === 'relu' || name === 'leakyRelu';
}

/** Whether the slope must be kept beside the output. */
export function keepsSlope(name: ActivationName): boolean {
  return name === 'softplus' || name === 'silu' || name === 'gelu';
}

/** f(z) on the stack; sets `slope` where one is wanted and has to be kept. Softmax, which needs its whole row, is elsewhere. */
export function value(f: Func, name: ActivationName, z: Local, slope: Local | null): Code {
  switch (name) {
    case 'identity':
    case 'softmax':
      return z.get;
    case 'sigmoid':
      return sigmoid(f, z);
    case 'tanh':
      return tanh(f, z);
    case 'relu':
      return v.greatest(z.get, f.constant(0));
    case 'leakyRelu':
      return v.select(z.get, v.mul(z.get, f.constant(conventions.leakyReluSlope)), v.greater(z.get, f.constant(0)));
    case 'elu':
      return v.select(z.get, elu(f, z), v.greater(z.get, f.constant(0)));
    case 'softplus':
      return [slope ? slope.set(sigmoid(f, z)) : [], softplus(f, z)];
    case 'silu': {
      const gate = f.local('v128');
      const one = f.constant(1);
      return [
        gate.set(sigmoid(f, z)),
        // σ·(1 + z·(1 − σ)): near 1 it cancels nothing
        slope ? slope.set(v.mul(gate.get, f.madd(z.get, v.sub(one, gate.get), one))) : [],
        v.mul(z.get, gate.get),
      ];
    }
    case 'gelu': {
      const { set, share, density } = normal(f, z);
      return [set, slope ? slope.set(f.madd(z.get, density.get, share.get)) : [], v.mul(z.get, share.get)];
    }
  }
}

/** eᶻ − 1 for what is not above 0; above, the power would be wasted and may be infinite. */
function elu(f: Func, z: Local): Code {
  return v.mul(expm1(f, v.least(z.get, f.constant(0))), f.constant(conventions.eluAlpha));
}

/** For the loss's gradient by an output: what is below 5e-26 becomes zero. A network sure of its answers would have little else. */
const ERROR_SPECK = 2 ** -60;

/** (a − y)·scale: the gradient of every loss by the output, or by what goes into it where the loss cancels the activation. */
export function errorOf(f: Func, a: Code, y: Code, scale: Local): Code {
  return settled(f, v.mul(v.sub(a, y), scale.get), ERROR_SPECK);
}

/**
 * The gradient by the input from `d`, that by the output.
 *
 * @param a the output
 * @param slope what `value` kept
 */
export function through(f: Func, name: ActivationName, d: Code, a: Local, slope: Code): Code {
  switch (name) {
    case 'identity':
    case 'softmax':
      return d;
    case 'sigmoid':
      return v.mul(d, f.nmadd(a.get, a.get, a.get));
    case 'tanh':
      return v.mul(d, f.nmadd(a.get, a.get, f.constant(1)));
    case 'relu':
      // A product, so that what is infinite or no number is seen behind a slope of 0, too.
      return v.mul(d, v.and(v.greater(a.get, f.constant(0)), f.constant(1)));
    case 'leakyRelu':
      return v.mul(d, v.select(f.constant(1), f.constant(conventions.leakyReluSlope), v.greater(a.get, f.constant(0))));
    case 'elu':
      return v.mul(d, v.select(f.constant(1), v.add(a.get, f.constant(conventions.eluAlpha)), v.greater(a.get, f.constant(0))));
    case 'softplus':
    case 'silu':
    case 'gelu':
      return v.mul(d, slope);
  }
}
