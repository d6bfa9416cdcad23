/** The small curve drawn inside a unit: its activation, as SVG path data. Pure. */
import type { ActivationName } from '../contract/model';

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

/**
 * Shapes for the eye, drawn over z from -3 to 3 within -1.5 to 1.5: GELU by its sigmoid form and a leak of 0.15 that can be
 * seen, where the engine computes with the exact form and 0.01.
 */
const curves: Record<Exclude<ActivationName, 'softmax'>, (z: number) => number> = {
  identity: (z) => z / 2.5,
  sigmoid: (z) => 2 * sigmoid(2 * z) - 1,
  tanh: (z) => Math.tanh(1.2 * z),
  relu: (z) => Math.max(0, z) / 2 - 0.6,
  leakyRelu: (z) => (z > 0 ? z : 0.15 * z) / 2 - 0.5,
  elu: (z) => (z > 0 ? z : Math.expm1(z)) / 2 - 0.4,
  gelu: (z) => (z * sigmoid(1.702 * z)) / 2 - 0.5,
  silu: (z) => (z * sigmoid(z)) / 2 - 0.5,
  softplus: (z) => Math.log1p(Math.exp(z)) / 2 - 0.75,
};

/** Path data of the curve about the origin, within ±size. Softmax, which has no curve of its own, is three bars that share a whole. */
export function glyphPath(activation: ActivationName, size: number): string {
  if (activation === 'softmax') {
    const bar = (x: number, height: number) => `M${round(x * size)},${round(0.7 * size)}V${round((0.7 - height) * size)}`;
    return bar(-0.6, 0.6) + bar(0, 1.4) + bar(0.6, 0.35);
  }
  const curve = curves[activation];
  let path = '';
  for (let i = 0; i <= 24; i++) {
    const z = i / 4 - 3;
    path += `${i ? 'L' : 'M'}${round((z / 3) * size)},${round(-Math.max(-1, Math.min(1, curve(z))) * 0.8 * size)}`;
  }
  return path;
}

const round = (value: number) => Number(value.toFixed(2));
