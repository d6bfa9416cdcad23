/** The functions of one network that only answers: blocks of examples go through all layers in two arrays, and nothing is kept. */
import { isCheap } from './activations';
import { activationPass, forwardLayer } from './forward';
import { BLOCK } from './memory';
import type { Rows } from './products';
import type { Shape } from './training';
import {
  add,
  call,
  choose,
  count,
  i32,
  lessThan,
  loadF32,
  Module,
  multiply,
  repeat,
  storeF32,
  subtract,
  v,
  type Code,
  type Func,
  type Local,
} from './wasm';

/**
 * Exports `infer(x, n)`: takes n examples (1 to places.inference.rows) from address x through the network, their outputs and, where the
 * loss wants them, logits to where places.inference says.
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
  const { units } = model.layers[model.layers.length - 1];
  const infer = module.define(['i32', 'i32'], (f, x, left) => {
    const [n, out, all] = [f.local('i32'), f.local('i32'), f.local('i32')];
    return [
      out.set(i32(0)),
      all.set(left.get),
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
      (model.loss === 'meanSquaredError' ? [outputs] : [logits, outputs]).map((at) =>
        closeRanks(f, all, at, units, places.outputStride),
      ),
    ];
  });
  module.export('infer', infer);
  return module.bytes;
}

/** Rows at address `base` put side by side. Each ends over the beginning of the next, which is written after it. */
function closeRanks(f: Func, n: Local, base: number, units: number, stride: number): Code {
  const bytes = 4 * units;
  if (bytes === stride) return [];
  const [row, to, end] = [f.local('i32'), f.local('i32'), f.local('i32')];
  const vectors = Array.from({ length: Math.ceil(units / 4) }, (_, i) => base + 16 * i);
  return [
    row.set(i32(0)),
    to.set(i32(0)),
    end.set(multiply(n.get, i32(stride))),
    count(row, stride, end.get, [
      units === 1
        ? storeF32(to.get, loadF32(row.get, base), base)
        : vectors.map((at) => v.store(to.get, v.load(row.get, at), at)),
      to.set(add(to.get, i32(bytes))),
    ]),
  ];
}
