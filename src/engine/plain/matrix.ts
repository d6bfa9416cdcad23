/**
 * The three matrix products of a dense layer, Y = X·W + b: the forward pass's own, and the two that backpropagation takes from
 * it. Matrices are flat, row-major float32; sums are taken in double precision and rounded once.
 */
import type { LayerLayout } from '../layout';

/** z (n × units) = x·W + b, where x is n × inputs from `xAt` on. */
export function affine(
  layer: LayerLayout,
  weights: Float32Array,
  x: Float32Array,
  xAt: number,
  z: Float32Array,
  n: number,
): void {
  const { inputs, units, kernel, bias } = layer;
  for (let i = 0; i < n; i++) for (let j = 0; j < units; j++) z[i * units + j] = weights[bias + j];
  addProduct(z, 0, x, xAt, inputs, 1, weights, kernel, units, 1, n, units, inputs);
}

/** dX (n × inputs) = dZ·Wᵀ: how the loss changes with the layer's inputs. */
export function inputGradient(layer: LayerLayout, weights: Float32Array, dz: Float32Array, dx: Float32Array, n: number): void {
  const { inputs, units, kernel } = layer;
  dx.fill(0, 0, n * inputs);
  addProduct(dx, 0, dz, 0, units, 1, weights, kernel, 1, units, n, inputs, units);
}

/** dW = Xᵀ·dZ and db = Σ dZ over examples, into the layer's places of `gradient`. */
export function weightGradient(layer: LayerLayout, x: Float32Array, dz: Float32Array, gradient: Float32Array, n: number): void {
  const { inputs, units, kernel, bias } = layer;
  gradient.fill(0, kernel, bias);
  addProduct(gradient, kernel, x, 0, 1, inputs, dz, 0, units, 1, inputs, units, n);
  for (let j = 0; j < units; j++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += dz[i * units + j];
    gradient[bias + j] = sum;
  }
}

/**
 * Adds A·B to `out`, a rows × columns matrix from `outAt` on. A's element (i, k) is at `aAt + i * aRow + k * aInner` and B's (k, j)
 * at `bAt + k * bInner + j * bColumn`: a transposed matrix is the same one with its two strides exchanged.
 *
 * Most of the result is made in tiles of 2 × 4: each number read serves four or two sums, which stay in registers, so a tile
 * takes about 2.5 times less time than its sums one by one. The edges that no tile fits are done so. Every sum runs over k in the
 * same order either way, so an example's result is the same to the last bit whatever batch it is in.
 */
function addProduct(
  out: Float32Array,
  outAt: number,
  a: Float32Array,
  aAt: number,
  aRow: number,
  aInner: number,
  b: Float32Array,
  bAt: number,
  bInner: number,
  bColumn: number,
  rows: number,
  columns: number,
  inner: number,
): void {
  const tiledRows = rows - (rows % 2);
  const tiledColumns = columns - (columns % 4);
  for (let i = 0; i < tiledRows; i += 2) {
    for (let j = 0; j < tiledColumns; j += 4) {
      const upper = outAt + i * columns + j;
      const lower = upper + columns;
      let u0 = out[upper];
      let u1 = out[upper + 1];
      let u2 = out[upper + 2];
      let u3 = out[upper + 3];
      let l0 = out[lower];
      let l1 = out[lower + 1];
      let l2 = out[lower + 2];
      let l3 = out[lower + 3];
      let p = aAt + i * aRow;
      let q = bAt + j * bColumn;
      for (let k = 0; k < inner; k++) {
        const u = a[p];
        const l = a[p + aRow];
        const b0 = b[q];
        const b1 = b[q + bColumn];
        const b2 = b[q + 2 * bColumn];
        const b3 = b[q + 3 * bColumn];
        u0 += u * b0;
        u1 += u * b1;
        u2 += u * b2;
        u3 += u * b3;
        l0 += l * b0;
        l1 += l * b1;
        l2 += l * b2;
        l3 += l * b3;
        p += aInner;
        q += bInner;
      }
      out[upper] = u0;
      out[upper + 1] = u1;
      out[upper + 2] = u2;
      out[upper + 3] = u3;
      out[lower] = l0;
      out[lower + 1] = l1;
      out[lower + 2] = l2;
      out[lower + 3] = l3;
    }
  }
  for (let i = 0; i < rows; i++) {
    for (let j = i < tiledRows ? tiledColumns : 0; j < columns; j++) {
      let sum = out[outAt + i * columns + j];
      let p = aAt + i * aRow;
      let q = bAt + j * bColumn;
      for (let k = 0; k < inner; k++) {
        sum += a[p] * b[q];
        p += aInner;
        q += bInner;
      }
      out[outAt + i * columns + j] = sum;
    }
  }
}
