/** Which hidden units are at or below 0 on every example: for ReLU those are dead, their output and their slope are 0 everywhere. */
import type { ModelSpec } from '../../contract/model';
import { ForwardPass } from './inference';

/**
 * One byte a hidden unit, layer after layer: 1 where its activation is at or below 0 for all n examples of x (n × inputs).
 * For ReLU, leaky ReLU, tanh, ELU and the identity that is where its weighted sum is; a sigmoid is only where it rounds to 0.
 */
export function unitsOff(model: ModelSpec, weights: Float32Array, x: Float32Array, n: number): Uint8Array {
  const hidden = model.layers.slice(0, -1);
  const off = new Uint8Array(hidden.reduce((sum, { units }) => sum + units, 0)).fill(1);
  const pass = new ForwardPass(model);
  let at = 0;
  for (const [layer, { units }] of hidden.entries()) {
    const first = at;
    pass.blocks(weights, x, n, layer, (activations, _, count) => {
      for (let i = 0; i < count * units; i++) if (!(activations[i] <= 0)) off[first + (i % units)] = 0;
    });
    at += units;
  }
  return off;
}
