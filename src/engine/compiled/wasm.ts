/**
 * The instructions of WebAssembly that are used here, each a function that gives its bytes. Encodings: WebAssembly Core
 * Specification 2.0, chapter 5. What is written is not checked here: the browser does that.
 */
import { type Code, float, signed, unsigned } from './wasm-bytes';

/** The type of a block that leaves nothing on the stack. */
const NO_RESULT = 0x40;
const DROP = 0x1a;

/** A local of a function, or a parameter. */
export class Local {
  readonly get: Code;

  constructor(readonly index: number) {
    this.get = [0x20, ...unsigned(index)];
  }

  set(value: Code): Code {
    return [value, 0x21, ...unsigned(this.index)];
  }

  /** Sets it and leaves the value on the stack. */
  tee(value: Code): Code {
    return [value, 0x22, ...unsigned(this.index)];
  }
}

export const i32 = (value: number): Code => [0x41, ...signed(value)];
export const add = (a: Code, b: Code): Code => [a, b, 0x6a];
export const subtract = (a: Code, b: Code): Code => [a, b, 0x6b];
export const multiply = (a: Code, b: Code): Code => [a, b, 0x6c];
export const lessThan = (a: Code, b: Code): Code => [a, b, 0x48];
export const notAbove = (a: Code, b: Code): Code => [a, b, 0x4c];
export const unequal = (a: Code, b: Code): Code => [a, b, 0x47];
export const bitOr = (a: Code, b: Code): Code => [a, b, 0x72];
export const bitAnd = (a: Code, b: Code): Code => [a, b, 0x71];
export const shiftRight = (a: Code, bits: number): Code => [a, i32(bits), 0x76];
/** a where the condition is not 0, else b. */
export const choose = (a: Code, b: Code, condition: Code): Code => [a, b, condition, 0x1b];
export const f32Unequal = (a: Code, b: Code): Code => [a, b, 0x5c];
export const f32 = (value: number): Code => [0x43, ...float(value)];
export const call = (index: number, args: Code = []): Code => [args, 0x10, ...unsigned(index)];

/** An address is a number on the stack and a constant beside it. Alignment is a hint only. */
export const memory = (operation: Code, align: number, offset: number): Code => [operation, align, ...unsigned(offset)];
export const loadI32 = (address: Code, offset = 0): Code => [address, memory([0x28], 2, offset)];
export const loadF32 = (address: Code, offset = 0): Code => [address, memory([0x2a], 2, offset)];
export const storeI32 = (address: Code, value: Code, offset = 0): Code => [address, value, memory([0x36], 2, offset)];

/** Memory that threads share: one after another for all of them, and sleep until another wakes. */
const atomic = (opcode: number, offset: number): Code => [0xfe, opcode, 2, ...unsigned(offset)];
export const atomicLoad = (address: Code, offset = 0): Code => [address, atomic(0x10, offset)];
export const atomicStore = (address: Code, value: Code, offset = 0): Code => [address, value, atomic(0x17, offset)];
/** What was there before. */
export const atomicSubtract = (address: Code, value: Code, offset = 0): Code => [address, value, atomic(0x25, offset)];
/** Wakes whoever sleeps there. */
export const wake = (address: Code, offset = 0): Code => [address, i32(1), atomic(0x00, offset), DROP];
/** Sleeps while the number there is still `known`, for as long as it takes. */
export const sleep = (address: Code, known: Code, offset = 0): Code => [
  address,
  known,
  [0x42, ...signed(-1)],
  atomic(0x01, offset),
  DROP,
];

export const when = (condition: Code, then: Code, otherwise: Code = []): Code => [
  condition,
  0x04,
  NO_RESULT,
  then,
  otherwise.length ? [0x05, otherwise] : [],
  0x0b,
];
/** Leaves the function. */
export const RETURN: Code = [0x0f];
/** Runs at least once, and again while the condition is not 0. */
export const repeat = (body: Code, condition: Code): Code => [0x03, NO_RESULT, body, condition, 0x0d, 0, 0x0b];

/** `local` goes from what it is, by `step`, while it is below `end`; the body runs at least once. */
export function count(local: Local, step: number, end: Code, body: Code): Code {
  return repeat([body, local.set(add(local.get, i32(step)))], lessThan(local.get, end));
}
