/** Two threads' pieces of work: each its own first, and then the other's from the far end; every piece once. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Thread } from '../../../src/engine/compiled/meeting';
import { refill, share, SHARED_BYTES, type Pieces } from '../../../src/engine/compiled/sharing';
import { add, i32, loadI32, storeI32 } from '../../../src/engine/compiled/wasm';
import { Module } from '../../../src/engine/compiled/wasm-module';

/** The pieces that are taken are written one after another behind their number, which stands here. */
const TAKEN = SHARED_BYTES;

/** What both threads can do, and how often. */
function worker(middle: number, end: number) {
  const module = new Module(false);
  const pieces: Pieces = { counters: 0, middle: i32(middle), end: i32(end) };
  module.export(
    'refill',
    module.define([], () => refill(pieces)),
  );
  for (const me of [0, 1] as const)
    module.export(
      `share${me}`,
      module.define([], (f) =>
        share(f, pieces, me, (piece) => {
          const at = f.local('i32');
          return [at.set(add(loadI32(i32(TAKEN)), i32(4))), storeI32(i32(TAKEN), at.get), storeI32(at.get, piece.get, TAKEN)];
        }),
      ),
    );
  const memory = new WebAssembly.Memory({ initial: 1 });
  const instance = new WebAssembly.Instance(new WebAssembly.Module(module.bytes), { m: { m: memory } });
  const run = instance.exports as Record<'refill' | 'share0' | 'share1', () => void>;
  const words = new Int32Array(memory.buffer);
  /** @param done pieces that the other thread has taken of its own */
  const taken = (me: Thread, done: number): number[] => {
    run.refill();
    words[(64 * (1 - me)) / 4] -= done;
    words[TAKEN / 4] = 0;
    run[`share${me}`]();
    return [...words.subarray(TAKEN / 4 + 1, TAKEN / 4 + 1 + words[TAKEN / 4] / 4)];
  };
  return taken;
}

test('its own from the front, then the other’s from the back', () => {
  const taken = worker(3, 7);
  expect(taken(0, 0)).toEqual([0, 1, 2, 6, 5, 4, 3]);
  expect(taken(1, 0)).toEqual([3, 4, 5, 6, 2, 1, 0]);
});

test('what the other has taken stays its own, and each piece is taken once, also where a half is empty', () => {
  const cases = fc
    .tuple(fc.nat(9), fc.nat(9))
    .chain(([own, other]) => fc.record({ own: fc.constant(own), other: fc.constant(other), done: fc.nat(other) }));
  fc.assert(
    fc.property(cases, ({ own, other, done }) => {
      const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
      const first = worker(own, own + other)(0, done);
      expect(first.toSorted((a, b) => a - b)).toEqual([...numbers(0, own), ...numbers(own + done, own + other)]);
      const second = worker(other, own + other)(1, done);
      expect(second.toSorted((a, b) => a - b)).toEqual(numbers(done, own + other));
    }),
    { seed: 5 },
  );
});
