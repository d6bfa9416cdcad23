/**
 * Where each layer's numbers stand in the flat weights of a Snapshot (contract/backend.ts): layer by layer its kernel,
 * [inputs × units] row-major by input, then its bias, [units]. Gradients and optimizer slots have the same layout.
 */
import type { ModelSpec } from '../contract/model';

export interface LayerLayout {
  inputs: number;
  units: number;
  /** Offset of the kernel; the weight from input i to unit j is at `kernel + i * units + j`. */
  kernel: number;
  /** Offset of the bias, which is also the end of the kernel. */
  bias: number;
  /** Offset of what follows. */
  end: number;
}

export interface Layout {
  layers: LayerLayout[];
  /** Parameters in all: kernels and biases. */
  parameters: number;
}

export function layoutOf(model: ModelSpec): Layout {
  const layers: LayerLayout[] = [];
  let inputs = model.inputs;
  let kernel = 0;
  for (const { units } of model.layers) {
    const bias = kernel + inputs * units;
    layers.push({ inputs, units, kernel, bias, end: bias + units });
    kernel = bias + units;
    inputs = units;
  }
  return { layers, parameters: kernel };
}

/** Kernels and biases of the whole network. */
export function parameterCount(model: ModelSpec): number {
  return layoutOf(model).parameters;
}

/** Numbers that the network answers with for one example. */
export function outputCount(model: ModelSpec): number {
  return model.layers[model.layers.length - 1].units;
}
