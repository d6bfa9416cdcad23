/**
 * Reads TF.js's LayersModel files back, ours or anybody's, as far as they are a stack of dense layers with activations that
 * there are here. Everything else is refused by its place in model.json. Pure.
 */
import * as v from 'valibot';
import type { ActivationName, ModelSpec } from '../contract/model';
import { conventions } from '../engine/conventions';
import { bytesToFloats } from '../share/base64';
import { InputFault } from '../share/fault';
import { complaint } from '../share/issues';
import { kerasActivations } from './layers-model';
import { concat } from './protobuf';
import type { NamedFile } from './zip';

const layer = v.object({ class_name: v.string(), config: v.record(v.string(), v.unknown()) });
const layers = v.pipe(v.array(layer), v.maxLength(40, 'expected at most 40 layers'));
const network = v.object({
  class_name: v.string(),
  config: v.union([layers, v.object({ layers })], 'expected a list of layers'),
});

const schema = v.object({
  modelTopology: v.union([network, v.object({ model_config: network })], 'expected the topology of a Sequential model'),
  weightsManifest: v.array(
    v.object({
      paths: v.array(v.string()),
      weights: v.array(
        v.object({
          name: v.string(),
          shape: v.array(v.pipe(v.number(), v.integer(), v.minValue(1))),
          dtype: v.literal('float32', 'expected float32'),
          quantization: v.optional(v.never('quantised weights are not read here')),
        }),
      ),
    }),
  ),
  userDefinedMetadata: v.optional(v.looseObject({ forwardPass: v.optional(v.unknown()) })),
});

export interface ReadModel {
  inputs: number;
  layers: ModelSpec['layers'];
  weights: Float32Array;
  /** The cell's own state, where the file was made here. */
  cell: unknown;
}

/**
 * @param files those that the manifest names; folders before their names count for nothing
 * @throws InputFault 'schema' or 'meaning'
 */
export function readLayersModel(json: unknown, files: readonly NamedFile[]): ReadModel {
  const result = v.safeParse(schema, json);
  if (!result.success) throw new InputFault('schema', complaint(result.issues));
  const { modelTopology, weightsManifest, userDefinedMetadata } = result.output;
  const topology = 'model_config' in modelTopology ? modelTopology.model_config : modelTopology;
  if (topology.class_name !== 'Sequential')
    throw meaning(`It is a ${topology.class_name} model; only Sequential ones, a plain stack of layers, are read here.`);
  const stack = Array.isArray(topology.config) ? topology.config : topology.config.layers;
  const read = readStack(stack);
  const weights = readWeights(weightsManifest, files);
  return { ...arrange(read, weights), cell: userDefinedMetadata?.forwardPass };
}

function meaning(message: string): InputFault {
  return new InputFault('meaning', message);
}

