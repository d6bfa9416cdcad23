/**
 * A small writer of WebAssembly: instructions as trees of bytes, functions with named locals, and the module around them.
 * Encodings: WebAssembly Core Specification 2.0, chapter 5, and the relaxed SIMD proposal. What is written is not checked here: the browser does that.
 */

/** Instructions: bytes, or instructions that stand one after another. */
export type Code = readonly (number | Code)[];

export type ValueType = 'i32' | 'f32' | 'v128';

const typeByte: Record<ValueType, number> = { i32: 0x7f, f32: 0x7d, v128: 0x7b };
const NO_RESULT = 0x40;
const DROP = 0x1a;
/** What every module begins with: '\0asm', and version 1. */
const MAGIC = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

/** An unsigned number in LEB128. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest & 0x7f) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
  return bytes;
}

/** A signed 32-bit number in LEB128. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const byte = rest & 0x7f;
    rest >>= 7;
    if ((rest === 0 && !(byte & 0x40)) || (rest === -1 && byte & 0x40)) return [...bytes, byte];
    bytes.push(byte | 0x80);
  }
}

function float(value: number): number[] {
  return [...new Uint8Array(Float32Array.of(value).buffer)];
}

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
const memory = (operation: Code, align: number, offset: number): Code => [operation, align, ...unsigned(offset)];
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

const simd = (opcode: number): Code => [0xfd, ...unsigned(opcode)];
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

/** One function while it is being written. */
export class Func {
  readonly #types: ValueType[] = [];
  readonly #constants = new Map<string, { local: Local; bytes: number[] }>();
  readonly params: Local[];
  body: Code = [];

  /** @param relaxed whether a product and a sum may be one instruction, rounded once */
  constructor(
    readonly relaxed: boolean,
    readonly takes: readonly ValueType[],
  ) {
    this.params = takes.map((_, i) => new Local(i));
  }

  local(type: ValueType): Local {
    this.#types.push(type);
    return new Local(this.takes.length + this.#types.length - 1);
  }

  vectors(n: number): Local[] {
    return Array.from({ length: n }, () => this.local('v128'));
  }

  /** A constant in all lanes, kept in a local: V8 would build it anew at each use. */
  constant(value: number): Code {
    // As text, 0 and −0 would be one.
    const key = Object.is(value, -0) ? 'f-0' : `f${value}`;
    return this.#kept(key, () => [value, value, value, value].flatMap(float));
  }

  /** Bit patterns, for masks and for exponents. */
  bits(values: readonly number[]): Code {
    return this.#kept(values.join(), () => [...new Uint8Array(Uint32Array.from(values).buffer)]);
  }

  /** a·b + c. */
  madd(a: Code, b: Code, c: Code): Code {
    return this.relaxed ? [a, b, c, simd(0x105)] : v.add(v.mul(a, b), c);
  }

  /** c − a·b. */
  nmadd(a: Code, b: Code, c: Code): Code {
    return this.relaxed ? [a, b, c, simd(0x106)] : v.sub(c, v.mul(a, b));
  }

  get bytes(): Code {
    const prologue = [...this.#constants.values()].map(({ local, bytes }) => local.set([simd(0x0c), bytes]));
    const locals = this.#types.flatMap((type) => [1, typeByte[type]]);
    const code = flat([unsigned(this.#types.length), locals, prologue, this.body, 0x0b]);
    return [unsigned(code.length), code];
  }

  /** @param key says what it is, and is quicker to compare than its bytes */
  #kept(key: string, bytes: () => number[]): Code {
    const known = this.#constants.get(key);
    if (known) return known.local.get;
    const local = this.local('v128');
    this.#constants.set(key, { local, bytes: bytes() });
    return local.get;
  }
}

/** A plain loop: this runs once for each of some ten thousand bytes, before anything is optimized. */
function flat(code: Code, bytes: number[] = []): number[] {
  for (let i = 0; i < code.length; i++) {
    const part = code[i];
    if (typeof part === 'number') bytes.push(part);
    else flat(part, bytes);
  }
  return bytes;
}

/** Pages of 64 KB up to which a shared memory may grow: 1 GB. */
export const MOST_PAGES = 16_384;

/** A module that works on the memory it is given as `m.m`. */
export class Module {
  readonly #functions: Func[] = [];
  readonly #exports: { name: string; index: number }[] = [];

  /** @param shared whether threads share the memory */
  constructor(
    readonly relaxed: boolean,
    readonly shared = false,
  ) {}

  /** @returns the function's index, for `call` */
  define(takes: readonly ValueType[], write: (f: Func, ...params: Local[]) => Code): number {
    const f = new Func(this.relaxed, takes);
    f.body = write(f, ...f.params);
    return this.#functions.push(f) - 1;
  }

  export(name: string, index: number): void {
    this.#exports.push({ name, index });
  }

  get bytes(): Uint8Array<ArrayBuffer> {
    const functions = this.#functions;
    const text = (word: string) => [word.length, ...new TextEncoder().encode(word)];
    const section = (id: number, items: readonly Code[]): Code => {
      const content = flat([unsigned(items.length), items]);
      return [id, unsigned(content.length), content];
    };
    const types = functions.map(({ takes }) => [0x60, takes.length, ...takes.map((type) => typeByte[type]), 0]);
    return new Uint8Array(
      flat([
        MAGIC,
        section(1, types),
        section(2, [[...text('m'), ...text('m'), 0x02, ...(this.shared ? [0x03, 1, ...unsigned(MOST_PAGES)] : [0x00, 1])]]),
        section(
          3,
          functions.map((_, i) => unsigned(i)),
        ),
        section(
          7,
          this.#exports.map(({ name, index }) => [...text(name), 0x00, ...unsigned(index)]),
        ),
        section(
          10,
          functions.map((f) => f.bytes),
        ),
      ]),
    );
  }
}
