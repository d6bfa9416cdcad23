/** What a run shows: text, tables, charts and numbers as data, bounded, whatever the code hands over. */
import { Script } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { CodeOutput, KernelAsk, KernelReply } from '../../src/contract/sandbox';
import { inspect } from '../../src/sandbox/kernel/inspect';
import { createPlot, recordedIn } from '../../src/sandbox/kernel/plot';
import { createRunner } from '../../src/sandbox/kernel/run';
import { show } from '../../src/sandbox/kernel/show';
import { readReply } from '../../src/sandbox/messages';
import { parseCode, scriptOf } from '../../src/sandbox/parse';

describe('a value as text', () => {
  test.each<[unknown, string]>([
    [1 / 3, '0.3333333333333333'],
    [-0, '-0'],
    ['plain', 'plain'],
    [['quoted', 1 / 3], '["quoted", 0.333333]'],
    [{ a: 1, b: { c: [] } }, '{a: 1, b: {c: []}}'],
    [new Float32Array([0.1, 2]), 'Float32Array(2) [0.1, 2]'],
    [new Map([['k', 1]]), 'Map(1) {"k" → 1}'],
    [() => 1, 'ƒ (anonymous)'],
    [new TypeError('no'), 'TypeError: no'],
    [10n, '10n'],
    [undefined, 'undefined'],
    [{ a: { b: { c: { d: 1 } } } }, '{a: {b: {c: {…}}}}'],
  ])('%o', (value, text) => expect(inspect(value)).toBe(text));

  test('ends, and never throws', () => {
    const round: Record<string, unknown> = {};
    round.self = round;
    expect(inspect(round)).toBe('{self: (itself)}');
    const trap = {
      get boom(): number {
        throw new Error('trap');
      },
    };
    expect(inspect(trap)).toBe('(cannot be shown: trap)');
    expect(inspect(Array.from({ length: 1e6 }, () => 0)).length).toBeLessThan(200);
    expect(inspect('x'.repeat(1e6)).length).toBeLessThan(5000);
  });
});

test('lists of objects, and of lists, are tables; what is too long is cut and said', () => {
  expect(
    show([
      { a: 1, b: 'x' },
      { a: NaN, c: true },
    ]),
  ).toEqual({
    kind: 'table',
    columns: ['a', 'b', 'c'],
    rows: [
      [1, 'x', ''],
      ['NaN', '', 'true'],
    ],
    of: 2,
  });
  expect(
    show([
      [1, 2],
      [3, 4],
    ]),
  ).toMatchObject({ kind: 'table', columns: ['0', '1'] });
  const long = show(Array.from({ length: 999 }, (_, i) => ({ i })));
  expect(long).toMatchObject({ kind: 'table', of: 999 });
  expect(long.kind === 'table' && long.rows.length).toBe(200);
  expect(show([1, 2])).toMatchObject({ kind: 'text' });
  expect(show([{ ['__proto__x']: 1 }, 5])).toMatchObject({ kind: 'text' });
});

describe('Plot', () => {
  const Plot = createPlot() as Record<string, (...args: unknown[]) => unknown>;
  const rows = [
    { step: 0, loss: 4 },
    { step: 1, loss: 1 },
  ];

  test('records marks with their channels evaluated', () => {
    const chart = Plot.plot({
      y: { label: 'loss', type: 'log' },
      grid: true,
      marks: [Plot.line(rows, { x: 'step', y: (d: { loss: number }) => d.loss / 2, stroke: 'red', strokeWidth: 2 })],
    });
    expect(recordedIn(chart)).toEqual({
      title: null,
      height: null,
      scales: [
        { name: 'x', label: null, type: null, domain: null, grid: true, reverse: false, zero: false },
        { name: 'y', label: 'loss', type: 'log', domain: null, grid: true, reverse: false, zero: false },
      ],
      marks: [
        {
          mark: 'line',
          channels: [
            { name: 'x', values: [0, 1], label: 'step' },
            { name: 'y', values: [2, 0.5], label: null },
            { name: 'stroke', values: ['red'], label: null },
          ],
          constants: [{ name: 'strokeWidth', value: 2 }],
        },
      ],
    });
  });

  test('knows what Plot assumes: pairs, values along an axis, rules', () => {
    const channels = (mark: unknown) =>
      Object.fromEntries(recordedIn(mark)!.marks[0].channels.map(({ name, values }) => [name, values]));
    expect(
      channels(
        Plot.line([
          [1, 2],
          [3, 4],
        ]),
      ),
    ).toEqual({ x: [1, 3], y: [2, 4] });
    expect(channels(Plot.lineY([5, 6]))).toEqual({ x: [0, 1], y: [5, 6] });
    expect(channels(Plot.barY(rows, { x: 'step', y: 'loss' }))).toEqual({ x: [0, 1], y: [4, 1] });
    expect(channels(Plot.ruleY([0, 2]))).toEqual({ y: [0, 2] });
    expect(channels(Plot.dot(rows, { x: 'step', y: 'loss', fill: 'loss' }))).toMatchObject({ fill: [4, 1] });
  });

  test.each([
    ['a part that is not there', () => Plot.hexbin({}), /Plot\.hexbin is not available here; there are plot, line/],
    [
      'an option that is not there',
      () => Plot.dot(rows, { x: 'step', y: 'loss', href: 'step' }),
      /the option href is not available/,
    ],
    ['a field that is not there', () => Plot.dot(rows, { x: 'stp', y: 'loss' }), /no example has a field "stp" for x/],
    ['a mark that is none', () => Plot.plot({ marks: [rows] }), /which is no mark/],
    ['too much', () => Plot.dot(Array.from({ length: 6000 }, () => [0, 0])), /at most 5000/],
  ])('says so of %s', (_, draw, message) => expect(draw).toThrow(message));
});

