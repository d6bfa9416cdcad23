/** The functions of one network that only answers: blocks of examples go through all layers in two arrays, and nothing is kept. */
import { isCheap } from './activations';
import { activationPass, forwardLayer } from './forward';
import { BLOCK } from './memory';
import type { Shape } from './training';
import { add, call, choose, count, i32, lessThan, multiply, repeat, subtract, type Local } from './wasm';
import type { Code } from './wasm-bytes';
import type { Module, Func } from './wasm-module';
import { v } from './wasm-simd';

/**
 * Exports `infer(x, n)`: takes n examples (1 to places.inference.rows) from address x through the network, their outputs and, where the
 * loss wants them, logits to where places.inference says.
 */
export function writeInference(module: Module, shape: Shape): void {
  const { through, close } = inferenceParts(module, shape);
  const infer = module.define(['i32', 'i32'], (_, x, n) => [call(through, [x.get, i32(0), n.get, i32(0)]), call(close, n.get)]);
  module.export('infer', infer);
}

/**
 * `through(x, to, n, block)` takes n examples from address x through the network: `to` is the first one's distance from where outputs and
 * logits begin, `block` that of the memory it may use from where that begins. `close(n)` puts the rows of all outputs side by side.
 */
export function inferenceParts(module: Module, { model, places }: Shape): { through: number; close: number } {
  const { layers, logits, outputs } = places.inference;
  const parts: ((x: Local, to: Local, n: Local, block: Local) => Code)[] = [];
  for (const [i, place] of places.layers.entries()) {
    const { activation } = model.layers[i];
    const last = i === places.layers.length - 1;
    const { stride } = place;
    const at = layers[i % 2];
    const product = module.define(['i32', 'i32', 'i32', 'i32'], (f, x, to, n, block) => {
      const from =
        i === 0
          ? { base: 0, stride: 4 * model.inputs, pointer: x }
          : { base: layers[(i - 1) % 2], stride: places.layers[i - 1].stride, pointer: block };
      const into = last ? { base: logits, stride, pointer: to } : { base: at, stride, pointer: block };
      return forwardLayer(f, n, place, from, into, last ? 'identity' : activation);
    });
    parts.push((x, to, n, block) => call(product, [x.get, to.get, n.get, block.get]));
    if (!last && isCheap(activation)) continue;
    const activated = module.define(['i32', 'i32'], (f, pointer, n) =>
      activationPass(f, n, activation, place.layout.units, {
        from: last ? logits : at,
        to: last ? outputs : at,
        slope: null,
        stride,
        pointer,
      }),
    );
    parts.push((_, to, n, block) => call(activated, [last ? to.get : block.get, n.get]));
  }
  const through = module.define(['i32', 'i32', 'i32', 'i32'], (f, x, to, left, block) => {
    const n = f.local('i32');
    return repeat(
      [
        n.set(choose(left.get, i32(BLOCK), lessThan(left.get, i32(BLOCK)))),
        parts.map((part) => part(x, to, n, block)),
        x.set(add(x.get, i32(4 * model.inputs * BLOCK))),
        to.set(add(to.get, i32(places.outputStride * BLOCK))),
        left.set(subtract(left.get, i32(BLOCK))),
      ],
      lessThan(i32(0), left.get),
    );
  });
  const { units } = model.layers[model.layers.length - 1];
  const close = module.define(['i32'], (f, n) =>
    (model.loss === 'meanSquaredError' ? [outputs] : [logits, outputs]).map((at) =>
      closeRanks(f, n, at, units, places.outputStride),
    ),
  );
  return { through, close };
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
    count(row, stride, end.get, [vectors.map((at) => v.store(to.get, v.load(row.get, at), at)), to.set(add(to.get, i32(bytes)))]),
  ];
}
