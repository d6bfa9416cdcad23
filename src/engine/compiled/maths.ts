/**
 * Functions of four floats at a time. Each takes what it works on in a local, and leaves its answer on the stack. All are written so
 * that NaN goes through: `least` and `greatest` answer with their first operand where either is not a number.
 * The coefficients were fitted for this project at Chebyshev points, and rounded to float32.
 */
import type { Local } from './wasm';
import type { Code } from './wasm-bytes';
import type { Func } from './wasm-module';
import { v } from './wasm-simd';

/** Below it eᶻ is under the smallest normal float, above it 2ⁿ has no place in the exponent. */
const LEAST_POWER = -87;
const GREATEST_POWER = 88;
/** Added to a small number, it leaves that number rounded to a whole one in the lowest bits. */
const ROUNDER = 12582912;
/** ln 2, the first part short enough for exact products with whole numbers (Cody and Waite). */
const LN2 = [0.693359375, -2.1219444e-4] as const;
/** (eʳ − 1 − r) / r² for |r| ≤ ln 2 / 2: relative error of eʳ 1e-8. */
const EXP = [0.5, 0.16666576266288757, 0.04166646674275398, 0.008363181725144386, 0.0013933652080595493];
/** tanh z = (z + z³·P(z²)) / Q(z²) for |z| ≤ 9, where it is 1 to the last bit or the one before: relative error 2e-8. */
const TANH_END = 9;
const TANH_P = [0.13381071388721466, 0.0034956412855535746, 2.0609908460756832e-5, 1.3355699657324749e-8];
const TANH_Q = [1, 0.46714386343955994, 0.02587718702852726, 0.0003285719722043723, 7.777006203468773e-7];
/** (2·artanh s − 2s) / s³ as powers of s², for s ≤ 1/3: relative error 5e-9. */
const ARTANH = [0.6666643619537354, 0.4002059996128082, 0.2801553010940552, 0.27949774265289307];
/** e^(z²/2) times the normal distribution above z, as powers 1 to 8 of 1 / (1 + 0.3z), for z ≥ 0: relative error 1.5e-7. */
const TAIL_SLOPE = 0.3;
const TAIL = [
  0.11962930113077164, 0.12075395882129669, 0.09991347044706345, 0.12856170535087585, -0.05368379130959511, 0.20635367929935455,
  -0.15720318257808685, 0.035674799233675,
];

/** c₀ + c₁x + c₂x² + …, by Horner's rule. */
function polynomial(f: Func, x: Local, coefficients: readonly number[]): Code {
  const [first, ...rest] = [...coefficients].reverse();
  return rest.reduce((sum: Code, c) => f.madd(sum, x.get, f.constant(c)), f.constant(first));
}

const clamped = (f: Func, z: Code, least: number, greatest: number) =>
  v.greatest(v.least(z, f.constant(greatest)), f.constant(least));

/**
 * x to a whole multiple of 2⁻²³ times the speck, a power of 2: zero where it is less than half of that. Infinity and NaN stay what they are.
 * Numbers that are left would else be multiplied until they are subnormal, and processors take a hundred times longer for those.
 */
export const settled = (f: Func, x: Code, speck: number): Code => v.sub(v.add(x, f.constant(speck)), f.constant(speck));

/** eˣ = 2ⁿ·(1 + p): sets p and 2ⁿ. Above 88 it stays what it is there. */
function power(f: Func, x: Code): { set: Code; p: Local; scale: Local } {
  const [r, n, p, scale] = f.vectors(4);
  const set = [
    r.set(clamped(f, x, LEAST_POWER, GREATEST_POWER)),
    n.set(f.madd(r.get, f.constant(Math.LOG2E), f.constant(ROUNDER))),
    scale.set(v.addWhole(v.shiftLeft(n.get, 23), f.constant(1))),
    n.set(v.sub(n.get, f.constant(ROUNDER))),
    r.set(f.nmadd(n.get, f.constant(LN2[0]), r.get)),
    r.set(f.nmadd(n.get, f.constant(LN2[1]), r.get)),
    p.set(f.madd(v.mul(r.get, r.get), polynomial(f, r, EXP), r.get)),
  ];
  return { set, p, scale };
}

/** eᶻ, for z up to 88. */
export function exp(f: Func, z: Code): Code {
  const { set, p, scale } = power(f, z);
  return [set, f.madd(p.get, scale.get, scale.get)];
}

/** eᶻ − 1, without cancellation near 0; for z up to 88. */
export function expm1(f: Func, z: Code): Code {
  const { set, p, scale } = power(f, z);
  return [set, f.madd(p.get, scale.get, v.sub(scale.get, f.constant(1)))];
}

export function tanh(f: Func, z: Local): Code {
  const [x, square] = f.vectors(2);
  return [
    x.set(clamped(f, z.get, -TANH_END, TANH_END)),
    square.set(v.mul(x.get, x.get)),
    // Both polynomials are as long: neither waits for the other.
    v.div(f.madd(v.mul(x.get, square.get), polynomial(f, square, TANH_P), x.get), polynomial(f, square, TANH_Q)),
  ];
}

export function sigmoid(f: Func, z: Local): Code {
  return v.div(f.constant(1), v.add(f.constant(1), exp(f, v.neg(z.get))));
}

/** ln(1 + eᶻ) = max(z, 0) + ln(1 + e^−|z|), and ln(1 + u) = 2·artanh(u / (2 + u)). */
export function softplus(f: Func, z: Local): Code {
  const [u, s, square] = f.vectors(3);
  return [
    u.set(exp(f, v.neg(v.abs(z.get)))),
    s.set(v.div(u.get, v.add(f.constant(2), u.get))),
    square.set(v.mul(s.get, s.get)),
    f.madd(s.get, f.madd(square.get, polynomial(f, square, ARTANH), f.constant(2)), v.greatest(z.get, f.constant(0))),
  ];
}

/** Sets Φ, the share of a standard normal below z, and its density φ. */
export function normal(f: Func, z: Local): { set: Code; share: Local; density: Local } {
  const [t, share, density] = f.vectors(3);
  const set = [
    density.set(exp(f, v.mul(v.mul(z.get, z.get), f.constant(-0.5)))),
    t.set(v.div(f.constant(1), f.madd(v.abs(z.get), f.constant(TAIL_SLOPE), f.constant(1)))),
    share.set(v.mul(v.mul(density.get, t.get), polynomial(f, t, TAIL))),
    share.set(v.select(v.sub(f.constant(1), share.get), share.get, v.greater(z.get, f.constant(0)))),
    density.set(v.mul(density.get, f.constant(1 / Math.sqrt(2 * Math.PI)))),
  ];
  return { set, share, density };
}
