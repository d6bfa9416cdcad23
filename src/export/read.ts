/** Takes in files that the reader chose or dropped: a network of ours, or LayersModel files, alone or in a zip. Nothing is believed. Pure. */
import { metaOf } from '../../datasets/metas';
import type { Opening } from '../cells/network/opening';
import type { NetworkBody } from '../cells/network/schema';
import { bodyOf, modelOf, settingsOf, shapeOf } from '../cells/network/settings';
import { slotCount } from '../engine/optimizers';
import { InputFault } from '../share/fault';
import { readNetwork, writeNetwork } from '../share/network';
import { fileFormat, fromFile } from './file';
import { readLayersModel, type ReadModel } from './read-layers-model';
import { isZip, largestFile, unzip, type NamedFile } from './zip';

/**
 * @param body the cell as it stands: a network without examples of its own is put before the cell's
 * @throws InputFault naming the file, the stage and what is wrong
 */
export async function readFiles(given: readonly NamedFile[], body: NetworkBody): Promise<Opening> {
  const size = given.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (size > largestFile) throw new InputFault('decompression', `The files have more than ${largestFile / 2 ** 20} MB.`);
  const files = await unpack(given);
  const main = files.find(({ name }) => name.endsWith('.json'));
  if (!main) {
    const names = files.map(({ name }) => name).join(', ') || 'nothing';
    throw new InputFault('parse', `There is no .json file among what was given (${names}).`);
  }
  return named(main.name, () => {
    const json = parse(main.bytes);
    if (has(json, 'format') && json.format === fileFormat) return fromFile(json);
    if (has(json, 'modelTopology')) return fromLayersModel(readLayersModel(json, files), body);
    throw new InputFault(
      'schema',
      `It is neither a network saved here (its “format” would be ${fileFormat}) nor a LayersModel (it has no “modelTopology”).`,
    );
  });
}

function has<Key extends string>(value: unknown, key: Key): value is Record<Key, unknown> {
  return typeof value === 'object' && value !== null && key in value;
}

async function unpack(given: readonly NamedFile[]): Promise<NamedFile[]> {
  const all = await Promise.all(
    given.map(async (file) => (isZip(file.bytes) ? named(file.name, () => unzip(file.bytes)) : [file])),
  );
  return all.flat();
}

/** Says of which file a fault is. */
function named<T>(name: string, work: () => T): T {
  const say = (error: unknown) => {
    if (error instanceof InputFault) throw new InputFault(error.stage, `${name}: ${error.message}`, { cause: error });
    throw error;
  };
  try {
    const result = work();
    return result instanceof Promise ? (result.catch(say) as T) : result;
  } catch (error) {
    return say(error);
  }
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch (error) {
    throw new InputFault('parse', `It is no JSON (${error instanceof Error ? error.message : String(error)}).`, { cause: error });
  }
}

/** A network from elsewhere has no examples, optimizer or seed: those of the cell are kept, if it fits them. */
function fromLayersModel({ inputs, layers, weights, cell }: ReadModel, body: NetworkBody): Opening {
  const own = cell === undefined || cell === null ? null : readNetwork(cell);
  const at = own?.body ?? body;
  const meta = metaOf(at.data, at.table);
  const settings = settingsOf(at, meta);
  const output = layers[layers.length - 1];
  const fitting = { ...settings, hidden: layers.slice(0, -1), output: output.activation, loss: own ? settings.loss : null };
  const model = modelOf(fitting, meta);
  if (inputs !== model.inputs)
    throw new InputFault(
      'meaning',
      `It takes ${inputs} inputs, and the examples of this cell (${meta.name}) have ${model.inputs}.`,
    );
  if (output.units !== model.layers[model.layers.length - 1].units)
    throw new InputFault(
      'meaning',
      `It has ${output.units} outputs (${shapeOf({ ...model, layers })}), and ${meta.target === undefined ? `${meta.classes.length} classes (${meta.name}) need` : `the number “${meta.target}” (${meta.name}) needs`} ` +
        `${model.layers[model.layers.length - 1].units}.`,
    );
  if (layers.slice(0, -1).some(({ activation }) => activation === 'softmax'))
    throw new InputFault('meaning', 'Softmax stands in a hidden layer; here it may stand in the output alone.');
  const slots = Array.from({ length: slotCount(settings.optimizer.kind) }, () => new Float32Array(weights.length));
  const from = own?.checkpoint ?? { step: 0, epoch: 0, position: 0, slots };
  const { loss: _loss, ...rest } = at;
  const opening: Opening = {
    ...(own ?? { changes: [], second: null, step: 0 }),
    body: { ...rest, ...bodyOf(fitting, meta) },
    checkpoint: { ...from, weights },
  };
  // Once more through the checks that a link has to pass.
  return readNetwork(writeNetwork(opening, true));
}
