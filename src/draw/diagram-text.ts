/** What the drawing of a network says in words: names of units and weights, and a summary for those who do not see it. Pure. */
import type { ModelSpec } from '../contract/model';
import { layerPlaces, parameterCount, type Unit } from './diagram-layout';

const subscripts = '₀₁₂₃₄₅₆₇₈₉';

/** A feature's name as it is written by hand: 'x1^2' is x₁², 'sin(pi*x1)' is sin πx₁, 'bill_length_mm' is bill length mm. */
export function featureName(feature: string): string {
  return feature
    .replace(/x(\d)/g, (_, digit: string) => `x${subscripts[Number(digit)]}`)
    .replace('^2', '²')
    .replace(/sin\(pi\*(.*)\)/, 'sin π$1')
    .replaceAll('*', '')
    .replaceAll('_', ' ');
}

/** A name in so many letters: of a category its value alone, which tells one input from the next. */
export function shortened(name: string, most: number): string {
  if (name.length <= most) return name;
  const text = / = .*$/.exec(name)?.[0].trim() ?? name;
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** 0.123 as '0.12', -2 as '−2.00', with a true minus; very small and very large numbers in powers of ten. */
export function short(value: number): string {
  const size = Math.abs(value);
  const text = size !== 0 && (size < 0.005 || size >= 10_000) ? value.toExponential(1) : value.toFixed(2);
  return text.replaceAll('-', '−');
}

export interface Named {
  model: ModelSpec;
  inputs: readonly string[];
  outputs: readonly string[];
}

/** 'input x₁', 'hidden layer 1, unit 3', 'output p'. */
export function unitName(named: Named, { layer, unit }: Unit): string {
  if (layer < 0) return `input ${featureName(named.inputs[unit] ?? String(unit + 1))}`;
  if (layer === named.model.layers.length - 1) return `output ${named.outputs[unit] ?? String(unit + 1)}`;
  return `hidden layer ${layer + 1}, unit ${unit + 1}`;
}

/** The same within a sentence: 'x₁', 'unit 3 of hidden layer 1', 'output p'. */
function unitPhrase(named: Named, { layer, unit }: Unit): string {
  if (layer < 0) return featureName(named.inputs[unit] ?? `input ${unit + 1}`);
  if (layer === named.model.layers.length - 1) return unitName(named, { layer, unit });
  return `unit ${unit + 1} of hidden layer ${layer + 1}`;
}

/** 'Weight from x₁ to unit 3 of hidden layer 1'. */
export function weightName(named: Named, layer: number, from: number, to: number): string {
  return `Weight from ${unitPhrase(named, { layer: layer - 1, unit: from })} to ${unitPhrase(named, { layer, unit: to })}`;
}

/** 'Bias of unit 3 of hidden layer 1'. */
export function biasName(named: Named, at: Unit): string {
  return `Bias of ${unitPhrase(named, at)}`;
}

/** A number that can be edited: what it is called and where it stands in the flat weights. */
export interface Parameter {
  name: string;
  index: number;
}

/** The bias of a unit and its incoming weights. Inputs have none. */
export function parametersOf(named: Named, at: Unit): Parameter[] {
  const place = layerPlaces(named.model)[at.layer];
  if (!place) return [];
  const bias = { name: biasName(named, at), index: place.bias + at.unit };
  const weights = Array.from({ length: place.inputs }, (_, from) => ({
    name: weightName(named, at.layer, from, at.unit),
    index: place.kernel + from * place.units + at.unit,
  }));
  return [bias, ...weights];
}

/** Layers, units, and the three largest weights of all. */
export function summary(named: Named, weights: Float32Array | null): string {
  const { model } = named;
  const inputs = named.inputs.length <= 8 ? ` (${named.inputs.map(featureName).join(', ')})` : '';
  const layers = model.layers.map(({ units, activation }, i) => {
    const name = i === model.layers.length - 1 ? 'output' : `hidden layer ${i + 1}`;
    return `${name}: ${units} ${activation} ${units === 1 ? 'unit' : 'units'}`;
  });
  const parameters = parameterCount(model);
  const text = `A network of ${model.inputs} ${model.inputs === 1 ? 'input' : 'inputs'}${inputs}; ${layers.join('; ')}. ${parameters.toLocaleString('en-GB')} weights and biases.`;
  if (weights?.length !== parameters) return text;
  const largest = largestWeights(named, weights, 3).map(({ name, value }) => `${name}, ${short(value)}`);
  return largest.length ? `${text} Largest weights: ${largest.join('; ')}.` : text;
}

function largestWeights(named: Named, weights: Float32Array, count: number): { name: string; value: number }[] {
  const found: { layer: number; from: number; to: number; value: number }[] = [];
  layerPlaces(named.model).forEach(({ units, kernel, bias }, layer) => {
    for (let index = kernel; index < bias; index++) {
      const value = weights[index];
      if (found.length === count && !(Math.abs(value) > Math.abs(found[count - 1].value))) continue;
      found.push({ layer, from: Math.floor((index - kernel) / units), to: (index - kernel) % units, value });
      found.sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
      found.length = Math.min(found.length, count);
    }
  });
  return found.map(({ layer, from, to, value }) => ({ name: weightName(named, layer, from, to), value }));
}
