/**
 * Every activation and its derivative as plain functions of one number: the reference for all backends.
 * Formulas: GELU, Hendrycks and Gimpel 2016 (the exact form); SiLU, Elfwing et al. 2017; ELU, Clevert et al. 2015.
 * Comparisons are written so that NaN passes through: a network that diverges must be seen to.
 */
import type { ActivationName } from '../contract/model';
import { conventions } from './conventions';

const { leakyReluSlope: leak, eluAlpha: alpha, reluSlopeAtZero } = conventions;

/**
 * Lambert's continued fraction for a quarter of z, broken off at its seventh level, then tanh 2y = 2t / (1 + t²) twice.
 * Error below 1e-12, in under half the time of Math.tanh, which would be most of a small network's step.
 */
export function tanh(z: number): number {
  if (z > 20) return 1;
  if (z < -20) return -1;
  const y = z / 4;
  const s = y * y;
  const quarter = (y * (135135 + s * (17325 + s * (378 + s)))) / (135135 + s * (62370 + s * (3150 + s * 28)));
  const half = (2 * quarter) / (1 + quarter * quarter);
  return (2 * half) / (1 + half * half);
}
export const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
export const relu = (z: number) => (z <= 0 ? 0 : z);
export const leakyRelu = (z: number) => (z > 0 ? z : leak * z);
export const elu = (z: number) => (z > 0 ? z : alpha * Math.expm1(z));
export const gelu = (z: number) => z * normalCdf(z);
export const silu = (z: number) => z * sigmoid(z);
/** ln(1 + eᶻ), without overflow. */
export const softplus = (z: number) => (z > 0 ? z : 0) + Math.log1p(Math.exp(-Math.abs(z)));

// Derivatives, by whichever of the input z and the output a is at hand and gives them for less.
export const tanhSlope = (a: number) => 1 - a * a;
export const sigmoidSlope = (a: number) => a * (1 - a);
export const reluSlope = (z: number) => (z > 0 ? 1 : reluSlopeAtZero);
export const leakyReluSlope = (z: number) => (z > 0 ? 1 : leak);
export const eluSlope = (z: number) => (z > 0 ? 1 : alpha * Math.exp(z));
export const geluSlope = (z: number) => normalCdf(z) + z * normalDensity(z);
export const siluSlope = (z: number) => {
  const s = sigmoid(z);
  return s * (1 + z * (1 - s));
};

/** An activation that works on each number alone: its value and its derivative there. */
interface Activation {
  value(z: number): number;
  derivative(z: number): number;
}

/** All but softmax, which needs its whole layer. */
export const activations: Record<Exclude<ActivationName, 'softmax'>, Activation> = {
  identity: { value: (z) => z, derivative: () => 1 },
  sigmoid: { value: sigmoid, derivative: (z) => sigmoidSlope(sigmoid(z)) },
  tanh: { value: tanh, derivative: (z) => tanhSlope(tanh(z)) },
  relu: { value: relu, derivative: reluSlope },
  leakyRelu: { value: leakyRelu, derivative: leakyReluSlope },
  elu: { value: elu, derivative: eluSlope },
  gelu: { value: gelu, derivative: geluSlope },
  silu: { value: silu, derivative: siluSlope },
  softplus: { value: softplus, derivative: sigmoid },
};

/** Softmax of `units` numbers of `z` from `start` on, into the same places of `out`; the largest is taken off first, so no power overflows. */
export function softmax(z: Float32Array, out: Float32Array, start: number, units: number): void {
  let largest = -Infinity;
  for (let j = start; j < start + units; j++) largest = Math.max(largest, z[j]);
  let sum = 0;
  for (let j = start; j < start + units; j++) sum += out[j] = Math.exp(z[j] - largest);
  for (let j = start; j < start + units; j++) out[j] /= sum;
}

/** Φ: the share of a standard normal below z. Error below 1e-10. */
export function normalCdf(z: number): number {
  const above = 0.5 * erfcOfPositive(Math.abs(z) * Math.SQRT1_2);
  return z > 0 ? 1 - above : above;
}

/** φ: the density of a standard normal at z. */
export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
}

/**
 * Powers 0 to 14 of t = (x − 3) / (x + 3) in (1 + 2x)·exp(x²)·erfc(x), which is smooth over all x ≥ 0 (the form is Shepherd and
 * Laframboise's, Mathematics of Computation 36, 1981). Fitted for this project at 80 Chebyshev points with 40 digits.
 */
const ERFC = [
  1.2530080582680247, -0.13562110449402126, -0.047562294126531325, 0.12964509696901552, -0.11927366842664026, 0.06830870677166784,
  -0.023770472039728083, 0.0025260688678001345, 0.001888505333876565, -0.0007713736760226932, -0.00010470633587194883,
  0.00011324623983168478, 4.280483022090398e-6, -1.1057230027974098e-5, -1.196096815054115e-7,
];

function erfcOfPositive(x: number): number {
  // 1 − 6 / (x + 3), not (x − 3) / (x + 3): it stays a number at infinity.
  const t = 1 - 6 / (x + 3);
  let sum = 0;
  for (let power = ERFC.length - 1; power >= 0; power--) sum = sum * t + ERFC[power];
  return (sum * Math.exp(-x * x)) / (1 + 2 * x);
}
