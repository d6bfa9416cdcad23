/** Every experiment that is left and come back to stands as it was: its settings, what it found, and what it tells the lesson. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import '../../src/cells/latency/fp-latency';
import type { CellContext } from '../../src/contract/cell';
import type { EngineClient } from '../../src/contract/client';
import type { RunSpec } from '../../src/contract/model';
import type { RequestName } from '../../src/contract/protocol';
import { Memory, show, testContext } from './cell-context';
import { crossed } from './latency/points';

const spec: RunSpec = {
  model: {
    inputs: 2,
    layers: [
      { units: 8, activation: 'tanh' },
      { units: 1, activation: 'sigmoid' },
    ],
    loss: 'binaryCrossEntropy',
  },
  optimizer: { kind: 'sgd' },
  data: { dataset: 'moons', seed: 1, noise: 0.1, samples: 100, trainShare: 0.5, features: ['x1', 'x2'] },
  seed: 1,
  backend: 'plain',
  knobs: { learningRate: 0.1, batchSize: 32, l1: 0, l2: 0 },
  changes: [],
};

interface Case {
  tag: keyof HTMLElementTagNameMap;
  body: object;
  /** What the worker answers, at once. */
  answers?: { [N in RequestName]?: unknown };
  /** What the reader does, and the published values that say that it is done. */
  act(): Promise<unknown>;
  done: object;
  /** Whether it has found something that says where it was found. */
  found: boolean;
}

const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

const cases: Case[] = [
  {
    tag: 'fp-latency',
    body: { of: 'net', backends: ['wasm', 'webgl', 'webgpu'], batchSizes: [1, 16, 256], repeats: 30 },
    answers: {
      sweep: { points: crossed, skipped: [] },
      backends: [{ name: 'webgpu', info: null, error: { code: 'backend-missing', message: 'no adapter', hint: '' } }],
    },
    act: () => press('Measure'),
    done: { sweeps: 1 },
    found: true,
  },
];

afterEach(() => document.body.replaceChildren());

const asked = vi.fn();

async function visit({ tag, body, answers = {} }: Case, kept: Memory, more: Partial<CellContext> = {}) {
  const ask = (name: RequestName) => {
    if (name !== 'dataset') asked(name);
    return Promise.resolve(structuredClone(answers[name]));
  };
  const engine = { ask } as unknown as EngineClient;
  const context: CellContext = { ...testContext({ engine }), kept, ...more };
  context.scope.publish('net', { model: spec.model, weights: Float32Array.of(1, 2, 3), spec, step: 7 });
  const cell = await show(tag, body, context);
  const published = () => context.scope.get('it');
  return { cell, published };
}

/** All that it shows in figures: tables, outputs, fields. */
const shown = (cell: Element) =>
  Array.from(cell.shadowRoot?.querySelectorAll('td, output, .state, fp-number, fp-select') ?? [], (element) =>
    'value' in element ? String(element.value) : element.textContent.trim().replaceAll(/\s+/g, ' '),
  );

describe.each(cases)('$tag', (one) => {
  beforeEach(() => asked.mockClear());

  it('keeps nothing while nobody touches it', async () => {
    const kept = new Memory();
    await visit(one, kept);
    document.body.replaceChildren();
    expect(kept.puts).toBe(0);
  });

  it('comes back as it was, without a question to the worker', async () => {
    const kept = new Memory();
    const first = await visit(one, kept);
    await one.act();
    await expect.poll(first.published).toMatchObject(one.done);
    await expect.element(page.getByRole('progressbar')).not.toBeInTheDocument();
    const [values, figures] = [first.published(), shown(first.cell)];
    document.body.replaceChildren();
    expect(kept.puts).toBeGreaterThan(0);
    expect(kept.puts).toBeLessThan(4);
    asked.mockClear();

    const second = await visit(one, kept);
    expect(second.published()).toEqual(values);
    await expect.poll(() => shown(second.cell)).toEqual(figures);
    expect(asked).not.toHaveBeenCalled();
    const note = page.getByText('Kept from an earlier visit');
    if (!one.found) return expect(note.query()).toBeNull();
    await expect.element(note).toBeVisible();
    await press('Forget it');
    expect(kept.values.size).toBe(0);
    document.body.replaceChildren();
    expect(kept.values.size).toBe(0);
  });

  it('begins as its lesson has it where that is another one now, or what was kept cannot be read; what is new takes its place', async () => {
    const kept = new Memory();
    const own = (await visit(one, new Memory())).published();
    document.body.replaceChildren();
    await visit(one, kept);
    await one.act();
    document.body.replaceChildren();
    const value = kept.values.get('it');
    for (const wrong of [{ ...(value as object), fence: 1 }, { ...(value as object), settings: 'x' }, 'text', null]) {
      kept.values.set('it', wrong);
      const { published } = await visit(one, kept);
      expect(published()).toEqual(own);
      await expect.element(page.getByText('What was kept of this cell is left out')).toBeVisible();
      document.body.replaceChildren();
    }
  });

  it('keeps nothing of what somebody shared', async () => {
    const kept = new Memory();
    const { published } = await visit(one, kept, { opened: { cell: 'of' in one.body ? 'net' : 'it', state: null } });
    await one.act();
    await expect.poll(published).toMatchObject(one.done);
    document.body.replaceChildren();
    expect(kept.puts).toBe(0);
  });
});
