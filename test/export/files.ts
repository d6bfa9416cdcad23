/** Networks as files, to be read in tests, and how a wrong one fails. */
import { expect } from 'vitest';
import { metas } from '../../datasets/metas';
import type { Opening } from '../../src/cells/network/opening';
import { modelOf, settingsOf } from '../../src/cells/network/settings';
import { toFile } from '../../src/export/file';
import { toLayersModel } from '../../src/export/layers-model';
import { readFiles } from '../../src/export/read';
import type { TrainedNetwork } from '../../src/export/trained';
import type { NamedFile } from '../../src/export/zip';
import { InputFault } from '../../src/share/fault';
import { writeNetwork } from '../../src/share/network';
import { anyOpening } from '../share/arbitrary';

export const seeded = { seed: 20261123 };
export const utf8 = (text: string) => new TextEncoder().encode(text);
export const own = { data: 'moons', layers: [8, 8] };

/** Random states with weights, of networks small enough to write a thousand times. */
export const trained = anyOpening
  .filter(({ checkpoint }) => checkpoint !== null)
  .map((opening) => ({ ...opening, second: null }));

export function networkOf({ body, checkpoint }: Opening): TrainedNetwork {
  const meta = metas[body.data];
  const settings = settingsOf(body, meta);
  const weights = checkpoint?.weights ?? new Float32Array();
  return { model: modelOf(settings, meta), weights, features: settings.data.features, classes: meta.classes, about: 'A test.' };
}

export const ours = (opening: Opening): NamedFile[] => [
  { name: 'a.network.json', bytes: utf8(toFile(networkOf(opening), opening)) },
];

export function layersModel(opening: Opening, cell: unknown = writeNetwork(opening, false)): NamedFile[] {
  const { json, weights } = toLayersModel(networkOf(opening), cell);
  return [
    { name: 'model.json', bytes: utf8(json) },
    { name: 'weights.bin', bytes: weights },
  ];
}

export async function faultOf(files: NamedFile[]): Promise<InputFault> {
  const start = performance.now();
  try {
    await readFiles(files, own);
  } catch (error) {
    if (!(error instanceof InputFault)) throw error;
    expect(performance.now() - start).toBeLessThan(1000);
    // What is wrong, and of which file; or which files they were, where none can be read.
    expect(error.message).toMatch(/^(.*: .{10}|There is no \.json file among what was given \(|The files have more than)/s);
    if (files.length > 0) expect(files.some(({ name }) => error.message.includes(name))).toBe(true);
    return error;
  }
  throw new Error(`read: ${files.map(({ name }) => name).join(', ')}`);
}
