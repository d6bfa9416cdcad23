/** Code in a link comes as it was written, and is refused where it hides something. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pack } from '../../src/share/codec';
import type { Stage } from '../../src/share/fault';
import { disguiseIn, readLink, writeLink } from '../../src/share/link';
import { seeded, cells, faultOf, packBytes } from './links';
import { placesIn } from './places';

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
