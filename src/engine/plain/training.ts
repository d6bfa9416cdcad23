/**
 * Forward and backward pass of one batch, with everything in between kept: a training step but for the optimizer's part.
 * All memory is laid out beforehand; a step allocates nothing.
 */
import type { Examples } from '../../contract/backend';
import type { ActivationName, Knobs, ModelSpec } from '../../contract/model';
import { layoutOf, type LayerLayout, type Layout } from '../layout';
import { dataLoss, outputGradient } from '../losses';
import { activate, throughActivation } from './activate';
import { affine, inputGradient, weightGradient } from './matrix';

/** One layer's numbers for a batch, each batch × units. */
interface LayerPass {
  layout: LayerLayout;
  activation: ActivationName;
  /** Before the activation. */
  z: Float32Array;
  /** After it. */
  a: Float32Array;
  /** The gradient of the loss by a, then by z. */
  d: Float32Array;
}

export class TrainingPass {
  readonly #layout: Layout;
  readonly #layers: LayerPass[];
  readonly #output: LayerPass;
  /** The batch itself, its rows gathered from the data. */
  readonly #x: Float32Array;
  readonly #y: Float32Array;
  #n = 0;

  /** @param capacity the largest batch it can take */
  constructor(
    readonly model: ModelSpec,
    readonly capacity: number,
  ) {
    this.#layout = layoutOf(model);
    this.#layers = this.#layout.layers.map((layout, i) => ({
      layout,
      activation: model.layers[i].activation,
      z: new Float32Array(capacity * layout.units),
      a: new Float32Array(capacity * layout.units),
      d: new Float32Array(capacity * layout.units),
    }));
    this.#output = this.#layers[this.#layers.length - 1];
    this.#x = new Float32Array(capacity * model.inputs);
    this.#y = new Float32Array(capacity * this.#output.layout.units);
  }

  get bytes(): number {
    return this.#layers.reduce((sum, { z }) => sum + 3 * z.byteLength, this.#x.byteLength + this.#y.byteLength);
  }

  /** Takes these rows of the data as the batch. */
  gather(data: Examples, rows: Uint32Array): void {
    this.#n = rows.length;
    gatherRows(data.x, rows, this.#x, this.model.inputs);
    gatherRows(data.y, rows, this.#y, this.#output.layout.units);
  }

  /** Layer by layer: z = a·W + b, then a = f(z), beginning with the batch. */
  forward(weights: Float32Array): void {
    let input = this.#x;
    for (const { layout, activation, z, a } of this.#layers) {
      affine(layout, weights, input, 0, z, this.#n);
      activate(activation, z, a, this.#n, layout.units);
      input = a;
    }
  }

  /** Mean data loss of the batch, after `forward`. */
  loss(): number {
    const { z, a, layout } = this.#output;
    return dataLoss(this.model.loss, z, a, this.#y, this.#n, layout.units);
  }

  /** The chain rule from the last layer to the first, after `forward`: fills `gradient`, that of loss and penalty by every weight. */
  backward(weights: Float32Array, gradient: Float32Array, knobs: Knobs): void {
    const n = this.#n;
    const last = this.#output;
    outputGradient(this.model.loss, last.a, this.#y, last.d, n, last.layout.units);
    // A cross-entropy's gradient is already the one by z.
    if (this.model.loss === 'meanSquaredError') throughActivation(last.activation, last.z, last.a, last.d, n, last.layout.units);
    for (let i = this.#layers.length - 1; i > 0; i--) {
      const { layout, d } = this.#layers[i];
      const below = this.#layers[i - 1];
      weightGradient(layout, below.a, d, gradient, n);
      inputGradient(layout, weights, d, below.d, n);
      throughActivation(below.activation, below.z, below.a, below.d, n, below.layout.units);
    }
    weightGradient(this.#layers[0].layout, this.#x, this.#layers[0].d, gradient, n);
    addPenaltyGradient(this.#layout, weights, gradient, knobs);
  }
}

function gatherRows(from: Float32Array, rows: Uint32Array, to: Float32Array, width: number): void {
  for (let i = 0; i < rows.length; i++) for (let j = 0; j < width; j++) to[i * width + j] = from[rows[i] * width + j];
}

/** l1·sign(w) + l2·w for kernels; biases go free. */
function addPenaltyGradient({ layers }: Layout, weights: Float32Array, gradient: Float32Array, { l1, l2 }: Knobs): void {
  if (l1 === 0 && l2 === 0) return;
  for (const { kernel, bias } of layers) {
    for (let w = kernel; w < bias; w++) gradient[w] += l1 * Math.sign(weights[w]) + l2 * weights[w];
  }
}
