/**
 * A dense network as the bytes of an ONNX model: a Gemm and an activation a layer. Protocol buffers by hand, with the field numbers of
 * onnx.proto3 (IR version 8, operator set 13), so that no Python is needed. Pure.
 */
import type { ActivationName, ModelSpec } from '../../src/contract/model';
import { layoutOf } from '../../src/engine/layout';

const FLOAT = 1;
const operators: Partial<Record<ActivationName, string>> = { tanh: 'Tanh', relu: 'Relu', softmax: 'Softmax', sigmoid: 'Sigmoid' };

type Bytes = Uint8Array;

function varint(value: number): Bytes {
  const bytes = [];
  for (let rest = value; ;) {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest ? low | 0x80 : low);
    if (!rest) return Uint8Array.from(bytes);
  }
}

function joined(parts: Bytes[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const whole = (field: number, value: number) => joined([varint(field * 8), varint(value)]);
const bytes = (field: number, value: Bytes) => joined([varint(field * 8 + 2), varint(value.length), value]);
const text = (field: number, value: string) => bytes(field, new TextEncoder().encode(value));
const message = (field: number, ...parts: Bytes[]) => bytes(field, joined(parts));

/** TensorProto: dims, data_type, name, raw_data. */
function initializer(name: string, dims: number[], values: Float32Array): Bytes {
  const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return message(5, ...dims.map((dim) => whole(1, dim)), whole(2, FLOAT), text(8, name), bytes(9, raw));
}

/** NodeProto: input, output, op_type. */
function node(operator: string, inputs: string[], output: string): Bytes {
  return message(1, ...inputs.map((name) => text(1, name)), text(2, output), text(4, operator));
}

/** ValueInfoProto of a matrix: name, type → tensor_type → elem_type and shape → dim → dim_value. */
function matrix(field: number, name: string, dims: number[]): Bytes {
  const shape = message(2, ...dims.map((dim) => message(1, whole(1, dim))));
  return message(field, text(1, name), message(2, message(1, whole(1, FLOAT), shape)));
}

/** From input `x`, [n × inputs], to output `y`, [n × outputs]. @throws RangeError for an activation without an operator of its own */
export function onnxModel(model: ModelSpec, weights: Float32Array, n: number): Bytes {
  const nodes: Bytes[] = [];
  const initializers: Bytes[] = [];
  let input = 'x';
  const { layers } = layoutOf(model);
  for (const [i, { inputs, units, kernel, bias, end }] of layers.entries()) {
    const operator = operators[model.layers[i].activation];
    if (!operator) throw new RangeError(`No operator is known for ${model.layers[i].activation}.`);
    initializers.push(
      initializer(`w${i}`, [inputs, units], weights.slice(kernel, bias)),
      initializer(`b${i}`, [units], weights.slice(bias, end)),
    );
    nodes.push(node('Gemm', [input, `w${i}`, `b${i}`], `z${i}`));
    const output = i === layers.length - 1 ? 'y' : `a${i}`;
    nodes.push(node(operator, [`z${i}`], output));
    input = output;
  }
  const outputs = layers[layers.length - 1].units;
  const graph = message(
    7,
    ...nodes,
    text(2, 'network'),
    ...initializers,
    matrix(11, 'x', [n, model.inputs]),
    matrix(12, 'y', [n, outputs]),
  );
  return joined([whole(1, 8), text(2, 'forward-pass'), graph, message(8, whole(2, 13))]);
}
