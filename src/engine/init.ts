/** Fresh weights from a seed, made on the host so that every backend starts from the same numbers to the last bit. */
import type { Snapshot } from '../contract/backend';
import type { ModelSpec, OptimizerSpec } from '../contract/model';
import { conventions } from './conventions';
import { layoutOf } from './layout';
import { slotCount } from './optimizers';
import { hash, Random } from './random';

/**
 * Weights before the first step, normal deviates as conventions.ts says (Glorot and Bengio 2010; He et al. 2015), biases 0,
 * optimizer state 0. Each layer draws from a stream of its own, so a change in one leaves the layers before it as they were.
 */
export function initialSnapshot(model: ModelSpec, optimizer: OptimizerSpec, seed: number): Snapshot {
  const { layers, parameters } = layoutOf(model);
  const weights = new Float32Array(parameters);
  for (const [i, { inputs, units, kernel, bias }] of layers.entries()) {
    // Negative: the epochs' shuffles use 0 and up (batches.ts).
    const random = new Random(hash(seed, -1 - i));
    const rule = conventions.initialKernel[model.layers[i].activation];
    const deviation = Math.sqrt(2 / (rule === 'he' ? inputs : inputs + units));
    for (let w = kernel; w < bias; w++) weights[w] = deviation * random.normal();
    weights.fill(conventions.initialBias, bias, bias + units);
  }
  const slots = Array.from({ length: slotCount(optimizer.kind) }, () => new Float32Array(parameters));
  return { step: 0, weights, slots };
}
