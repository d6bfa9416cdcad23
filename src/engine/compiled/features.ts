/** Which form of the compiled engine this browser can run, found by asking it to validate a function that uses the instruction in question. */
import { Module } from './wasm-module';
import { v } from './wasm-simd';

/** Fused multiply-adds, vectors without them, or no vectors at all: then the plain loops do the work. */
export type Form = 'relaxed' | 'simd' | 'plain';

export const formWords: Record<Form, string> = {
  relaxed: 'WebAssembly for this shape, relaxed SIMD (fused multiply-add)',
  simd: 'WebAssembly for this shape, SIMD without fused multiply-add',
  plain: 'no WebAssembly SIMD in this browser: JavaScript typed arrays',
};

/** @param most the best form to look for; tests ask for less than there is */
export function bestForm(most: Form = 'relaxed'): Form {
  if (typeof WebAssembly === 'undefined' || most === 'plain') return 'plain';
  if (most === 'relaxed' && validates(true)) return 'relaxed';
  return validates(false) ? 'simd' : 'plain';
}

function validates(relaxed: boolean): boolean {
  const module = new Module(relaxed);
  module.define(['i32'], (f, at) => v.store(at.get, f.madd(v.load(at.get), v.load(at.get), v.load(at.get))));
  return WebAssembly.validate(module.bytes);
}
