/** A WebAssembly module while it is being written: functions with named locals, and the sections around them. */
import { Local } from './wasm';
import { type Code, flat, float, unsigned } from './wasm-bytes';
import { simd, v } from './wasm-simd';

export type ValueType = 'i32' | 'f32' | 'v128';

const typeByte: Record<ValueType, number> = { i32: 0x7f, f32: 0x7d, v128: 0x7b };

/** What every module begins with: '\0asm', and version 1. */
const MAGIC = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

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
