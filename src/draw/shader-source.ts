/**
 * Writes the fragment shader that evaluates a whole network at each pixel and colours it: one structure, one source, all of it
 * unrolled, with the weights as the only thing that changes. Pure.
 *
 * What it computes is what the worker's grid holds (engine/plain/inference.ts), and it mixes colours as raster.ts does.
 */
import type { ActivationName, ModelSpec, PlaneFeature } from '../contract/model';
import { conventions } from '../engine/conventions';
import { areaStrength } from './colours';

/** The largest network that is drawn so; the output counts as a layer of its own. */
export const shaderLimits = { hiddenLayers: 8, units: 32 } as const;

/** What a shader is written for: the features of the plane that go in, in order, and the network. */
export interface PlaneStructure {
  model: ModelSpec;
  features: readonly string[];
}

const literal = (value: number): string => (Number.isInteger(value) ? value.toFixed(1) : String(value));

// sin(πx) by hand: GLSL promises little of its own sin. Folded to a quarter turn, then the series to the 11th power (error 6e-8).
const sine = `float sinePi(float x) {
  float r = x - 2.0 * floor(0.5 * x + 0.5);
  r = abs(r) > 0.5 ? sign(r) - r : r;
  float s = r * r;
  return r * (3.14159265 + s * (-5.16771278 + s * (2.55016404 + s * (-0.599264529 + s * (0.0821458866 - s * 0.00737043095)))));
}`;

const formulas = {
  x1: 'x.x',
  x2: 'x.y',
  'x1^2': 'x.x * x.x',
  'x2^2': 'x.y * x.y',
  'x1*x2': 'x.x * x.y',
  'sin(pi*x1)': 'sinePi(x.x)',
  'sin(pi*x2)': 'sinePi(x.y)',
} satisfies Record<PlaneFeature, string>;
const formulaOf = new Map(Object.entries(formulas));

/**
 * Each on four units at once. They rest on nothing but exp and log, and let NaN through (max and clamp need not).
 * Φ in GELU: Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26 (error below 1.5e-7).
 */
const activations: Record<Exclude<ActivationName, 'softmax'>, string> = {
  identity: 'return z;',
  sigmoid: 'return 1.0 / (1.0 + exp(-z));',
  tanh: 'return 1.0 - 2.0 / (exp(2.0 * z) + 1.0);',
  relu: 'return mix(z, vec4(0.0), lessThanEqual(z, vec4(0.0)));',
  leakyRelu: `return mix(${literal(conventions.leakyReluSlope)} * z, z, greaterThan(z, vec4(0.0)));`,
  elu: `return mix(${literal(conventions.eluAlpha)} * (exp(z) - 1.0), z, greaterThan(z, vec4(0.0)));`,
  gelu: `vec4 x = abs(z) * 0.707106781;
  vec4 t = 1.0 / (1.0 + 0.3275911 * x);
  vec4 above = 0.5 * exp(-x * x) * t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return z * mix(above, 1.0 - above, greaterThan(z, vec4(0.0)));`,
  silu: 'return z / (1.0 + exp(-z));',
  softplus: 'return mix(vec4(0.0), z, greaterThan(z, vec4(0.0))) + log(1.0 + exp(-abs(z)));',
};

/** Why no shader is written for this network, in words that follow “since”; null where one is. */
export function beyondShader({ model, features }: PlaneStructure): string | null {
  const { hiddenLayers, units } = shaderLimits;
  if (model.layers.length - 1 > hiddenLayers) return `a shader is written for at most ${hiddenLayers} hidden layers`;
  if (model.layers.some((layer) => layer.units > units)) return `a shader is written for at most ${units} units a layer`;
  if (features.length !== model.inputs || !features.every((name) => formulaOf.has(name)))
    return 'its inputs are not made of the plane alone';
  return null;
}

/** Groups of four units. */
const groups = (units: number): number => Math.ceil(units / 4);

/** Numbers that `packWeights` writes: four a vector, for each group of four units one vector an input and one for the bias. */
export function packedLength({ inputs, layers }: ModelSpec): number {
  return layers.reduce((sum, { units }, i) => sum + 4 * groups(units) * ((i ? layers[i - 1].units : inputs) + 1), 0);
}

/**
 * Puts a network's weights (layout: contract/backend.ts, Snapshot) in the order in which the shader reads them.
 * @param packed packedLength(model) numbers, its padding nought already
 * @returns whether all of them are numbers; where one is NaN, so is every answer of the network
 */