describe('whatever is shown, the page can read', () => {
  const Plot = createPlot() as Record<string, (...args: unknown[]) => unknown>;
  const text = fc.oneof(fc.string(), fc.constantFrom('x'.repeat(201), 'é'.repeat(5000), '__proto__', 'toJSON', ''));
  const number = fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, -0, 1e308));
  const any = fc.oneof(text, number, fc.constantFrom(null, undefined, new Date(NaN), 10n, Symbol('s')), fc.boolean());
  const row = fc.dictionary(text, any, { maxKeys: 5 });
  const passes = (output: CodeOutput) => {
    const reply = { type: 'output', run: 1, output } as const;
    const read = readReply(JSON.stringify(reply));
    // What JSON has no word for has become null on the way.
    expect(read).toEqual(JSON.parse(JSON.stringify(reply)));
  };

  test('1,000 values and tables', () => {
    const value = fc.oneof(any, fc.array(row), fc.array(fc.array(any)), fc.array(any), row, fc.object());
    fc.assert(
      fc.property(value, (one) => passes(show(one))),
      { numRuns: 1000, seed: 1 },
    );
  });

  test('1,000 charts, or it is said what they may not have', () => {
    const option = fc.constantFrom('stroke', 'title', 'text', 'opacity', 'strokeWidth', 'dx', 'curve', 'symbol', 'r', 'z');
    const mark = fc.tuple(fc.array(row, { maxLength: 4 }), fc.dictionary(option, any, { maxKeys: 3 }), text);
    const scale = fc.record({ label: any, type: any, domain: fc.oneof(any, fc.array(any, { maxLength: 3 })) });
    const options = fc.record({ title: any, height: any, x: scale, color: scale });
    fc.assert(
      fc.property(fc.array(mark, { maxLength: 50 }), options, (given, more) => {
        try {
          const marks = given.map(([data, channels, field]) =>
            Plot.dot(data, { ...channels, x: { value: (_: unknown, i: number) => i, label: field } }),
          );
          passes(show(Plot.plot({ ...more, marks })));
        } catch (error) {
          if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
          expect(error.message).toMatch(/^Plot\./);
        }
      }),
      { numRuns: 1000, seed: 1 },
    );
  });

  test('a chart of too many marks or too long a domain is refused in words', () => {
    const marks = Array.from({ length: 41 }, () => Plot.dot([[1, 2]]));
    expect(() => Plot.plot({ marks })).toThrow('Plot.plot: 41 marks; at most 40 can be drawn');
    const domain = Array.from({ length: 1001 }, (_, i) => i);
    expect(() => Plot.plot({ x: { domain } })).toThrow('the domain of x has 1001 values; at most 1000 can be drawn');
  });
});

