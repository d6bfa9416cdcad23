/** The instructions of WebAssembly on vectors of four floats. Those of the relaxed SIMD proposal are chosen in wasm-module.ts. */
import { i32, memory } from './wasm';
import { type Code, unsigned } from './wasm-bytes';

export const simd = (opcode: number): Code => [0xfd, ...unsigned(opcode)];
const unary =
  (opcode: number) =>
  (a: Code): Code => [a, simd(opcode)];
const binary =
  (opcode: number) =>
  (a: Code, b: Code): Code => [a, b, simd(opcode)];

/** Four floats at a time. Comparisons answer with all bits of a lane set, or none. */
export const v = {
  load: (address: Code, offset = 0): Code => [address, memory(simd(0x00), 2, offset)],
  /** One float into all lanes. */
  loadSplat: (address: Code, offset = 0): Code => [address, memory(simd(0x09), 2, offset)],
  store: (address: Code, value: Code, offset = 0): Code => [address, value, memory(simd(0x0b), 2, offset)],
  splat: unary(0x13),
  /** One float into lane 0, zeros beside it. */
  loadOne: (address: Code, offset = 0): Code => [address, memory(simd(0x5c), 2, offset)],
  /** Two floats into lanes 0 and 1, zeros beside them. */
  loadTwo: (address: Code, offset = 0): Code => [address, memory(simd(0x5d), 2, offset)],
  /** Two floats into the first (0) or second (1) half of a vector. */
  loadTwoLane: (address: Code, vector: Code, half: number, offset = 0): Code => [
    address,
    vector,
    memory(simd(0x57), 2, offset),
    half,
  ],
  /** One float into one lane of a vector. */
  loadLane: (address: Code, vector: Code, lane: number, offset = 0): Code => [
    address,
    vector,
    memory(simd(0x56), 2, offset),
    lane,
  ],
  storeLane: (address: Code, vector: Code, lane: number, offset = 0): Code => [
    address,
    vector,
    memory(simd(0x5a), 2, offset),
    lane,
  ],
  splatWhole: unary(0x11),
  greaterWhole: binary(0x3b),
  lane: (a: Code, lane: number): Code => [a, simd(0x1f), lane],
  /** Lanes 0 to 3 are a's, 4 to 7 b's. */
  shuffle: (a: Code, b: Code, lanes: readonly number[]): Code => [
    a,
    b,
    simd(0x0d),
    lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte)),
  ],
  add: binary(0xe4),
  sub: binary(0xe5),
  mul: binary(0xe6),
  div: binary(0xe7),
  sqrt: unary(0xe3),
  abs: unary(0xe0),
  neg: unary(0xe1),
  /** b where b < a, else a: a NaN in a goes through, and it is one instruction where min is six. */
  least: binary(0xea),
  /** b where a < b, else a. */
  greatest: binary(0xeb),
  less: binary(0x43),
  greater: binary(0x44),
  and: binary(0x4e),
  andNot: binary(0x4f),
  or: binary(0x50),
  /** a where the mask's bits are set, else b. */
  select: (a: Code, b: Code, mask: Code): Code => [a, b, mask, simd(0x52)],
  shiftLeft: (a: Code, bits: number): Code => [a, i32(bits), simd(0xab)],
  addWhole: binary(0xae),
};