/** Whatever stands there, in a few words. */
function told(value: unknown): string {
  return (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing')).slice(0, 60);
}

interface ReadLayer {
  name: string;
  units: number;
  activation: ActivationName;
}

const byKerasName = new Map<string, ActivationName>([
  ...Object.entries(kerasActivations).map(([ours, theirs]) => [theirs, ours as ActivationName] as const),
  ['silu', 'silu'],
]);

function activationOf(word: unknown, where: string): ActivationName {
  const found = byKerasName.get(typeof word === 'string' ? word : told(word ?? 'linear'));
  if (found) return found;
  throw meaning(`${where} has the activation “${told(word)}”; read here are ${[...byKerasName.keys()].join(', ')}.`);
}

function readStack(stack: v.InferOutput<typeof layers>): ReadLayer[] {
  const read: ReadLayer[] = [];
  stack.forEach(({ class_name: kind, config }, i) => {
    const where = `Layer ${i + 1} (${kind})`;
    const name = typeof config.name === 'string' ? config.name : `layer ${i + 1}`;
    /** A layer that is nothing but the activation of the one before it. */
    const onto = (activation: ActivationName) => {
      const before = read.at(-1);
      if (!before || before.activation !== 'identity') throw meaning(`${where} stands after no layer without an activation.`);
      before.activation = activation;
    };
    const fixed = (key: string, standard: number, ours: number) => {
      const value = config[key] ?? standard;
      if (value !== ours) throw meaning(`${where} has ${key} = ${told(value)}; read here is ${ours}.`);
    };
    switch (kind) {
      case 'InputLayer':
        return;
      case 'Dense': {
        const { units } = config;
        if (typeof units !== 'number' || !Number.isInteger(units) || units < 1 || units > 512)
          throw meaning(`${where} has units = ${told(units)}; read here are whole numbers from 1 to 512.`);
        if (config.use_bias === false) throw meaning(`${where} has no bias; every layer here has one.`);
        read.push({ name, units, activation: activationOf(config.activation, where) });
        return;
      }
      case 'Activation':
        onto(activationOf(config.activation, where));
        return;
      case 'LeakyReLU':
        // Keras 3 says negative_slope.
        fixed('negative_slope' in config ? 'negative_slope' : 'alpha', 0.3, conventions.leakyReluSlope);
        onto('leakyRelu');
        return;
      case 'ELU':
        fixed('alpha', 1, conventions.eluAlpha);
        onto('elu');
        return;
      case 'ReLU':
        if (config.max_value !== undefined && config.max_value !== null)
          throw meaning(`${where} has a max_value; read here is none.`);
        fixed('negative_slope', 0, 0);
        fixed('threshold', 0, 0);
        onto('relu');
        return;
      case 'Softmax':
        // Of the two axes the last, however it is counted.
        if (config.axis !== 1) fixed('axis', -1, -1);
        onto('softmax');
        return;
      default:
        throw meaning(
          `${where} is of a kind that is not read here. Read are Dense, Activation, LeakyReLU, ELU, ReLU and Softmax.`,
        );
    }
  });
  if (read.length === 0) throw meaning('It has no dense layer.');
  return read;
}

interface Weights {
  shape: number[];
  values: Float32Array;
}

function readWeights(
  manifest: v.InferOutput<typeof schema>['weightsManifest'],
  files: readonly NamedFile[],
): Map<string, Weights> {
  const all = new Map<string, Weights>();
  for (const { paths, weights } of manifest) {
    const parts = paths.map((path) => {
      const base = (name: string) => name.split('/').at(-1);
      const file = files.find(({ name }) => base(name) === base(path));
      if (!file)
        throw meaning(`model.json names the file “${path}”, which is not among those given: choose it together with model.json.`);
      return file.bytes;
    });
    const bytes = concat(parts);
    let at = 0;
    for (const { name, shape } of weights) {
      const size = 4 * shape.reduce((product, dim) => product * dim, 1);
      const values = bytesToFloats(bytes.subarray(at, at + size));
      if (at + size > bytes.length || !values)
        throw meaning(`The weights “${name}” [${shape.join(' × ')}] go beyond the end of ${paths.join(', ')}.`);
      if (!values.every(Number.isFinite)) throw meaning(`The weights “${name}” hold a number that is not finite.`);
      if (all.has(name)) throw meaning(`model.json has the weights “${name}” twice.`);
      all.set(name, { shape, values });
      at += size;
    }
    if (at !== bytes.length) throw meaning(`${paths.join(', ')} has ${bytes.length} bytes; model.json speaks of ${at}.`);
  }
  return all;
}

/** Layer by layer its kernel, then its bias: as src/engine/layout.ts has it. */
function arrange(read: readonly ReadLayer[], weights: ReadonlyMap<string, Weights>): Omit<ReadModel, 'cell'> {
  const find = (name: string, what: string) => {
    const found = weights.get(`${name}/${what}`) ?? [...weights].find(([key]) => key.endsWith(`/${name}/${what}`))?.[1];
    if (!found) throw meaning(`model.json has no weights “${name}/${what}”; it has ${[...weights.keys()].join(', ') || 'none'}.`);
    return found;
  };
  let inputs = 0;
  const parts = read.flatMap(({ name, units }, i) => {
    const kernel = find(name, 'kernel');
    const bias = find(name, 'bias');
    const before = i === 0 ? kernel.shape[0] : read[i - 1].units;
    if (i === 0) inputs = before;
    const fits = (shape: number[], wanted: number[]) => JSON.stringify(shape) === JSON.stringify(wanted);
    if (!fits(kernel.shape, [before, units]))
      throw meaning(`“${name}/kernel” is [${kernel.shape.join(' × ')}]; its layer needs [${before} × ${units}].`);
    if (!fits(bias.shape, [units])) throw meaning(`“${name}/bias” is [${bias.shape.join(' × ')}]; its layer needs [${units}].`);
    return [kernel.values, bias.values];
  });
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return { inputs, layers: read.map(({ units, activation }) => ({ units, activation })), weights: whole };
}
