/**
 * Forward and backward pass of one batch on tensors. The backward pass is written out, not taken from TF.js's tape: it needs about half
 * the kernels, and a network this small spends its time on starting kernels.
 */
import { keep, scalar, tensor, type Tensor } from '@tensorflow/tfjs-core';
import type { ActivationName, Knobs, ModelSpec } from '../../contract/model';
import { layoutOf, type Layout } from '../layout';
import { activate, throughActivation, type Activated } from './tfjs-activations';
import { Constants } from './tfjs-constants';
import * as op from './tfjs-ops';

/** One layer's weights; a type and not an interface, so that TF.js accepts it as something that holds tensors. */
export type LayerTensors = {
  /** [1, inputs, units] */
  kernel: Tensor;
  /** [units] */
  bias: Tensor;
};

/** How a backend wants its arithmetic. */
export interface Taste {
  /** Products with a transposed operand are slow there: large ones are transposed first. */
  transposeFirst: boolean;
  /** Activations whose kernel makes a number of NaN there, as that of an exponential does on some software renderers. */
  hidesNaN: ReadonlySet<ActivationName>;
}

/** Multiply-adds from which on that pays. */
const LARGE_PRODUCT = 4096;

/** The passes of one model. All methods make tensors that a surrounding tidy frees, but for the few it keeps until `dispose`. */
export class Passes {
  readonly constants = new Constants();
  readonly #layout: Layout;
  readonly #last: number;
  /** 1 for weights of kernels and 0 for biases, made when a penalty first wants it. */
  #kernels: Tensor | null = null;

  constructor(
    readonly model: ModelSpec,
    readonly taste: Taste,
  ) {
    this.#layout = layoutOf(model);
    this.#last = model.layers.length - 1;
  }

  /** The flat weights as each layer's kernel and bias. */
  split(weights: Tensor): LayerTensors[] {
    const { layers } = this.#layout;
    const pieces = op.split(
      weights,
      layers.flatMap(({ kernel, bias, end }) => [bias - kernel, end - bias]),
    );
    return layers.map(({ inputs, units }, i) => ({
      kernel: op.reshape(pieces[2 * i], [1, inputs, units]),
      bias: pieces[2 * i + 1],
    }));
  }

  /**
   * Every layer's numbers, the output's last.
   *
   * @param x the batch, [1, n, inputs]
   */
  forward(layers: readonly LayerTensors[], x: Tensor): Activated[] {
    let input = x;
    return layers.map(({ kernel, bias }, i) => {
      const { activation } = this.model.layers[i];
      const pass = activate(activation, op.affine(input, kernel, bias), this.constants);
      // 0·NaN is NaN: a network that diverges must be seen to.
      if (this.taste.hidesNaN.has(activation)) pass.a = op.add(pass.a, op.mul(pass.z, this.constants.get(0)));
      input = pass.a;
      return pass;
    });
  }

  /**
   * Gradient of mean data loss and penalty by all weights, in their layout.
   *
   * @param passes what `forward` made of these layers and x
   * @param y targets, [1, n, outputs]
   */
  gradient(
    weights: Tensor,
    layers: readonly LayerTensors[],
    passes: readonly Activated[],
    x: Tensor,
    y: Tensor,
    knobs: Pick<Knobs, 'l1' | 'l2'>,
  ): Tensor {
    const ones = this.constants.ones(size(x, 1));
    const pieces: Tensor[] = [];
    let d = this.#outputGradient(passes[this.#last], y);
    for (let i = this.#last; i >= 0; i--) {
      const input = i > 0 ? passes[i - 1].a : x;
      pieces.unshift(op.row(this.#weightGradient(input, d)), op.row(op.matMul(ones, d)));
      if (i === 0) break;
      const byInput = this.#inputGradient(d, layers[i].kernel);
      d = throughActivation(this.model.layers[i - 1].activation, byInput, passes[i - 1], this.constants);
    }
    return this.#withPenalty(op.flat(op.concat(pieces)), weights, knobs);
  }

  get tensors(): Tensor[] {
    return this.#kernels ? [...this.constants.tensors, this.#kernels] : this.constants.tensors;
  }

  dispose(): void {
    this.constants.dispose();
    this.#kernels?.dispose();
    this.#kernels = null;
  }

  /** By the last layer's logits: a cross-entropy's own derivative cancels its activation's. */
  #outputGradient(last: Activated, y: Tensor): Tensor {
    const error = op.sub(last.a, y);
    if (this.model.loss !== 'meanSquaredError') return op.mul(error, this.constants.get(1 / size(y, 1)));
    const byOutputs = op.mul(error, this.constants.get(2 / y.size));
    return throughActivation(this.model.layers[this.#last].activation, byOutputs, last, this.constants);
  }

  /** inputᵀ·d */
  #weightGradient(input: Tensor, d: Tensor): Tensor {
    if (this.taste.transposeFirst && input.size * size(d, 2) >= LARGE_PRODUCT) return op.matMul(op.transpose(input), d);
    return op.matMul(input, d, true, false);
  }

  /** d·kernelᵀ */
  #inputGradient(d: Tensor, kernel: Tensor): Tensor {
    if (this.taste.transposeFirst && kernel.size * size(d, 1) >= LARGE_PRODUCT) return op.matMul(d, op.transpose(kernel));
    return op.matMul(d, kernel, false, true);
  }

  /** Adds l1·sign(w) + l2·w for kernels. */
  #withPenalty(gradient: Tensor, weights: Tensor, { l1, l2 }: Pick<Knobs, 'l1' | 'l2'>): Tensor {
    let sum = gradient;
    const kernels = l1 !== 0 || l2 !== 0 ? op.mul(weights, this.#kernelMask()) : weights;
    if (l1 !== 0) sum = op.add(sum, op.mul(op.sign(kernels), scalar(l1)));
    if (l2 !== 0) sum = op.add(sum, op.mul(kernels, scalar(l2)));
    return sum;
  }

  #kernelMask(): Tensor {
    if (!this.#kernels) {
      const mask = new Float32Array(this.#layout.parameters);
      for (const { kernel, bias } of this.#layout.layers) mask.fill(1, kernel, bias);
      this.#kernels = keep(tensor(mask));
    }
    return this.#kernels;
  }
}

function size(tensor: Tensor, axis: number): number {
  return tensor.shape[axis] ?? 0;
}
