/**
 * Pieces of work that two threads share. Each begins at its own end, with pieces that are its own from step to step and so lie in its cache;
 * whoever is ready with its own half helps with the other's, from that one's far end. On a machine whose cores are not equally fast, or not
 * equally free, nobody waits for more than a piece. Who takes a piece changes nothing in what comes out of it.
 */
import type { Thread } from './meeting';
import { add, atomicSubtract, i32, lessThan, repeat, storeI32, subtract, when, type Local } from './wasm';
import type { Code } from './wasm-bytes';
import type { Func } from './wasm-module';

/** Two counters of pieces left, each in a cache line of its own. */
export const SHARED_BYTES = 128;

/** Pieces from 0 to `end`: those before `middle` are the first thread's own. */
export interface Pieces {
  /** Address of the counters. */
  counters: number;
  middle: Code;
  end: Code;
}

const counter = ({ counters }: Pieces, owner: Thread) => counters + 64 * owner;

/** Before both begin, and while neither is at it: all pieces are there. */
export function refill(pieces: Pieces): Code {
  return [
    storeI32(i32(0), pieces.middle, counter(pieces, 0)),
    storeI32(i32(0), subtract(pieces.end, pieces.middle), counter(pieces, 1)),
  ];
}

/** One thread's way through the pieces: `take` does one. */
export function share(f: Func, pieces: Pieces, me: Thread, take: (piece: Local) => Code): Code {
  const piece = f.local('i32');
  const each = (owner: Thread) => {
    const left = lessThan(i32(0), atomicSubtract(i32(0), i32(1), counter(pieces, owner)));
    const begin = owner === 0 ? i32(0) : pieces.middle;
    const end = owner === 0 ? pieces.middle : pieces.end;
    const next = owner === me ? 1 : -1;
    return [
      piece.set(owner === me ? begin : subtract(end, i32(1))),
      when(left, repeat([take(piece), piece.set(add(piece.get, i32(next)))], left)),
    ];
  };
  return me === 0 ? [each(0), each(1)] : [each(1), each(0)];
}
