/** All that is kept goes into a file and comes back as it was; a wrong file brings nothing and says why. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Entry } from '../../src/app/storage';
import { fromKeptFile, toKeptFile } from '../../src/app/transfer';
import { InputFault } from '../../src/share/fault';

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
])('%s', async (content, stage, words) => {
  await expect(read(content)).rejects.toMatchObject({ stage, message: expect.stringMatching(words) as string });
});

it('1,000 wrong files, half of them a right one cut short, bring nothing and say why', async () => {
  const wrong = fc.oneof(
    fc.nat({ max: text.length - 3 }).map((length) => text.slice(0, length)),
    fc.oneof(
      fc.string(),
      fc.json(),
      fc.uint8Array().map((bytes) => new TextDecoder().decode(bytes)),
    ),
  );
  await fc.assert(
    fc.asyncProperty(wrong, async (content) => {
      const fault: unknown = await read(content).catch((error: unknown) => error);
      expect(fault).toBeInstanceOf(InputFault);
      expect((fault as InputFault).message.length).toBeGreaterThan(10);
    }),
    { seed: 20261123, numRuns: 1000 },
  );
});
