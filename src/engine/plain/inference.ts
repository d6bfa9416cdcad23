/**
 * The forward pass alone, on weights as they stand on the host: what a frozen network does. Nothing is kept for a backward
 * pass, so two layers' activations are all the memory it needs.
 */
import type { ModelSpec } from '../../contract/model';
import { layoutOf, outputCount, type Layout } from '../layout';
import { activate } from './activate';
import { affine } from './matrix';

/** Examples taken at a time: enough to fill the tiles, few enough that two layers of 512 units stay in the cache. */
const BLOCK = 64;

/** Runs blocks of examples through a network in two arrays that it keeps. */
export class ForwardPass {
  readonly #layout: Layout;
  /** Layers write in turn into the one and the other. */
  readonly #layers: [Float32Array, Float32Array];
  /** The last layer before its activation, for the block last run to the end. */
  readonly logits: Float32Array;

  constructor(readonly model: ModelSpec) {
    this.#layout = layoutOf(model);
    const widest = Math.max(...model.layers.map((layer) => layer.units));
    this.#layers = [new Float32Array(BLOCK * widest), new Float32Array(BLOCK * widest)];
    this.logits = new Float32Array(BLOCK * outputCount(model));
  }

  get bytes(): number {
    return 2 * this.#layers[0].byteLength + this.logits.byteLength;
  }

  /**
   * Takes all n examples of x through the layers up to number `last`, block by block.
   *
   * @param visit is given each block's activations there (examples × units), which hold only until it returns, the number of its first example, and how many it has
   */
  blocks(
    weights: Float32Array,
    x: Float32Array,
    n: number,
    last: number,
    visit: (activations: Float32Array, first: number, count: number) => void,
  ): void {
    for (let first = 0; first < n; first += BLOCK) {
      const count = Math.min(BLOCK, n - first);
      visit(this.#block(weights, x, first, count, last), first, count);
    }
  }

  #block(weights: Float32Array, x: Float32Array, first: number, count: number, last: number): Float32Array {
    const { layers } = this.#layout;
    let input = x;
    let inputAt = first * this.model.inputs;
    for (let i = 0; i <= last; i++) {
      const output = this.#layers[i % 2];
      const z = i === layers.length - 1 ? this.logits : output;
      affine(layers[i], weights, input, inputAt, z, count);
      activate(this.model.layers[i].activation, z, output, count, layers[i].units);
      input = output;
      inputAt = 0;
    }
    return input;
  }

  /** Outputs of all n examples into `outputs`, n × outputs. */
  predict(weights: Float32Array, x: Float32Array, n: number, outputs: Float32Array): void {
    const units = outputCount(this.model);
    this.blocks(weights, x, n, this.model.layers.length - 1, (block, first, count) => {
      for (let i = 0; i < count * units; i++) outputs[first * units + i] = block[i];
    });
  }
}

/** Outputs, n × outputs, of a network with these weights (laid out as in Snapshot) for x, n × inputs. */
export function forwardOnly(model: ModelSpec, weights: Float32Array, x: Float32Array, n: number): Float32Array {
  const outputs = new Float32Array(n * outputCount(model));
  new ForwardPass(model).predict(weights, x, n, outputs);
  return outputs;
}

/**
 * One unit's activation for each of n examples: how it alone responds to the data. For a softmax layer it is the unit's probability.
 *
 * @param layer 0 is the first hidden layer, or the output where there is none
 */
export function unitResponse(
  model: ModelSpec,
  weights: Float32Array,
  x: Float32Array,
  n: number,
  layer: number,
  unit: number,
): Float32Array {
  const response = new Float32Array(n);
  const { units } = model.layers[layer];
  new ForwardPass(model).blocks(weights, x, n, layer, (block, first, count) => {
    for (let i = 0; i < count; i++) response[first + i] = block[i * units + unit];
  });
  return response;
}

/** Activations of every layer for one example, concatenated layer by layer, inputs not included. */
export function layerActivations(model: ModelSpec, weights: Float32Array, x: Float32Array): Float32Array {
  const total = model.layers.reduce((sum, layer) => sum + layer.units, 0);
  const all = new Float32Array(total);
  let input = x;
  let at = 0;
  for (const [i, layer] of layoutOf(model).layers.entries()) {
    const output = all.subarray(at, at + layer.units);
    affine(layer, weights, input, 0, output, 1);
    activate(model.layers[i].activation, output, output, 1, layer.units);
    input = output;
    at += layer.units;
  }
  return all;
}
