/** Activations over whole arrays: one plain loop for each, so that the engine compiles each with its function inside. */
import type { ActivationName } from '../../contract/model';
import {
  elu,
  eluSlope,
  gelu,
  geluSlope,
  leakyRelu,
  leakyReluSlope,
  relu,
  reluSlope,
  sigmoid,
  sigmoidSlope,
  silu,
  siluSlope,
  softmax,
  softplus,
  tanh,
  tanhSlope,
} from '../activations';

/** a = f(z), both n × units; z and a may be the same array. */
export function activate(name: ActivationName, z: Float32Array, a: Float32Array, n: number, units: number): void {
  const count = n * units;
  switch (name) {
    case 'identity':
      for (let i = 0; i < count; i++) a[i] = z[i];
      return;
    case 'sigmoid':
      for (let i = 0; i < count; i++) a[i] = sigmoid(z[i]);
      return;
    case 'tanh':
      for (let i = 0; i < count; i++) a[i] = tanh(z[i]);
      return;
    case 'relu':
      for (let i = 0; i < count; i++) a[i] = relu(z[i]);
      return;
    case 'leakyRelu':
      for (let i = 0; i < count; i++) a[i] = leakyRelu(z[i]);
      return;
    case 'elu':
      for (let i = 0; i < count; i++) a[i] = elu(z[i]);
      return;
    case 'gelu':
      for (let i = 0; i < count; i++) a[i] = gelu(z[i]);
      return;
    case 'silu':
      for (let i = 0; i < count; i++) a[i] = silu(z[i]);
      return;
    case 'softplus':
      for (let i = 0; i < count; i++) a[i] = softplus(z[i]);
      return;
    case 'softmax':
      for (let start = 0; start < count; start += units) softmax(z, a, start, units);
  }
}

/** dZ from dA, in place: d·f′(z), where f′ comes from z or from a = f(z), whichever gives it for less. All n × units. */
export function throughActivation(
  name: ActivationName,
  z: Float32Array,
  a: Float32Array,
  d: Float32Array,
  n: number,
  units: number,
): void {
  const count = n * units;
  switch (name) {
    case 'identity':
      return;
    case 'sigmoid':
      for (let i = 0; i < count; i++) d[i] *= sigmoidSlope(a[i]);
      return;
    case 'tanh':
      for (let i = 0; i < count; i++) d[i] *= tanhSlope(a[i]);
      return;
    case 'relu':
      for (let i = 0; i < count; i++) d[i] *= reluSlope(z[i]);
      return;
    case 'leakyRelu':
      for (let i = 0; i < count; i++) d[i] *= leakyReluSlope(z[i]);
      return;
    case 'elu':
      for (let i = 0; i < count; i++) d[i] *= eluSlope(z[i]);
      return;
    case 'gelu':
      for (let i = 0; i < count; i++) d[i] *= geluSlope(z[i]);
      return;
    case 'silu':
      for (let i = 0; i < count; i++) d[i] *= siluSlope(z[i]);
      return;
    case 'softplus':
      for (let i = 0; i < count; i++) d[i] *= sigmoid(z[i]);
      return;
    case 'softmax':
      for (let start = 0; start < count; start += units) throughSoftmax(a, d, start, units);
  }
}

/** ∂sᵢ/∂zⱼ = sᵢ(δᵢⱼ − sⱼ), so dZᵢ = sᵢ(dAᵢ − Σ sⱼ·dAⱼ). */
function throughSoftmax(a: Float32Array, d: Float32Array, start: number, units: number): void {
  let mean = 0;
  for (let j = start; j < start + units; j++) mean += a[j] * d[j];
  for (let j = start; j < start + units; j++) d[j] = a[j] * (d[j] - mean);
}
