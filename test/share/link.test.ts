/** Links that open what was shared, and wrong ones that say what is wrong with them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metaOf, metas } from '../../datasets/metas';
import type { Opening } from '../../src/cells/network/opening';
import { bodyOf, settingsOf } from '../../src/cells/network/settings';
import { toBase64Url } from '../../src/share/base64';
import { longest, pack, unpack } from '../../src/share/codec';
import { crc32 } from '../../src/share/crc32';
import { InputFault, type Stage } from '../../src/share/fault';
import type { OwnPoint } from '../../src/contract/model';
import { disguiseIn, readLink, writeLink } from '../../src/share/link';
import { readNetwork, writeNetwork } from '../../src/share/network';
import { anyOpening } from './arbitrary';

const seeded = { seed: 20261123 };
const cells = [
  { id: 'net', kind: 'network' },
  { id: 'task', kind: 'task' },
  { id: 'adam', kind: 'js' },
  { id: 'valley', kind: 'js' },
];

const shared = (opening: Opening, weights = true) => ({ cell: 'net', kind: 'network', state: writeNetwork(opening, weights) });

/** As the page reads it: whoever opens it gets this, or this fault. */
async function open(text: string): Promise<Opening> {
  return readNetwork((await readLink(text, cells)).state);
}

/** The fault of a wrong link. Anything else than a fault, and anything slow, fails the test. */
async function faultOf(text: string): Promise<InputFault> {
  const start = performance.now();
  try {
    await open(text);
  } catch (error) {
    if (!(error instanceof InputFault)) throw error;
    expect(performance.now() - start).toBeLessThan(1000);
    expect(error.message.length).toBeGreaterThan(15);
    return error;
  }
  throw new Error(`opened: ${text}`);
}

/** What `pack` does, of any bytes at all. */
async function packBytes(bytes: Uint8Array<ArrayBuffer>, deflate = true): Promise<string> {
  const packed = deflate
    ? new Uint8Array(
        await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer(),
      )
    : bytes;
  const whole = new Uint8Array(4 + packed.length);
  new DataView(whole.buffer).setUint32(0, crc32(bytes));
  whole.set(packed, 4);
  return `1.${toBase64Url(whole)}`;
}

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

describe('code in a link', () => {
  const anyCode = fc.string({ unit: 'binary', maxLength: 300 }).filter((code) => !disguiseIn(code));

  it('comes as it was written, of a code cell and of those beside a network', async () => {
    await fc.assert(
      fc.asyncProperty(anyCode, anyCode, async (adam, valley) => {
        const own = await readLink(await writeLink({ cell: 'adam', kind: 'js', state: adam }), cells);
        expect(own.code).toEqual([{ cell: 'adam', code: adam }]);
        const code = [
          { cell: 'valley', code: valley },
          { cell: 'adam', code: adam },
        ];
        expect((await readLink(await writeLink({ cell: 'net', kind: 'network', state: 1, code }), cells)).code).toEqual(code);
      }),
      { ...seeded, numRuns: 300 },
    );
  });

  it('is refused where it would be longer than an address should be', async () => {
    const state = Array.from({ length: 4000 }, (_, i) => Math.sin(i)).join('\n');
    await expect(writeLink({ cell: 'adam', kind: 'js', state })).rejects.toThrow(/link of [\d,]+ characters/);
  });

  const beside = (code: unknown) => ({ cell: 'net', kind: 'network', state: 1, code });
  const wrongs: [string, unknown, Stage, RegExp][] = [
    ['that is no text', { cell: 'adam', kind: 'js', state: { code: 1 } }, 'schema', /state.*text/],
    ['that is no list', beside({ adam: '1' }), 'schema', /code/],
    ['with another key', beside([{ cell: 'adam', code: '1', run: true }]), 'schema', /run/],
    ['of no cell', beside([{ cell: 'adamm', code: '1' }]), 'meaning', /“adamm”.*adam, valley/],
    ['of a cell that has none', beside([{ cell: 'task', code: '1' }]), 'meaning', /“task” here is of kind “task”/],
    [
      'for one cell twice',
      { cell: 'adam', kind: 'js', state: '1', code: [{ cell: 'adam', code: '2' }] },
      'meaning',
      /“adam” twice/,
    ],
    ['with text turned around', beside([{ cell: 'adam', code: '1\n// \u202e1' }]), 'meaning', /“adam”: line 2/],
    ['with the end of a line that is not shown', beside([{ cell: 'adam', code: '// 1\u2028run()' }]), 'meaning', /line 1/],
    ['with a bare carriage return', { cell: 'adam', kind: 'js', state: '\n// 1\rrun()' }, 'meaning', /line 2/],
  ];

  it.each(wrongs)('%s', async (_name, value, stage, words) => {
    const fault = await faultOf(await pack(value));
    expect(fault.stage).toBe(stage);
    expect(fault.message).toMatch(words);
  });

  it('1,000 wrong ones, half of them valid ones mutated past a stage', async () => {
    const valid = fc.record({ adam: anyCode, valley: anyCode }).map(({ adam, valley }) => ({
      cell: 'adam',
      kind: 'js',
      state: adam,
      code: [{ cell: 'valley', code: valley }],
    }));
    const anyWrong: fc.Arbitrary<{ stage: Stage | null; wrong(): Promise<string> }> = fc.oneof(
      {
        weight: 3,
        arbitrary: fc.json().map((json) => ({ stage: null, wrong: () => packBytes(new TextEncoder().encode(json)) })),
      },
      fc.tuple(valid, fc.nat()).map(([value, at]) => {
        const json = JSON.stringify(value);
        const cut = new TextEncoder().encode(json.slice(0, 1 + (at % (json.length - 1))));
        return { stage: 'parse' as const, wrong: () => packBytes(cut) };
      }),
      fc.tuple(valid, fc.nat(), fc.constantFrom<unknown>({ run: 1 }, null, 7, [[]])).map(([value, at, wrong]) => {
        const whole = structuredClone(value);
        const places = placesIn(whole);
        const [parent, key] = places[at % places.length];
        parent[key] = wrong;
        return { stage: 'schema' as const, wrong: () => pack(whole) };
      }),
      fc
        .tuple(valid, fc.constantFrom('\r', '\0', '\u2028', '\u2029', '\u202e', '\u2066', '\u0085'), fc.nat())
        .map(([value, hidden, at]) => {
          const place = at % (value.state.length + 1);
          const state = `${value.state.slice(0, place)}${hidden} ${value.state.slice(place)}`;
          return { stage: 'meaning' as const, wrong: () => pack({ ...value, state }) };
        }),
    );
    await fc.assert(
      fc.asyncProperty(anyWrong, async ({ stage, wrong }) => {
        const fault = await faultOf(await wrong());
        if (stage) expect(fault.stage, fault.message).toBe(stage);
      }),
      { ...seeded, numRuns: 1000 },
    );
  });
});

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

/** Every place of a JSON value where another could stand, with who holds it. */
function placesIn(value: unknown): [Record<string, unknown>, string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(inner === undefined ? [] : [[value as Record<string, unknown>, key] as [Record<string, unknown>, string]]),
    ...placesIn(inner),
  ]);
}
