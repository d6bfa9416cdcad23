/** All that is kept goes into a file and comes back as it was; a wrong file brings nothing and says why. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Entry } from '../../src/app/entry';
import { fromKeptFile, toKeptFile } from '../../src/app/kept-file';
import { InputFault } from '../../src/share/fault';
import { keyOf } from '../../src/table/key';

const bytes = new TextEncoder().encode('a,b\n1,é\n');
const entries: Entry[] = [
  { store: 'settings', key: 'theme', value: 'dark' },
  { store: 'progress', key: ['one', 'task'], value: { kept: true, at: 7 } },
  {
    store: 'kept',
    key: ['one', 'net'],
    value: {
      kept: { weights: Float32Array.of(0.1, -3e20, 1e-40), rows: { step: Float64Array.of(1, 2 ** 40) }, name: '$x' },
      at: 8,
    },
  },
  { store: 'tables', key: keyOf(bytes), value: { name: 'a.csv', bytes, at: 9 } },
];
const text = toKeptFile(entries, '2026-11-23T00:00:00.000Z');
const read = (content: BlobPart) => fromKeptFile(new Blob([content]));

it('comes back as it was, typed arrays and all', async () => {
  expect(await read(text)).toEqual(entries);
});

it.each([
  ['', 'parse', /JSON/],
  ['[]', 'schema', /./],
  ['{"format":"other","version":1,"entries":[]}', 'schema', /format.*exported/],
  [text.replace('"version":1', '"version":2'), 'schema', /version 1/],
  [text.replace('"dark"', '"pink"'), 'schema', /entries\.0\.value/],
  [text.replace(/("\$float32":")./, '$1'), 'parse', /float32/],
  [text.replace(/("\$uint8":")..../, '$1YSxj'), 'meaning', /entries\.3\.key.*a\.csv has been changed/],
  [text.replace(/\{"\$uint8":"[^"]*"\}/, '"a,b"'), 'schema', /entries\.3\.value\.bytes: expected bytes/],
])('%s', async (content, stage, words) => {
  await expect(read(content)).rejects.toMatchObject({ stage, message: expect.stringMatching(words) as string });
});

it('1,000 wrong files, half of them a right one changed past one stage, bring nothing and say why', async () => {
  type Wrong = { content: string; stage: string | null; words: RegExp };
  const random = fc
    .oneof(
      fc.string(),
      fc.json(),
      fc.uint8Array().map((bytes) => new TextDecoder().decode(bytes)),
    )
    .map((content): Wrong => ({ content, stage: null, words: /.{10}/s }));
  const cut = fc
    .nat({ max: text.length - 3 })
    .map((length): Wrong => ({ content: text.slice(0, length), stage: 'parse', words: /It is no JSON/ }));
  /** Each value of the file's own shape, by its path. */
  const paths = ['format', 'version', 'entries', ...entries.flatMap((_, i) => [`${i}`, `${i}.store`, `${i}.key`, `${i}.value`])];
  const changed = fc
    .record({ path: fc.constantFrom(...paths), to: fc.constantFrom<unknown>(null, 7, 'x', [], {}, { wrong: 1 }) })
    .filter(({ path, to }) => !(path === 'entries' && Array.isArray(to)))
    .map(({ path, to }): Wrong => {
      const whole = JSON.parse(text) as Record<string, unknown>;
      const keys = /^\d/.test(path) ? ['entries', ...path.split('.')] : [path];
      let parent: Record<string, unknown> = whole;
      for (const key of keys.slice(0, -1)) parent = parent[key] as Record<string, unknown>;
      parent[keys[keys.length - 1]] = to;
      // A table's key may be any text, and is then that of other bytes.
      const stage = path === '3.key' && to === 'x' ? 'meaning' : 'schema';
      return { content: JSON.stringify(whole), stage, words: new RegExp(`^At ${keys.join('\\.')}`) };
    });
  const numbers = fc.constantFrom('$float32', '$float64').map((kind): Wrong => ({
    content: text.replace(new RegExp(`("\\${kind}":").`), '$1'),
    stage: 'parse',
    words: new RegExp(`${kind.slice(1)} numbers that are not whole`),
  }));
  const half = fc.oneof(cut, changed, numbers);
  await fc.assert(
    fc.asyncProperty(fc.boolean(), random, half, async (any, one, other) => {
      const { content, stage, words } = any ? one : other;
      const fault: unknown = await read(content).catch((error: unknown) => error);
      expect(fault).toBeInstanceOf(InputFault);
      expect((fault as InputFault).message).toMatch(words);
      if (stage) expect((fault as InputFault).stage, content).toBe(stage);
    }),
    { seed: 20261123, numRuns: 1000 },
  );
});
