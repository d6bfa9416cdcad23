/** Loads any dataset by its folder's name, for the worker: chooses features, standardises, splits. A new folder joins by itself. */
import type { Dataset } from '../src/contract/dataset';
import type { DataSpec } from '../src/contract/model';
import { EngineError } from '../src/engine/errors';
import { Random } from '../src/engine/random';
import { planeFeatures } from './features';
import type { Load, LoadContext } from './loading';
import { metas } from './metas';
import { split, splitInOrder } from './split';
import { standardise } from './standardise';

const loaders = import.meta.glob<Load>('./*/load.ts', { import: 'default' });

/**
 * @param read reads a data file by the URL that its folder imports
 * @throws EngineError 'bad-data' naming the wrong key, what it holds and what is allowed
 */
export async function loadDataset(spec: DataSpec, read: LoadContext['read'] = readByFetch): Promise<Dataset> {
  const meta = metas[spec.dataset];
  const loader = loaders[`./${spec.dataset}/load.ts`];
  if (!meta || !loader) throw bad(`There is no dataset "${spec.dataset}".`, `There are: ${Object.keys(metas).join(', ')}.`);
  const features = spec.features.length ? spec.features : meta.defaultFeatures;
  const unknown = features.find((name) => !meta.features.includes(name));
  if (unknown !== undefined) throw bad(`${meta.name} has no feature "${unknown}".`, `It has: ${meta.features.join(', ')}.`);
  if (!(spec.trainShare >= 0.1 && spec.trainShare <= 0.9))
    throw bad(`A train share of ${spec.trainShare} cannot be.`, 'Choose one from 0.1 to 0.9.');
  if (meta.knobs) {
    const { min, max } = meta.knobs.samples;
    if (!(Number.isInteger(spec.samples) && spec.samples >= min && spec.samples <= max))
      throw bad(`${spec.samples} samples of ${meta.name} cannot be made.`, `Choose a whole number from ${min} to ${max}.`);
    if (!(spec.noise >= 0 && spec.noise <= meta.knobs.noise.max))
      throw bad(`A noise of ${spec.noise} cannot be.`, `Choose one from 0 to ${meta.knobs.noise.max}.`);
  }
  const chance = new Random(spec.seed);
  const load = await loader();
  const { raw, rawWidth, labels, notes } = await load({ ...spec, features }, { chance, read });
  const all = Uint32Array.from(labels.keys());
  const divide = meta.own ? splitInOrder : split;
  const sides = meta.noHeldOut ? { train: all, test: all } : divide(labels, spec.trainShare, chance);
  const x =
    meta.kind === 'plane'
      ? makeFeatures(raw, features)
      : meta.kind === 'table'
        ? standardise(raw, rawWidth, sides.train)
        : raw.slice();
  return { spec: { ...spec, features }, features, classes: meta.classes, x, labels, raw, rawWidth, ...sides, notes };
}

function makeFeatures(raw: Float32Array, features: string[]): Float32Array {
  const x = new Float32Array((raw.length / 2) * features.length);
  const write = planeFeatures(features);
  for (let i = 0; i < raw.length / 2; i++) write(raw[2 * i], raw[2 * i + 1], x, i * features.length);
  return x;
}

async function readByFetch(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) throw bad(`The data file ${url} could not be read (${response.status}).`, 'Reload the page.');
  return response.arrayBuffer();
}

function bad(message: string, hint: string): EngineError {
  return new EngineError('bad-data', message, hint);
}
