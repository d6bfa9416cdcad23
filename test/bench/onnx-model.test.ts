/** The ONNX model is read back with a small reader of protocol buffers, and run by hand. */
import { expect, test } from 'vitest';
import { networkOf } from '../../bench/src/networks';
import { onnxModel } from '../../bench/src/onnx-model';
import { layoutOf } from '../../src/engine/layout';

type Field = { number: number; value: number | Uint8Array };

function fields(bytes: Uint8Array): Field[] {
  const found: Field[] = [];
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = bytes[at++];
      value += (byte & 0x7f) * shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const key = varint();
    const length = varint();
    if (key % 8 === 0) found.push({ number: key >> 3, value: length });
    else {
      expect(key % 8).toBe(2);
      found.push({ number: key >> 3, value: bytes.slice(at, (at += length)) });
    }
  }
  expect(at).toBe(bytes.length);
  return found;
}

const all = (from: Field[], number: number) => from.filter((field) => field.number === number).map(({ value }) => value);
const inside = (value: number | Uint8Array) => fields(value as Uint8Array);
const text = (value: number | Uint8Array) => new TextDecoder().decode(value as Uint8Array);

test('has each layer as Gemm and activation, chained from x to y, with the weights of the network', () => {
  const { model, start } = networkOf('A3');
  const whole = fields(onnxModel(model, start.weights, 32));
  const graph = inside(all(whole, 7)[0]);
  const nodes = all(graph, 1)
    .map(inside)
    .map((node) => [text(all(node, 4)[0]), all(node, 1).map(text), all(node, 2).map(text)]);
  expect(nodes).toEqual([
    ['Gemm', ['x', 'w0', 'b0'], ['z0']],
    ['Relu', ['z0'], ['a0']],
    ['Gemm', ['a0', 'w1', 'b1'], ['z1']],
    ['Relu', ['z1'], ['a1']],
    ['Gemm', ['a1', 'w2', 'b2'], ['z2']],
    ['Softmax', ['z2'], ['y']],
  ]);
  const second = layoutOf(model).layers[1];
  const w1 = all(graph, 5)
    .map(inside)
    .find((tensor) => text(all(tensor, 8)[0]) === 'w1');
  expect(w1 && all(w1, 1)).toEqual([128, 128]);
  const raw = (w1 && all(w1, 9)[0]) as Uint8Array;
  expect(new Float32Array(raw.slice().buffer)).toEqual(start.weights.slice(second.kernel, second.bias));
  expect([all(graph, 11), all(graph, 12)].map((values) => values.map((value) => text(all(inside(value), 1)[0])))).toEqual([
    ['x'],
    ['y'],
  ]);
});
