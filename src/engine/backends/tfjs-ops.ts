/**
 * The TF.js kernels that the networks need, called directly: `tf.fused.matMul` wraps the same kernel in three reshapes and a custom
 * gradient, which costs a small network more than the product itself. Everything runs on TF.js's current backend, and a surrounding
 * `tidy` frees it. Matrices have rank 3, [1, rows, columns], which the kernels take as it is (the wasm one takes nothing else).
 */
import {
  Add,
  BatchMatMul,
  Concat,
  Elu,
  EluGrad,
  engine,
  Erf,
  Exp,
  LeakyRelu,
  Multiply,
  type NamedAttrMap,
  type NamedTensorMap,
  RealDiv,
  Relu,
  Reshape,
  Sigmoid,
  Sign,
  Slice,
  Softmax,
  Softplus,
  SplitV,
  Sqrt,
  Square,
  Step,
  Sub,
  Sum,
  Tanh,
  type Tensor,
  Transpose,
  _FusedMatMul,
} from '@tensorflow/tfjs-core';

function run(kernel: string, inputs: NamedTensorMap, attributes?: NamedAttrMap): Tensor {
  return engine().runKernel<Tensor>(kernel, inputs, attributes);
}

export const add = (a: Tensor, b: Tensor) => run(Add, { a, b });
export const sub = (a: Tensor, b: Tensor) => run(Sub, { a, b });
export const mul = (a: Tensor, b: Tensor) => run(Multiply, { a, b });
export const div = (a: Tensor, b: Tensor) => run(RealDiv, { a, b });

export const square = (x: Tensor) => run(Square, { x });
export const sqrt = (x: Tensor) => run(Sqrt, { x });
export const sign = (x: Tensor) => run(Sign, { x });
export const exp = (x: Tensor) => run(Exp, { x });
export const erf = (x: Tensor) => run(Erf, { x });
export const tanh = (x: Tensor) => run(Tanh, { x });
export const sigmoid = (x: Tensor) => run(Sigmoid, { x });
export const softplus = (x: Tensor) => run(Softplus, { x });
export const relu = (x: Tensor) => run(Relu, { x });
export const elu = (x: Tensor) => run(Elu, { x });
export const leakyRelu = (x: Tensor, slope: number) => run(LeakyRelu, { x }, { alpha: slope });
/** 1 above 0, `otherwise` at 0 and below. */
export const step = (x: Tensor, otherwise: number) => run(Step, { x }, { alpha: otherwise });
/** dy times ELU's derivative, from its output y. */
export const eluGrad = (dy: Tensor, y: Tensor) => run(EluGrad, { dy, y });
/** Over the columns. Counted from the front: the wasm kernel takes no negative dimension. */
export const softmax = (logits: Tensor) => run(Softmax, { logits }, { dim: 2 });
/** Over one dimension, kept with length 1. */
export const sumOver = (x: Tensor, axis: number) => run(Sum, { x }, { axis, keepDims: true });

export const matMul = (a: Tensor, b: Tensor, transposeA = false, transposeB = false) =>
  run(BatchMatMul, { a, b }, { transposeA, transposeB });
/** a·b + bias, where bias is [columns]. */
export const affine = (a: Tensor, b: Tensor, bias: Tensor) =>
  run(_FusedMatMul, { a, b, bias }, { transposeA: false, transposeB: false, activation: 'linear', leakyreluAlpha: 0 });
export const transpose = (x: Tensor) => run(Transpose, { x }, { perm: [0, 2, 1] });

export const reshape = (x: Tensor, shape: number[]) => run(Reshape, { x }, { shape });
/** As a vector. */
export const flat = (x: Tensor) => reshape(x, [x.size]);
export const slice = (x: Tensor, begin: number, size: number) => run(Slice, { x }, { begin: [begin], size: [size] });
/** Cuts a vector into pieces of these lengths. */
export const split = (x: Tensor, sizes: number[]): Tensor[] =>
  engine().runKernel(SplitV, { x }, { numOrSizeSplits: sizes, axis: 0 });
/** All its numbers one after another, as one row. */
export const row = (x: Tensor) => reshape(x, [1, x.size]);
/** Rows one after another; rows and not vectors, because WebGL joins them in one program. Given only one, TF.js hands back the same buffer. */
export const concat = (rows: Tensor[]): Tensor =>
  // The kernel takes a list where the type says a map, as TF.js's own op does.
  engine().runKernel(Concat, rows as unknown as NamedTensorMap, { axis: 1 });