export function packWeights({ inputs, layers }: ModelSpec, weights: Float32Array, packed: Float32Array): boolean {
  let sound = true;
  let width = inputs;
  let from = 0;
  let to = 0;
  for (const { units } of layers) {
    const size = 4 * (width + 1);
    // The bias stands as one more row below the kernel's, on both sides.
    for (let row = 0; row <= width; row++)
      for (let unit = 0; unit < units; unit++, from++) {
        const value = weights[from];
        if (value !== value) sound = false;
        packed[to + (unit >> 2) * size + 4 * row + (unit & 3)] = value;
      }
    to += groups(units) * size;
    width = units;
  }
  return sound;
}

const part = (name: string, unit: number): string => `${name}${unit >> 2}.${'xyzw'[unit & 3]}`;

/** The network from its features to the numbers of its last layer, which stand in the vectors y0, y1, …. */
function forward({ model, features }: PlaneStructure): string[] {
  let inputs = features.map((_, i) => `f${i}`);
  const lines = features.map((name, i) => `float f${i} = ${formulaOf.get(name)};`);
  let at = 0;
  model.layers.forEach(({ units, activation }, layer) => {
    const last = layer === model.layers.length - 1;
    const name = last ? 'y' : `a${layer}_`;
    for (let group = 0; group < groups(units); group++) {
      const products = inputs.map((input, i) => ` + w[${at + i}] * ${input}`).join('');
      const z = `w[${at + inputs.length}]${products}`;
      lines.push(`vec4 ${name}${group} = ${activation === 'softmax' ? z : `${activation}4(${z})`};`);
      at += inputs.length + 1;
    }
    inputs = Array.from({ length: units }, (_, unit) => part(name, unit));
  });
  return lines;
}

/** The vectors y turned into shares of one. The largest is taken off first, so that no power overflows. */
function softmax(units: number): string[] {
  const all = Array.from({ length: units }, (_, unit) => part('y', unit));
  return [
    `float largest = ${all.reduce((a, b) => `max(${a}, ${b})`)};`,
    ...Array.from({ length: groups(units) }, (_, group) => `y${group} = exp(y${group} - largest);`),
    `float sum = ${all.join(' + ')};`,
    ...Array.from({ length: groups(units) }, (_, group) => `y${group} /= sum;`),
  ];
}

/** As colours.ts, pairColour: two classes by the probability of the second. */
const pair = [
  'float p = y0.x;',
  `float share = ${literal(areaStrength)} * min(1.0, abs(2.0 * p - 1.0));`,
  'vec3 mixed = mix(surface, p < 0.5 ? classes[0] : classes[1], share);',
  'colour = vec4(isnan(p) ? surface : mixed, 1.0);',
];

/** As raster.ts, paintBlend: class colours by probability, towards the surface by doubt; a fourth class has no colour. */
function blend(units: number): string[] {
  const coloured = Array.from({ length: Math.min(units, 3) }, (_, unit) => part('y', unit));
  const chance = literal(1 / units);
  return [
    `float most = ${coloured.reduce((most, p) => `max(${most}, ${p})`, '0.0')};`,
    `vec3 sum3 = ${coloured.map((p, i) => `${p} * (classes[${i}] - surface)`).join(' + ')};`,
    `float share = most > ${chance} ? ${literal(areaStrength / (1 - 1 / units))} * (min(1.0, most) - ${chance}) : 0.0;`,
    `bool doubtful = share == 0.0 || isnan(${coloured.join(' + ')});`,
    'colour = vec4(doubtful ? surface : surface + share * sum3, 1.0);',
  ];
}

/** Draws the whole canvas by one triangle that covers it. */
export const vertexShader = `#version 300 es
void main() {
  gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0.0, 1.0);
}`;

/**
 * Uniforms: block `Weights` (packWeights), `pixels` along a side of the canvas, `surface` and `classes`, each 0 to 1.
 * The network must not be beyond the shader.
 */
export function fragmentShader(structure: PlaneStructure): string {
  const { model, features } = structure;
  const { units, activation } = model.layers[model.layers.length - 1];
  const names = new Set(model.layers.map((layer) => layer.activation));
  const functions = [...names].flatMap((name) =>
    name === 'softmax' ? [] : [`vec4 ${name}4(vec4 z) {\n  ${activations[name]}\n}`],
  );
  const main = [
    'vec2 x = gl_FragCoord.xy * (4.0 / pixels) - 2.0;',
    ...forward(structure),
    ...(activation === 'softmax' ? softmax(units) : []),
    ...(units === 1 ? pair : blend(units)),
  ];
  return `#version 300 es
precision highp float;
layout(std140) uniform Weights { vec4 w[${packedLength(model) / 4}]; };
uniform float pixels;
uniform vec3 surface;
uniform vec3 classes[3];
out vec4 colour;
${features.some((name) => name.startsWith('sin')) ? sine : ''}
${functions.join('\n')}
void main() {
  ${main.join('\n  ')}
}`;
}
