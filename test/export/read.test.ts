/** What was exported comes back from its files as it went. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metas } from '../../datasets/metas';
import { tableMeta } from '../../datasets/own-table';
import type { Opening } from '../../src/cells/network/opening';
import { bodyOf, modelOf, settingsOf } from '../../src/cells/network/settings';
import { toFile } from '../../src/export/file';
import { toLayersModel } from '../../src/export/layers-model';
import { readFiles } from '../../src/export/read';
import type { TrainedNetwork } from '../../src/export/trained';
import { unzip, zip } from '../../src/export/zip';
import { seeded, utf8, own, trained, ours, layersModel } from './files';

describe('what was exported comes back', () => {
  it('as JSON of ours: everything', async () => {
    await fc.assert(
      fc.asyncProperty(trained, async (opening) => {
        expect(await readFiles(ours(opening), own)).toEqual(opening);
      }),
      { ...seeded, numRuns: 60 },
    );
  });

  it('as LayersModel files, loose and in a zip: the same weights in the same cell', async () => {
    await fc.assert(
      fc.asyncProperty(trained, fc.boolean(), async (opening, zipped) => {
        const files = layersModel(opening);
        const read = await readFiles(zipped ? [{ name: 'a.zip', bytes: zip(files) }] : files, own);
        expect(read.checkpoint?.weights).toEqual(opening.checkpoint?.weights);
        const settings = (one: Opening) => settingsOf(one.body, metas[one.body.data]);
        const model = (one: Opening) => modelOf(settings(one), metas[one.body.data]);
        expect(model(read)).toEqual(model(opening));
        expect(settings(read).data).toEqual(settings(opening).data);
      }),
      { ...seeded, numRuns: 60 },
    );
  });

  it('of a table whose target is a number, in both forms', async () => {
    const table = { key: 'k', name: 'n.csv', target: 'y', classes: null, columns: [{ name: 'x', values: null }] };
    const settings = settingsOf({ data: 'table', table, layers: [2] }, tableMeta(table));
    const model = modelOf(settings, tableMeta(table));
    const weights = Float32Array.of(1, 2, 3, 4, 5, 6, 7);
    const body = bodyOf(settings, tableMeta(table));
    const checkpoint = { step: 9, epoch: 1, position: 0, weights, slots: [weights, weights] };
    const opening: Opening = { body, changes: [], step: 9, checkpoint, second: null };
    const network: TrainedNetwork = {
      model,
      weights,
      features: ['x'],
      classes: [],
      target: { name: 'y', mean: 3, deviation: 2 },
      about: '',
    };
    expect(await readFiles([{ name: 'a.network.json', bytes: utf8(toFile(network, opening)) }], own)).toEqual(opening);
    const { json, weights: bytes } = toLayersModel(network, null);
    const files = [
      { name: 'model.json', bytes: utf8(json) },
      { name: 'weights.bin', bytes },
    ];
    const read = await readFiles(files, body);
    expect(read.checkpoint?.weights).toEqual(weights);
    expect(modelOf(settingsOf(read.body, tableMeta(table)), tableMeta(table))).toEqual(model);
    const two = { ...table, classes: ['a', 'b', 'c'] };
    await expect(readFiles(files, { data: 'table', table: two, layers: [2] })).rejects.toThrow(/1 outputs.*3 classes/);
  });

  it('put before the cell’s own examples where it has none', async () => {
    const body = { data: 'circle', layers: [{ units: 3, activation: 'relu' as const }] };
    const weights = Float32Array.from({ length: 13 }, (_, i) => i / 10);
    const opening: Opening = {
      body,
      changes: [],
      step: 9,
      checkpoint: { step: 9, epoch: 1, position: 0, weights, slots: [] },
      second: null,
    };
    const read = await readFiles(layersModel(opening, null), { data: 'moons', layers: [8], optimizer: { kind: 'adam' } });
    expect(read).toMatchObject({ body: { data: 'moons', layers: [{ units: 3, activation: 'relu' }] }, step: 0, changes: [] });
    expect(read.checkpoint?.weights).toEqual(weights);
    expect(read.checkpoint?.slots).toHaveLength(2);
  });

  it('a zip of whatever else', async () => {
    const files = [
      { name: 'a/ä.bin', bytes: Uint8Array.from([1, 2, 3]) },
      { name: 'empty', bytes: new Uint8Array() },
    ];
    expect(await unzip(zip(files))).toEqual(files);
  });
});
