/** Every dataset: loads by its folder's name, repeats by seed, splits without overlap, and has a card. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allPlaneFeatures, planeFeatures } from '../../datasets/features';
import { metas } from '../../datasets/metas';
import { loadDataset } from '../../datasets/registry';
import type { DataSpec, OwnPoint } from '../../src/contract/model';

const root = new URL('../../', import.meta.url);
const read = async (url: string) => new Uint8Array(readFileSync(new URL(`.${url.split('?')[0]}`, root))).buffer;
const spec = (dataset: string, more: Partial<DataSpec> = {}): DataSpec => ({
  dataset,
  seed: 7,
  noise: metas[dataset]?.knobs?.noise.default ?? 0,
  samples: metas[dataset]?.knobs?.samples.default ?? 0,
  trainShare: metas[dataset]?.defaultTrainShare ?? 0.5,
  features: [],
  ...more,
});
const load = (dataset: string, more?: Partial<DataSpec>) => loadDataset(spec(dataset, more), read);

describe.each(Object.values(metas))('$id', (meta) => {
  it('gives every class on both sides, and no row on two sides', async () => {
    const data = await load(meta.id);
    const n = data.labels.length;
    expect(data.x.length).toBe(n * data.features.length);
    expect(data.raw.length).toBe(n * data.rawWidth);
    expect(data.x.every(Number.isFinite)).toBe(true);
    for (const side of [data.train, data.test]) {
      expect(new Set([...side].map((row) => data.labels[row])).size).toBe(meta.classes.length);
    }
    const rows = [...data.train, ...data.test];
    expect(new Set(rows).size).toBe(n);
    if (!meta.noHeldOut) expect(rows.length).toBe(n);
  });

  it('repeats by seed, and another seed splits or draws otherwise', async () => {
    const [first, again, other] = await Promise.all([load(meta.id), load(meta.id), load(meta.id, { seed: 8 })]);
    expect(again).toEqual(first);
    if (!meta.noHeldOut) expect([...other.raw, ...other.train]).not.toEqual([...first.raw, ...first.train]);
  });

  it('has a card with licence, biases or limits, and a thumbnail inside its frame', () => {
    const card = readFileSync(new URL(`datasets/${meta.id}/README.md`, root), 'utf8');
    expect(card).toMatch(/\| Licence +\|/);
    expect(card).toMatch(/\| Split +\|/);
    if (meta.thumbnail.kind === 'points') {
      expect(meta.thumbnail.points.flatMap(([x, y]) => [x, y]).every((v) => v >= 0 && v <= 1)).toBe(true);
      expect(new Set(meta.thumbnail.points.map((p) => p[2])).size).toBe(meta.classes.length);
    } else if (meta.thumbnail.kind === 'lines') expect(meta.thumbnail.path).toMatch(/^M[\dMLHVZ ]+$/);
    else expect(meta.thumbnail.pixels).toHaveLength(meta.thumbnail.shape[0] * meta.thumbnail.shape[1]);
  });
});

describe('points of the reader’s own', () => {
  const own = fc.array(
    fc.tuple(
      fc.double({ min: -2, max: 2, noNaN: true }),
      fc.double({ min: -2, max: 2, noNaN: true }),
      fc.constantFrom(0, 1) as fc.Arbitrary<0 | 1>,
    ),
    { maxLength: 60 },
  );

  it('stay on their sides when another one is drawn', async () => {
    await fc.assert(
      fc.asyncProperty(own, fc.double({ min: 0.2, max: 0.8, noNaN: true }), fc.nat(), async (more, trainShare, seed) => {
        // Six of each class: then no side has to be given its only point.
        const points = [...Array.from({ length: 12 }, (_, i) => [0, 0, (i % 2) as 0 | 1] as OwnPoint), ...more];
        const [before, after] = await Promise.all(
          [points, [...points, [1, 1, 1] as OwnPoint]].map((all) => load('points', { points: all, trainShare, seed })),
        );
        expect([...after.train].filter((row) => row < points.length)).toEqual([...before.train]);
        expect(before.train.length + before.test.length).toBe(points.length);
        for (const label of [0, 1]) {
          const rows = [...before.labels.keys()].filter((row) => before.labels[row] === label);
          const train = rows.filter((row) => before.train.includes(row)).length;
          expect(Math.abs(train - trainShare * rows.length)).toBeLessThanOrEqual(1);
        }
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  it.each<[OwnPoint[], RegExp]>([
    [[], /2 more points of class A/],
    [
      [
        [0, 0, 0],
        [1, 1, 0],
        [1, 0, 1],
      ],
      /1 more point of class B/,
    ],
  ])('%j are too few, and it says what is missing', async (points, message) => {
    await expect(load('points', { points })).rejects.toThrow(message);
  });

  it('have one of each class to learn from and one held out, however few they are', async () => {
    for (const trainShare of [0.1, 0.5, 0.9]) {
      const { train, test } = await load('points', {
        points: [
          [0, 0, 0],
          [1, 1, 0],
          [1, 0, 1],
          [0, 1, 1],
        ],
        trainShare,
      });
      expect([train.length, test.length]).toEqual([2, 2]);
    }
  });
});

it.each(['digits/digits.bin', 'penguins/penguins.csv'])('%s is the file that its card names', (file) => {
  const hash = createHash('sha256')
    .update(readFileSync(new URL(`datasets/${file}`, root)))
    .digest('hex');
  expect(readFileSync(new URL(`datasets/${file.split('/')[0]}/README.md`, root), 'utf8')).toContain(hash);
});

it('leaves out penguins that lack a chosen value, and says how many', async () => {
  const four = await load('penguins');
  expect(four.labels).toHaveLength(342);
  expect(four.notes[0]).toMatch(/^2 of 344 penguins/);
  const withSex = await load('penguins', { features: ['bill length (mm)', 'sex'] });
  expect(withSex.labels).toHaveLength(333);
  expect(withSex.notes[0]).toMatch(/^11 of 344 penguins/);
});

it('standardises tables by the training rows', async () => {
  const data = await load('penguins');
  for (let column = 0; column < 4; column++) {
    const values = [...data.train].map((row) => data.x[row * 4 + column]);
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    expect(mean).toBeCloseTo(0, 4);
    expect(values.reduce((a, b) => a + b * b, 0) / values.length).toBeCloseTo(1, 4);
  }
});

it('draws figures inside the plane when there is no noise', async () => {
  for (const meta of Object.values(metas).filter((m) => m.knobs && m.id !== 'gaussians')) {
    const { raw } = await load(meta.id, { noise: 0 });
    expect(
      raw.every((v) => Math.abs(v) <= 2),
      meta.id,
    ).toBe(true);
  }
});

it('makes the features it names', () => {
  const out = new Float32Array(8);
  planeFeatures(allPlaneFeatures)(0.5, -2, out, 1);
  [0, 0.5, -2, 0.25, 4, -1, 1, Math.sin(-2 * Math.PI)].forEach((v, i) => expect(out[i]).toBeCloseTo(v, 6));
});

it.each([
  [{ dataset: 'mooons' }, /no dataset "mooons".*moons/],
  [{ features: ['x3'] }, /no feature "x3".*x1/],
  [{ samples: 5 }, /5 samples.*20 to 2000/],
  [{ noise: -1 }, /noise of -1.*0 to/],
  [{ trainShare: 1 }, /share of 1 .*0\.1 to 0\.9/],
])('names what is wrong with %o', async (more, message) => {
  await expect(
    load('moons', more).catch((e: { message: string; hint: string }) => Promise.reject(new Error(`${e.message} ${e.hint}`))),
  ).rejects.toThrow(message);
});

it('takes any noise, size and share within the limits', async () => {
  const planes = Object.values(metas).filter((m) => m.knobs);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...planes),
      fc.integer({ min: 20, max: 300 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0.1, max: 0.9, noNaN: true }),
      fc.integer(),
      async (meta, samples, noise, trainShare, seed) => {
        const data = await load(meta.id, { samples, noise: noise * meta.knobs!.noise.max, trainShare, seed });
        expect(data.train.length + data.test.length).toBe(samples);
        expect(data.x.every(Number.isFinite)).toBe(true);
      },
    ),
    { seed: 1, numRuns: 60 },
  );
});
