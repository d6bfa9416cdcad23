/** A link opens exactly what was shared, and is as short as it can be. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metaOf, metas } from '../../datasets/metas';
import { bodyOf, settingsOf } from '../../src/cells/network/settings';
import { longest, pack } from '../../src/share/codec';
import type { OwnPoint } from '../../src/contract/model';
import { writeLink } from '../../src/share/link';
import { anyOpening } from './arbitrary';
import { seeded, shared, open } from './links';

describe('a link', () => {
  it('opens exactly what was shared', async () => {
    await fc.assert(
      fc.asyncProperty(anyOpening, async (opening) => {
        const text = await pack(shared(opening));
        if (text.length > longest) return;
        expect(text).toMatch(/^1\.[\w-]+$/);
        expect(await open(text)).toEqual(opening);
      }),
      { ...seeded, numRuns: 150 },
    );
  });

  it('has settings in the words of a fence, which give the same settings again', () => {
    fc.assert(
      fc.property(anyOpening, ({ body }) => {
        const meta = metas[body.data];
        const settings = settingsOf(body, meta);
        expect(settingsOf(bodyOf(settings, meta), meta)).toEqual(settings);
      }),
      { ...seeded, numRuns: 300 },
    );
  });

  it('is short where the weights stay at home', async () => {
    const body = { data: 'moons', layers: [8, 8] };
    const opening = { body, changes: [], step: 1288, checkpoint: null, second: null };
    expect((await writeLink(shared(opening))).length).toBeLessThan(300);
  });

  it('has room for the weights of a small network and its optimizer', async () => {
    const noise = (n: number) =>
      Float32Array.from({ length: n }, (_, i) => Math.fround((Math.sin(i * i * 12.9898) * 43758.5453) % 1));
    const checkpoint = { step: 1288, epoch: 184, position: 0, weights: noise(105), slots: [noise(105), noise(105)] };
    const opening = { body: { data: 'moons', layers: [8, 8] }, changes: [], step: 1288, checkpoint, second: null };
    expect((await writeLink(shared(opening))).length).toBeLessThan(3000);
  });

  it('has room for all the points that a reader can draw', async () => {
    const at = (i: number) => Math.round(400 * Math.abs(Math.sin(i * i * 12.9898)) - 200) / 100;
    const points = Array.from({ length: 500 }, (_, i) => [at(i), at(i + 0.5), (i % 2) as 0 | 1] satisfies OwnPoint);
    const opening = { body: { data: 'points', points }, changes: [], step: 0, checkpoint: null, second: null };
    const text = await writeLink(shared(opening));
    expect((await open(text)).body.points).toEqual(points);
  });

  it('says of a table which it is and what of it is learned, and has none of its rows', async () => {
    const columns = [
      { name: 'height', values: null },
      { name: 'colour', values: ['blue', 'red'] },
    ];
    const table = { key: '1x-2y-3z', name: 'plants.csv', target: 'kind', classes: ['aster', 'rose'], columns };
    const opening = { body: { data: 'table', table }, changes: [], step: 0, checkpoint: null, second: null };
    const { body } = await open(await writeLink(shared(opening)));
    expect(body.table).toEqual(table);
    const number = { ...opening, body: { data: 'table', table: { ...table, classes: null }, loss: 'meanSquaredError' as const } };
    expect((await open(await writeLink(shared(number)))).body).toEqual(number.body);
    const meta = metaOf('table', body.table);
    expect(settingsOf(body, meta).data.features).toEqual(['height', 'colour = blue', 'colour = red']);
    expect(settingsOf(bodyOf(settingsOf(body, meta), meta), meta)).toEqual(settingsOf(body, meta));
  });

  it('is refused where it would be longer than an address should be', async () => {
    const changes = Array.from({ length: 2000 }, (_, i) => ({ step: i, knobs: { learningRate: Math.abs(Math.sin(i)) } }));
    const opening = { body: { data: 'moons' }, changes, step: 2000, checkpoint: null, second: null };
    await expect(writeLink(shared(opening))).rejects.toThrow(/link of [\d,]+ characters; at most 8,192 are allowed/);
  });
});