describe('a run', () => {
  /** A kernel without a worker and without TensorFlow.js. */
  function kernel() {
    const replies: KernelReply[] = [];
    const dispose = vi.fn();
    const globals: Record<string, unknown> = {};
    const run = createRunner({
      tf: 'tf',
      openAccount: () => ({ close: () => dispose }),
      load(script) {
        vi.stubGlobal('self', globals);
        new Script(script, { filename: /cell-\w+\.js$/.exec(script)?.[0] }).runInThisContext();
        vi.unstubAllGlobals();
      },
      define(name, value) {
        globals[name] = value;
        return () => void delete globals[name];
      },
      reply: (reply) => void replies.push(reply),
    });
    let count = 0;
    return {
      dispose,
      async run(code: string, { cell = 'it', others = [] as string[], given = {} } = {}) {
        const { parsed, fault } = parseCode(code);
        if (fault) throw new Error(fault.message);
        const ask: KernelAsk = { run: ++count, cell, given, ...scriptOf(code, parsed, cell, `entry${count}`, new Set(others)) };
        replies.length = 0;
        await run(ask);
        expect(Object.keys(globals)).toEqual([]);
        // Whatever is said passes the page's own check.
        for (const reply of replies) expect(readReply(JSON.stringify(reply))).toEqual(reply);
        return { end: replies.at(-1)!, outputs: replies.flatMap((reply) => (reply.type === 'output' ? [reply.output] : [])) };
      },
    };
  }
  const texts = (outputs: CodeOutput[]) => outputs.map((output) => (output.kind === 'text' ? output.text : output.kind));

  test('shows what is displayed, what is logged and the last value, in order', async () => {
    const { outputs, end } = await kernel().run('console.log("a", 1); display([{ x: 1 }]); const b = 2; b * 3');
    expect(texts(outputs)).toEqual(['a 1', 'table', '6']);
    expect(end).toMatchObject({ type: 'done', value: 6 });
  });

  test('hands names to other cells until their own runs again', async () => {
    const { run } = kernel();
    await run('const w = 5; const f = (x) => x * w', { cell: 'a' });
    expect(await run('f(2)', { cell: 'b', others: ['w', 'f'] })).toMatchObject({ end: { value: 10 } });
    await run('throw new Error("no")', { cell: 'a' });
    expect(await run('f(2)', { cell: 'b', others: ['w', 'f'] })).toMatchObject({
      end: {
        type: 'failed',
        fault: { name: 'ReferenceError', message: expect.stringContaining('run the cell that declares it') },
      },
    });
  });

  test('disposes of what the run before it made', async () => {
    const { run, dispose } = kernel();
    await run('1');
    expect(dispose).not.toHaveBeenCalled();
    await run('throw 1');
    expect(dispose).toHaveBeenCalledTimes(1);
    await run('1', { cell: 'other' });
    expect(dispose).toHaveBeenCalledTimes(1);
  });

  test.each([
    ['const a = null;\n  a.b', 'TypeError', 2],
    ['function f() {\n  throw new RangeError("far");\n}\nf();', 'RangeError', 2],
    ['throw { odd: true }', 'Thrown', null],
    ['await Promise.reject(new Error("late"))', 'Error', 1],
  ])('says where it failed: %s', async (code, name, line) => {
    const { end } = await kernel().run(code);
    expect(end).toMatchObject({ type: 'failed', fault: { name } });
    if (end.type === 'failed') expect(end.fault.place?.line ?? null).toBe(line);
  });

  test.each([
    ['a message that throws', 'throw Object.defineProperty(new Error("x"), "message", { get() { throw 1; } })'],
    ['a name that is no text', 'throw Object.assign(new Error("x"), { name: { toString() { throw 1; } } })'],
    ['a stack that throws', 'throw Object.defineProperty(new Error("x"), "stack", { get() { throw 1; } })'],
    ['a proxy', 'throw new Proxy(new Error("x"), { get() { throw 1; }, getPrototypeOf() { throw 2; } })'],
    [
      'a proxy whose errors are proxies',
      'const trap = () => { throw odd; }; const odd = new Proxy({}, { get: trap, ownKeys: trap, getPrototypeOf: trap }); throw odd',
    ],
  ])('ends though what is thrown cannot be read: %s', async (_, code) => {
    expect((await kernel().run(code)).end).toMatchObject({ type: 'failed', fault: { message: expect.any(String) } });
  });

  test('gives the column of the code, not of the script around it', async () => {
    const { end } = await kernel().run('const x = 1;\n1 + missing.thing');
    expect(end).toMatchObject({ fault: { place: { line: 2, column: 5 } } });
  });

  test('cuts off thousands of outputs, and long ones, and says so', async () => {
    const { outputs } = await kernel().run('for (let i = 0; i < 50_000; i++) console.log(i)');
    expect(outputs).toHaveLength(101);
    expect(texts(outputs).at(-1)).toMatch(/49,900 more left out/);
    const long = await kernel().run(
      'for (let i = 0; i < 99; i++) display(Array.from({ length: 200 }, () => Array.from({ length: 16 }, () => "x".repeat(80))))',
    );
    expect(JSON.stringify(long.outputs).length).toBeLessThan(1_000_000);
  });

  test.each([
    ['display([1])', 1],
    ['display([1]); console.log(2); display([3])', 3],
    ['const a = [1]; display(a); console.log(2); a', 3],
    ['display(1); 2', 2],
  ])('shows once what a cell ends with: %s', async (code, shown) => {
    expect((await kernel().run(code)).outputs).toHaveLength(shown);
  });

  test('shows nothing after its end', async () => {
    const { outputs } = await kernel().run('setTimeout(() => console.log("late"), 0)');
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(texts(outputs)).not.toContain('late');
  });
});

test.each([
  ['no text', { type: 'ready' }],
  ['no JSON', '{'],
  ['an unknown type', '{"type":"eval","code":"1"}'],
  [
    'a value that is too long',
    JSON.stringify({ type: 'output', run: 1, output: { kind: 'table', columns: ['x'.repeat(999)], rows: [], of: 0 } }),
  ],
  ['far too much', JSON.stringify({ type: 'done', run: 1, value: 'x'.repeat(2_000_000) })],
  ['HTML', '{"type":"output","run":1,"output":{"kind":"html","html":"<img src=x onerror=alert(1)>"}}'],
])('the page takes no reply that is %s', (_, data) => expect(readReply(data)).toBeNull());

test('keys that nobody asked for are dropped, and no prototype is touched', () => {
  const reply = readReply(
    '{"type":"done","run":1,"value":2,"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
  );
  expect(reply).toEqual({ type: 'done', run: 1, value: 2 });
  expect(Object.keys(reply ?? {})).toEqual(['type', 'run', 'value']);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});
