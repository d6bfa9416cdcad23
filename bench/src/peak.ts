/**
 * The most that one thread can multiply and add here: a WebAssembly loop of nothing but vector multiply-adds on twelve registers that do
 * not wait for each other. Fused (relaxed SIMD) where the browser has it, else a product and a sum. The module is put together byte by byte.
 */

const ACCUMULATORS = 12;
/** Multiply-adds on each register in one turn of the loop. */
const UNROLLED = 4;
const LANES = 4;

/** Floating-point operations of one turn. */
const flopsPerTurn = ACCUMULATORS * UNROLLED * LANES * 2;

// From here on, bytes as in the WebAssembly specification, "Binary Format".
const I32 = 0x7f;
const F32 = 0x7d;
const V128 = 0x7b;

function leb(value: number): number[] {
  const bytes = [];
  for (let rest = value; ;) {
    const byte = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest ? byte | 0x80 : byte);
    if (!rest) return bytes;
  }
}

const vector = (bytes: number[]) => [...leb(bytes.length), ...bytes];
const section = (id: number, body: number[]) => [id, ...vector(body)];
const simd = (opcode: number) => [0xfd, ...leb(opcode)];
const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const f32 = (value: number) => [0x43, ...new Uint8Array(new Float32Array([value]).buffer)];

/** '\0asm' and version 1. */
const HEADER = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
/** i32.const 1, i32.sub, local.tee 0, br_if 0, end. */
const DECREMENT_AND_REPEAT = [0x41, 1, 0x6b, 0x22, 0, 0x0d, 0, 0x0b];
const SPLAT = simd(0x13);
const ADD = simd(0xe4);
const MUL = simd(0xe6);
const MADD = simd(0x105);
const EXTRACT = [...simd(0x1f), 0];

/** A module that exports `run(turns: i32) -> f32`. */
export function peakModule(fused: boolean): Uint8Array<ArrayBuffer> {
  // Local 0 is the count of turns, 1 and 2 the factors, 3 on the accumulators.
  const accumulators = Array.from({ length: ACCUMULATORS }, (_, i) => 3 + i);
  const madd = (local: number) =>
    fused
      ? [...get(1), ...get(2), ...get(local), ...MADD, ...set(local)]
      : [...get(1), ...get(2), ...MUL, ...get(local), ...ADD, ...set(local)];
  const turn = Array.from({ length: UNROLLED }, () => accumulators.flatMap(madd)).flat();
  const code = [
    ...f32(0.5),
    ...SPLAT,
    ...set(1),
    ...f32(1e-3),
    ...SPLAT,
    ...set(2),
    // loop without a result: a turn; turns − 1; again while that is not 0
    0x03,
    0x40,
    ...turn,
    ...get(0),
    ...DECREMENT_AND_REPEAT,
    ...accumulators.slice(1).reduce((sum, local) => [...sum, ...get(local), ...ADD], get(accumulators[0])),
    ...EXTRACT,
    0x0b,
  ];
  const locals = [1, ...leb(2 + ACCUMULATORS), V128];
  return new Uint8Array([
    ...HEADER,
    ...section(1, [1, 0x60, 1, I32, 1, F32]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...vector([...new TextEncoder().encode('run')]), 0, 0]),
    ...section(10, [1, ...vector([...locals, ...code])]),
  ]);
}

export interface Peak {
  detail: string;
  /** Floating-point operations of one turn. */
  flops: number;
  run(turns: number): number;
}

export async function createPeak(): Promise<Peak> {
  const fused = WebAssembly.validate(peakModule(true));
  const { instance } = await WebAssembly.instantiate(peakModule(fused));
  return {
    detail: fused ? 'relaxed SIMD, fused multiply-add' : 'SIMD, product and sum',
    flops: flopsPerTurn,
    run: instance.exports.run as Peak['run'],
  };
}
