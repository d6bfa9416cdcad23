/** A file that is none of ours says what is wrong and where. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Opening } from '../../src/cells/network/opening';
import { toFile } from '../../src/export/file';
import { zip, type NamedFile } from '../../src/export/zip';
import type { Stage } from '../../src/share/fault';
import { placesIn } from '../share/places';
import { seeded, utf8, trained, networkOf, ours, layersModel, faultOf } from './files';

type Change = (json: {
  modelTopology: { class_name: string; config: { layers: { class_name: string; config: Record<string, unknown> }[] } };
  weightsManifest: { paths: string[]; weights: { name: string; shape: number[]; dtype: string }[] }[];
  userDefinedMetadata?: unknown;
}) => void;

const start: Opening = {
  body: { data: 'moons', layers: [{ units: 3, activation: 'leakyRelu' }], optimizer: { kind: 'sgd' } },
  changes: [],
  step: 4,
  checkpoint: { step: 4, epoch: 0, position: 4, weights: new Float32Array(13).fill(0.25), slots: [] },
  second: null,
};

function changedModel(change: Change): NamedFile[] {
  const [model, weights] = layersModel(start, null);
  const json = JSON.parse(new TextDecoder().decode(model.bytes)) as Parameters<Change>[0];
  change(json);
  return [{ name: 'model.json', bytes: utf8(JSON.stringify(json)) }, weights];
}

describe('a wrong file says what is wrong and where', () => {
  it.each<[string, Change, Stage, RegExp]>([
    ['a functional model', (json) => (json.modelTopology.class_name = 'Functional'), 'meaning', /Functional.*Sequential/],
    [
      'a convolution',
      (json) => (json.modelTopology.config.layers[0].class_name = 'Conv2D'),
      'meaning',
      /Layer 1 \(Conv2D\).*Dense/,
    ],
    [
      'an activation that is not here',
      (json) => (json.modelTopology.config.layers[0].config.activation = 'mish'),
      'meaning',
      /Layer 1.*mish/,
    ],
    [
      'another slope',
      (json) => (json.modelTopology.config.layers[1].config.alpha = 0.3),
      'meaning',
      /Layer 2 \(LeakyReLU\).*0\.3.*0\.01/,
    ],
    [
      'another slope in the words of Keras 3',
      (json) => (json.modelTopology.config.layers[1].config = { negative_slope: 0.2 }),
      'meaning',
      /Layer 2 \(LeakyReLU\).*negative_slope = 0\.2.*0\.01/,
    ],
    [
      'a ReLU that leaks',
      (json) => (json.modelTopology.config.layers[1] = { class_name: 'ReLU', config: { negative_slope: 0.2 } }),
      'meaning',
      /Layer 2 \(ReLU\).*negative_slope = 0\.2/,
    ],
    [
      'a ReLU that begins later',
      (json) => (json.modelTopology.config.layers[1] = { class_name: 'ReLU', config: { threshold: 1 } }),
      'meaning',
      /Layer 2 \(ReLU\).*threshold = 1/,
    ],
    [
      'a softmax over the examples',
      (json) => json.modelTopology.config.layers.push({ class_name: 'Softmax', config: { axis: 0 } }),
      'meaning',
      /\(Softmax\).*axis = 0/,
    ],
    [
      'weights of one name twice',
      (json) => (json.weightsManifest[0].weights[1].name = json.weightsManifest[0].weights[0].name),
      'meaning',
      /kernel” twice/,
    ],
    ['no bias', (json) => (json.modelTopology.config.layers[0].config.use_bias = false), 'meaning', /no bias/],
    [
      'half-precision weights',
      (json) => (json.weightsManifest[0].weights[0].dtype = 'float16'),
      'schema',
      /weightsManifest\.0\.weights\.0\.dtype.*float32/,
    ],
    [
      'weights that are too short',
      (json) => json.weightsManifest[0].weights.push({ name: 'more', shape: [5], dtype: 'float32' }),
      'meaning',
      /“more”.*beyond the end/,
    ],
    [
      'weights that are too long',
      (json) => json.weightsManifest[0].weights.pop(),
      'meaning',
      /52 bytes; model.json speaks of 48/,
    ],
    ['a file that is not there', (json) => (json.weightsManifest[0].paths = ['group1.bin']), 'meaning', /group1\.bin/],
    [
      'a kernel of another shape',
      (json) => (json.weightsManifest[0].weights[0].shape = [3, 2]),
      'meaning',
      /dense_1\/kernel.*3 × 2/,
    ],
    ['no topology', (json) => Object.assign(json, { modelTopology: null }), 'schema', /modelTopology/],
  ])('%s', async (_name, change, stage, words) => {
    const fault = await faultOf(changedModel(change));
    expect(fault.message).toMatch(words);
    expect(fault.message).toMatch(/^model\.json: /);
    expect(fault.stage).toBe(stage);
  });

  it('500 random ones', async () => {
    const bytes = fc.uint8Array({ maxLength: 400 }).map((all) => Uint8Array.from(all));
    const anyFile = fc.oneof(
      fc.record({ name: fc.constantFrom('a.json', 'model.json', 'weights.bin', 'a.zip', ''), bytes }),
      fc.record({ name: fc.constant('a.json'), bytes: fc.json({ maxDepth: 4 }).map(utf8) }),
      fc.record({ name: fc.constant('a.zip'), bytes: bytes.map((all) => Uint8Array.from([0x50, 0x4b, 3, 4, ...all])) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(anyFile, { maxLength: 3 }), async (files) => {
        await faultOf(files);
      }),
      { ...seeded, numRuns: 500 },
    );
  });

  it('500 valid ones, each mutated past one stage', async () => {
    const place = fc.nat();
    const mutations: fc.Arbitrary<{ stage: Stage; wrong(opening: Opening): NamedFile[] }> = fc.oneof(
      fc.record({ at: place, bit: fc.integer({ min: 0, max: 7 }) }).map(({ at, bit }) => ({
        stage: 'decompression' as const,
        // Within a stored entry: the checksum must tell.
        wrong: (opening: Opening) => {
          const files = layersModel(opening);
          const bytes = zip(files);
          bytes[40 + (at % (files[0].bytes.length - 1))] ^= 1 << bit;
          return [{ name: 'a.zip', bytes }];
        },
      })),
      place.map((at) => ({
        stage: 'decompression' as const,
        wrong: (opening: Opening) => {
          const bytes = zip(ours(opening));
          return [{ name: 'a.zip', bytes: bytes.slice(0, 5 + (at % (bytes.length - 6))) }];
        },
      })),
      place.map((at) => ({
        stage: 'parse' as const,
        wrong: (opening: Opening) => {
          const [file] = ours(opening);
          return [{ ...file, bytes: file.bytes.slice(0, 1 + (at % (file.bytes.length - 3))) }];
        },
      })),
      place.map((at) => ({
        stage: 'schema' as const,
        wrong: (opening: Opening) => {
          const [file] = ours(opening);
          const json = JSON.parse(new TextDecoder().decode(file.bytes)) as { cell: object };
          const places = placesIn(json.cell);
          const [parent, key] = places[at % places.length];
          parent[key] = { wrong: 1 };
          return [{ ...file, bytes: utf8(JSON.stringify(json)) }];
        },
      })),
      fc
        .constantFrom<(opening: Opening) => Opening>(
          (opening) => ({ ...opening, body: { ...opening.body, data: 'suns' } }),
          (opening) => ({ ...opening, checkpoint: null }),
          (opening) => ({
            ...opening,
            changes: [
              { step: 9, knobs: {} },
              { step: 8, knobs: {} },
            ],
          }),
          (opening) => ({
            ...opening,
            checkpoint: opening.checkpoint && { ...opening.checkpoint, weights: opening.checkpoint.weights.slice(1) },
          }),
        )
        .map((change) => ({
          stage: 'meaning' as const,
          wrong: (opening: Opening) => [{ name: 'a.json', bytes: utf8(toFile(networkOf(opening), change(opening))) }],
        })),
      place.map((at) => ({
        stage: 'meaning' as const,
        wrong: (opening: Opening) => {
          const [model, weights] = layersModel(opening);
          return [model, { ...weights, bytes: weights.bytes.slice(0, at % weights.bytes.length) }];
        },
      })),
    );
    const counts: Record<Stage, number> = { decompression: 0, parse: 0, schema: 0, meaning: 0 };
    await fc.assert(
      fc.asyncProperty(trained, mutations, async (opening, { stage, wrong }) => {
        const fault = await faultOf(wrong(opening));
        expect(fault.stage, fault.message).toBe(stage);
        counts[stage]++;
      }),
      { ...seeded, numRuns: 520 },
    );
    for (const [stage, count] of Object.entries(counts)) expect(count, stage).toBeGreaterThan(50);
  });
});
