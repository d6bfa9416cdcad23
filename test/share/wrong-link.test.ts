/** A wrong link says what is wrong, at each stage of reading it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Opening } from '../../src/cells/network/opening';
import { toBase64Url } from '../../src/share/base64';
import { longest, pack, unpack } from '../../src/share/codec';
import type { Stage } from '../../src/share/fault';
import { anyOpening } from './arbitrary';
import { seeded, shared, faultOf, packBytes } from './links';
import { placesIn } from './places';

describe('a wrong link says what is wrong', () => {
  const withView = (view: object) => {
    const whole = shared(valid);
    return { ...whole, state: { ...whole.state, view: { version: 1, hidden: [], locked: [], ...view } } };
  };
  const valid = { body: { data: 'moons' }, changes: [], step: 0, checkpoint: null, second: null };

  it.each<[string, () => Promise<string> | string, Stage, RegExp]>([
    ['nothing', () => '', 'decompression', /format/],
    ['a newer format', () => '2.AAAA', 'decompression', /format 2.*reads format 1/],
    ['cut short', async () => (await pack(shared(valid))).slice(0, -9), 'decompression', /./],
    ['too long', () => `1.${'A'.repeat(9000)}`, 'decompression', /at most 8192/],
    ['a bomb', () => packBytes(new Uint8Array(4_000_000)), 'decompression', /more than 256 kB/],
    ['text that is no JSON', () => packBytes(new TextEncoder().encode('{"cell":')), 'parse', /JSON/],
    ['bytes that are no text', () => packBytes(new Uint8Array([0xff, 0xfe, 0xfd])), 'parse', /./],
    ['a list', () => pack([1, 2]), 'schema', /./],
    ['another key', () => pack({ ...shared(valid), run: 'alert(1)' }), 'schema', /run/],
    ['no such cell', () => pack({ ...shared(valid), cell: 'nett' }), 'meaning', /“nett”.*net/],
    ['another kind', () => pack({ ...shared(valid), cell: 'task' }), 'meaning', /“task” here is of kind “task”/],
    ['no such dataset', () => pack(shared({ ...valid, body: { data: 'constructor' } })), 'meaning', /constructor.*moons/],
    ['no such feature', () => pack(shared({ ...valid, body: { data: 'moons', features: ['x3'] } })), 'meaning', /x3/],
    ['too much noise', () => pack(shared({ ...valid, body: { data: 'moons', noise: 9 } })), 'meaning', /noise.*at most/],
    [
      'a learning rate that is text',
      () =>
        pack({
          ...shared(valid),
          state: { body: { data: 'moons', optimizer: { kind: 'sgd', learningRate: 'fast' } }, changes: [], step: 0 },
        }),
      'schema',
      /body\.optimizer\.learningRate/,
    ],
    [
      'a point outside the plane',
      () => pack({ ...shared(valid), state: { body: { data: 'points', points: [[0, 3, 1]] }, changes: [], step: 0 } }),
      'schema',
      /body\.points\.0\.1: expected a number from -2 to 2/,
    ],
    [
      'points of one class',
      () => pack(shared({ ...valid, body: { data: 'points', points: [[0, 0, 1]] } })),
      'meaning',
      /2 more points of class A/,
    ],
    [
      'points for moons',
      () => pack(shared({ ...valid, body: { data: 'moons', points: [] } })),
      'meaning',
      /its dataset is Moons/,
    ],
    [
      'a loss of classes for a number',
      () => {
        const table = { key: 'k', name: 'n.csv', target: 'y', classes: null, columns: [{ name: 'x', values: null }] };
        return pack(shared({ ...valid, body: { data: 'table', table, loss: 'binaryCrossEntropy' } }));
      },
      'meaning',
      /target “y” is a number, whose loss is meanSquaredError and not binaryCrossEntropy/,
    ],
    ['a table that is not described', () => pack(shared({ ...valid, body: { data: 'table' } })), 'meaning', /no dataset “table”/],
    [
      'a control that no cell has',
      () => pack(withView({ hidden: ['seed', 'sound'] })),
      'schema',
      /At view\.hidden\.1: .*weights|At view\.hidden\.1: .*"sound"/,
    ],
    [
      'a control locked that can only be hidden',
      () => pack(withView({ locked: ['export'] })),
      'schema',
      /view\.locked\.0.*"export"/,
    ],
    ['a control both hidden and locked', () => pack(withView({ hidden: ['seed'], locked: ['seed'] })), 'schema', /once/],
    ['a view of a later version', () => pack(withView({ version: 2 })), 'schema', /At view\.version: expected version 1/],
    [
      'an output that the loss cannot score',
      () => pack(shared({ ...valid, body: { data: 'digits', loss: 'binaryCrossEntropy' } })),
      'meaning',
      /cross-entropy/i,
    ],
    [
      'changes out of order',
      () =>
        pack(
          shared({
            ...valid,
            changes: [
              { step: 5, knobs: {} },
              { step: 5, knobs: {} },
            ],
          }),
        ),
      'meaning',
      /Change 2/,
    ],
    [
      'weights of another network',
      () => pack(shared({ ...valid, checkpoint: { step: 0, epoch: 0, position: 0, weights: new Float32Array(7), slots: [] } })),
      'meaning',
      /7 weights/,
    ],
    [
      'weights that are not finite',
      () =>
        pack(
          shared({
            ...valid,
            checkpoint: { step: 0, epoch: 0, position: 0, weights: new Float32Array(105).fill(NaN), slots: [] },
          }),
        ),
      'meaning',
      /finite/,
    ],
  ])('%s', async (_name, text, stage, words) => {
    const fault = await faultOf(await text());
    expect(fault.stage).toBe(stage);
    expect(fault.message).toMatch(words);
  });

  it('500 random ones', async () => {
    const anyText = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.base64String({ maxLength: 400 }).map((text) => `1.${text}`),
      fc.uint8Array({ maxLength: 300 }).map((bytes) => `1.${toBase64Url(bytes)}`),
    );
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        await faultOf(text);
      }),
      { ...seeded, numRuns: 500 },
    );
  });

  it('500 valid ones, each mutated past one stage', async () => {
    const mutations: fc.Arbitrary<{ stage: Stage; wrong(opening: Opening): Promise<string> }> = fc.oneof(
      fc.record({ at: fc.nat(), letter: fc.constantFrom(...Array.from('AZaz09-_ .%é')) }).map(({ at, letter }) => ({
        stage: 'decompression' as const,
        async wrong(opening: Opening) {
          const text = await pack(shared(opening, false));
          const place = 2 + (at % (text.length - 2));
          const changed = text.slice(0, place) + letter + text.slice(place + (text[place] === letter ? 0 : 1));
          return changed;
        },
      })),
      fc.nat().map((at) => ({
        stage: 'parse' as const,
        wrong: (opening: Opening) => {
          const json = JSON.stringify(shared(opening, false));
          return packBytes(new TextEncoder().encode(json.slice(0, 1 + (at % (json.length - 1)))));
        },
      })),
      fc
        .record({ at: fc.nat(), value: fc.constantFrom<unknown>({ wrong: 1 }, { __proto__: null, constructor: 1 }) })
        .map(({ at, value }) => ({
          stage: 'schema' as const,
          wrong: (opening: Opening) => {
            const whole = structuredClone(shared(opening));
            const places = placesIn(whole);
            const [parent, key] = places[at % places.length];
            parent[key] = value;
            return pack(whole);
          },
        })),
      fc
        .constantFrom<(opening: Opening) => Opening>(
          (opening) => ({ ...opening, body: { ...opening.body, data: `${opening.body.data}2` } }),
          (opening) => ({ ...opening, body: { ...opening.body, features: ['x1', 'x1'] } }),
          (opening) => ({
            ...opening,
            body: {
              ...opening.body,
              outputActivation: 'softmax',
              loss: undefined,
              layers: [1],
              data: 'moons',
              features: ['x1'],
              noise: 0,
              samples: 100,
            },
          }),
          (opening) => ({
            ...opening,
            changes: [
              { step: 9, knobs: {} },
              { step: 8, knobs: {} },
            ],
          }),
          (opening) => ({ ...opening, checkpoint: { step: 0, epoch: 0, position: 0, weights: new Float32Array(3), slots: [] } }),
          (opening) => ({
            ...opening,
            second: { ...opening, body: { ...opening.body, seed: 1 + ((opening.body.seed ?? 0) % 99) } },
          }),
        )
        .map((change) => ({ stage: 'meaning' as const, wrong: (opening: Opening) => pack(shared(change(opening))) })),
    );
    const counts: Record<Stage, number> = { decompression: 0, parse: 0, schema: 0, meaning: 0 };
    await fc.assert(
      fc.asyncProperty(anyOpening, mutations, async (opening, { stage, wrong }) => {
        const text = await wrong(opening);
        if (text.length > longest && stage !== 'decompression') return;
        const fault = await faultOf(text);
        expect(fault.stage, fault.message).toBe(stage);
        counts[stage]++;
      }),
      { ...seeded, numRuns: 600 },
    );
    for (const [stage, count] of Object.entries(counts)) expect(count, stage).toBeGreaterThan(80);
    expect(Object.values(counts).reduce((a, b) => a + b)).toBeGreaterThan(500);
  });

  it('nothing that is unpacked is trusted to be small', async () => {
    await expect(unpack(await packBytes(new Uint8Array(50_000_000)))).rejects.toMatchObject({ stage: 'decompression' });
  });
});
