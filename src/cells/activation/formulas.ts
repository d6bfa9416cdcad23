/** Each activation function as it is written, first with its letter, then with the reader's number in it. */
import { html, type TemplateResult } from 'lit';
import { activations, normalCdf, normalDensity, sigmoid, softplus } from '../../engine/activations';
import { conventions } from '../../engine/conventions';
import type { HiddenActivation } from '../activation-names';

export interface Written {
  /** The function's sign: σ, tanh. */
  sign: string;
  rule: TemplateResult | string;
  /** The rule with x put in, up to the equals sign. */
  now: TemplateResult | string;
  slopeRule: TemplateResult | string;
  slopeNow: TemplateResult | string;
}

/** A value with three significant digits and a true minus. */
export function written(value: number): string {
  const text = value === 0 || Math.abs(value) >= 1e-4 ? String(Number(value.toPrecision(3))) : value.toExponential(1);
  return text.replaceAll('-', '−');
}

const brackets = (value: number) => (value < 0 ? `(${written(value)})` : written(value));

/** @param x what is put in */
export function formulasOf(name: HiddenActivation, x: number): Written {
  const at = written(x);
  const s = sigmoid(x);
  const { leakyReluSlope: leak } = conventions;
  switch (name) {
    case 'identity':
      return { sign: 'f', rule: 'x', now: at, slopeRule: '1', slopeNow: '1' };
    case 'sigmoid':
      return {
        sign: 'σ',
        rule: html`1 / (1 + e<sup>−x</sup>)`,
        now: html`1 / (1 + ${written(Math.exp(-x))})`,
        slopeRule: 'σ(x) · (1 − σ(x))',
        slopeNow: `${written(s)} · (1 − ${written(s)})`,
      };
    case 'tanh':
      return {
        sign: 'tanh',
        rule: html`(e<sup>x</sup> − e<sup>−x</sup>) / (e<sup>x</sup> + e<sup>−x</sup>)`,
        now: `(${written(Math.exp(x))} − ${written(Math.exp(-x))}) / (${written(Math.exp(x))} + ${written(Math.exp(-x))})`,
        slopeRule: html`1 − tanh(x)<sup>2</sup>`,
        slopeNow: html`1 − ${brackets(activations.tanh.value(x))}<sup>2</sup>`,
      };
    case 'relu':
      return {
        sign: 'ReLU',
        rule: 'max(0, x)',
        now: `max(0, ${at})`,
        slopeRule: '1 if x > 0, else 0',
        slopeNow: x > 0 ? `1, for ${at} > 0` : `0, for ${at} ≤ 0`,
      };
    case 'leakyRelu':
      return {
        sign: 'leaky',
        rule: `x if x > 0, else ${leak} · x`,
        now: x > 0 ? at : `${leak} · ${brackets(x)}`,
        slopeRule: `1 if x > 0, else ${leak}`,
        slopeNow: x > 0 ? `1, for ${at} > 0` : `${leak}, for ${at} ≤ 0`,
      };
    case 'elu':
      return {
        sign: 'ELU',
        rule: html`x if x > 0, else e<sup>x</sup> − 1`,
        now: x > 0 ? at : `${written(Math.exp(x))} − 1`,
        slopeRule: html`1 if x > 0, else e<sup>x</sup>`,
        slopeNow: x > 0 ? `1, for ${at} > 0` : html`e<sup>${at}</sup>`,
      };
    case 'gelu':
      return {
        sign: 'GELU',
        rule: 'x · Φ(x)',
        now: `${at} · ${written(normalCdf(x))}`,
        slopeRule: 'Φ(x) + x · φ(x)',
        slopeNow: `${written(normalCdf(x))} + ${brackets(x)} · ${written(normalDensity(x))}`,
      };
    case 'silu':
      return {
        sign: 'SiLU',
        rule: 'x · σ(x)',
        now: `${at} · ${written(s)}`,
        slopeRule: 'σ(x) · (1 + x · (1 − σ(x)))',
        slopeNow: `${written(s)} · (1 + ${brackets(x)} · ${written(1 - s)})`,
      };
    case 'softplus':
      return {
        sign: 'softplus',
        rule: html`ln(1 + e<sup>x</sup>)`,
        now: `ln(${written(Math.exp(softplus(x)))})`,
        slopeRule: 'σ(x)',
        slopeNow: `σ(${at})`,
      };
  }
}
