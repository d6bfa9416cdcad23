/** The functions of one network that only answers: blocks of examples go through all layers in two arrays, and nothing is kept. */
import { isCheap } from './activations';
import { activationPass, forwardLayer } from './forward';
import { BLOCK } from './memory';
import type { Rows } from './products';
import type { Shape } from './training';
import { add, call, choose, i32, lessThan, Module, repeat, subtract, type Code, type Local } from './wasm';

/**
 * Exports `infer(x, n)`: takes n examples (1 to places.inference.rows) from address x through the network, their outputs and logits to
 * where places.inference says.
 */
export function inferenceModule({ model, places }: Shape, relaxed: boolean): Uint8Array<ArrayBuffer> {
  const module = new Module(relaxed);
  const { layers, logits, outputs } = places.inference;
  const rows = (base: number, stride: number, pointer: Local | null = null): Rows => ({ base, stride, pointer });
  const parts: ((x: Local, out: Local, n: Local) => Code)[] = [];
  let below: (x: Local) => Rows = (x) => rows(0, 4 * model.inputs, x);
  for (const [i, place] of places.layers.entries()) {
    const { activation } = model.layers[i];
    const last = i === places.layers.length - 1;
    const from = below;
    const { stride } = place;
    const at = layers[i % 2];
    const product = module.define(['i32', 'i32', 'i32'], (f, x, out, n) =>
      forwardLayer(f, n, place, from(x), last ? rows(logits, stride, out) : rows(at, stride), last ? 'identity' : activation),
    );
    parts.push((x, out, n) => call(product, [x.get, out.get, n.get]));
    below = () => rows(at, stride);
    if (!last && isCheap(activation)) continue;
    const activated = module.define(['i32', 'i32'], (f, out, n) =>
      activationPass(f, n, activation, place.layout.units, {
        from: last ? logits : at,
        to: last ? outputs : at,
        slope: null,
        stride,
        pointer: last ? out : null,
      }),
    );
    parts.push((_, out, n) => call(activated, [out.get, n.get]));
  }
  const infer = module.define(['i32', 'i32'], (f, x, left) => {
    const [n, out] = [f.local('i32'), f.local('i32')];
    return [
      out.set(i32(0)),
      repeat(
        [
          n.set(choose(left.get, i32(BLOCK), lessThan(left.get, i32(BLOCK)))),
          parts.map((part) => part(x, out, n)),
          x.set(add(x.get, i32(4 * model.inputs * BLOCK))),
          out.set(add(out.get, i32(places.outputStride * BLOCK))),
          left.set(subtract(left.get, i32(BLOCK))),
        ],
        lessThan(i32(0), left.get),
      ),
    ];
  });
  module.export('infer', infer);
  return module.bytes;
}
