/**
 * How two threads work on one network: the first gives the second its orders, both do their share, and they wait for each other. Everything
 * goes through a few words of the memory that they share. Whoever waits looks a while, and then sleeps until it is woken.
 */
import {
  add,
  atomicLoad,
  atomicStore,
  i32,
  lessThan,
  loadI32,
  repeat,
  RETURN,
  sleep,
  storeI32,
  subtract,
  unequal,
  wake,
  when,
  type Local,
} from './wasm';
import type { Code } from './wasm-bytes';
import type { Func } from './wasm-module';

export type Thread = 0 | 1;

/** What an order is about. */
export const order = { stop: 0, train: 1, infer: 2 } as const;
export type Order = (typeof order)[keyof typeof order];

/** Offsets in the words that they share, each thread's in a cache line of its own. */
const at = { orders: 0, kind: 4, a: 8, b: 12, wanted: 16, ready: 64, arrived: [128, 192], asleep: [132, 196] } as const;
export const CONTROL_BYTES = 256;

/**
 * Looks before sleep, some 3 to 5 ns each: longer than JavaScript is busy between two calls. To sleep and be woken takes a thread 0.1 ms and
 * more on a rented machine, which gives an idle processor away.
 */
const LOOKS = 100_000;

/** The number at an offset has reached `wanted`, which is one more than it was: waits for that. */
function reached(f: Func, control: number, me: Thread, offset: number, wanted: Local): Code {
  const looks = f.local('i32');
  const number = atomicLoad(i32(0), control + offset);
  const behind = lessThan(subtract(number, wanted.get), i32(0));
  const asleep = (is: number) => atomicStore(i32(0), i32(is), control + at.asleep[me]);
  return when(behind, [
    looks.set(i32(LOOKS)),
    repeat(
      [
        looks.set(subtract(looks.get, i32(1))),
        when(
          looks.get,
          [],
          [asleep(1), sleep(i32(0), subtract(wanted.get, i32(1)), control + offset), asleep(0), looks.set(i32(LOOKS))],
        ),
      ],
      behind,
    ),
  ]);
}

/** Tells the other thread a new number. Where it sleeps, it says so before it looks for the last time: so nobody sleeps through it. */
function tell(control: number, me: Thread, offset: number, number: Code): Code {
  const other = me === 0 ? 1 : 0;
  return [
    atomicStore(i32(0), number, control + offset),
    when(atomicLoad(i32(0), control + at.asleep[other]), wake(i32(0), control + offset)),
  ];
}

/** Waits until both have come so far. */
export function meet(f: Func, control: number, me: Thread): Code {
  const times = f.local('i32');
  return [
    times.set(add(loadI32(i32(0), control + at.arrived[me]), i32(1))),
    tell(control, me, at.arrived[me], times.get),
    reached(f, control, me, at.arrived[me === 0 ? 1 : 0], times),
  ];
}

/** The first thread's: has the second do its share of something. */
export function give(control: number, what: Order, a: Local, b: Local): Code {
  const next = add(loadI32(i32(0), control + at.orders), i32(1));
  return [
    storeI32(i32(0), i32(what), control + at.kind),
    storeI32(i32(0), a.get, control + at.a),
    storeI32(i32(0), b.get, control + at.b),
    tell(control, 0, at.orders, next),
  ];
}

/** The second thread's: does what it is told until it is told to leave, unless it has come too late. `number` says for which call it came. */
export function serve(f: Func, control: number, number: Local, share: (what: Order, a: Local, b: Local) => Code): Code {
  const [orders, kind, a, b] = [f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32')];
  const doing = (what: Order) => when(unequal(kind.get, i32(what)), [], share(what, a, b));
  return [
    // In this order: whoever is sent away after the first has been read sees the order to leave.
    orders.set(atomicLoad(i32(0), control + at.orders)),
    when(unequal(atomicLoad(i32(0), control + at.wanted), number.get), RETURN),
    atomicStore(i32(0), number.get, control + at.ready),
    repeat(
      [
        orders.set(add(orders.get, i32(1))),
        reached(f, control, 1, at.orders, orders),
        kind.set(loadI32(i32(0), control + at.kind)),
        a.set(loadI32(i32(0), control + at.a)),
        b.set(loadI32(i32(0), control + at.b)),
        doing(order.train),
        doing(order.infer),
      ],
      kind.get,
    ),
  ];
}

/** Calls the second thread, which will come when it has read its messages. */
export function want(words: Uint32Array, control: number, number: number): void {
  Atomics.store(words, (control + at.wanted) >> 2, number);
}

/** Whether it is there, and for which call. */
export function isThere(words: Uint32Array, control: number, number: number): boolean {
  return Atomics.load(words, (control + at.ready) >> 2) === number;
}

/** Sends it away. */
export function dismiss(words: Uint32Array, control: number): void {
  want(words, control, 0);
  words[(control + at.kind) >> 2] = order.stop;
  Atomics.add(words, (control + at.orders) >> 2, 1);
  Atomics.notify(new Int32Array(words.buffer), (control + at.orders) >> 2);
}
