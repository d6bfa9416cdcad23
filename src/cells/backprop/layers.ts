/** The gradient of a real network's step, layer by layer. Pure. */
import type { ModelSpec } from '../../contract/model';

export interface LayerGradient {
  name: string;
  parameters: number;
  /** Length of this layer's part of the gradient. */
  norm: number;
  /** Its largest element's size. */
  largest: number;
}

/** @param gradient laid out as weights are (contract/backend.ts, Snapshot): each layer's kernel, then its bias */
export function layerGradients({ inputs, layers }: ModelSpec, gradient: Float32Array): LayerGradient[] {
  let start = 0;
  let before = inputs;
  return layers.map(({ units }, i) => {
    const parameters = (before + 1) * units;
    const part = gradient.subarray(start, start + parameters);
    start += parameters;
    before = units;
    return {
      name: i === layers.length - 1 ? 'output' : `hidden ${i + 1}`,
      parameters,
      norm: Math.hypot(...part),
      largest: part.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
    };
  });
}
