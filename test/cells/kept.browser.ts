/** Every experiment that is left and come back to stands as it was: its settings, what it found, and what it tells the lesson. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { CellContext } from '../../src/contract/cell';
import type { EngineClient } from '../../src/contract/client';
import type { RunSpec } from '../../src/contract/model';
import type { RequestName } from '../../src/contract/protocol';
import { Memory, show, testContext } from './cell-context';
import { crossed } from './latency/points';
import { press, type Case } from './kept-case';
import { finding } from './kept-finding';
import { setting } from './kept-setting';

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

/** The network's run, as far as anybody looks at it. */
const run = { id: 1, spec, latest: { step: 7 } };

const cases = [...finding, ...setting];

afterEach(() => document.body.replaceChildren());

const asked = vi.fn();

async function visit({ tag, body, answers = {} }: Case, kept: Memory, more: Partial<CellContext> = {}) {
  const ask = (name: RequestName) => {
    if (name !== 'dataset') asked(name);
    return Promise.resolve(structuredClone(answers[name]));
  };
  const engine = { ask } as unknown as EngineClient;
  const context: CellContext = { ...testContext({ engine }), kept, ...more };
  context.scope.publish('net', { model: spec.model, weights: Float32Array.of(1, 2, 3), spec, step: 7, run });
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

  it('comes back as it was, without a question to the worker', async () => {
    const kept = new Memory();
    const first = await visit(one, kept);
    expect(kept.puts).toBe(0);
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
    for (const wrong of [
      { ...(value as object), fence: 1 },
      { ...(value as object), settings: 'x' },
    ]) {
      kept.values.set('it', wrong);
      const { published } = await visit(one, kept);
      expect(published()).toEqual(own);
      await expect.element(page.getByText('What was kept of this cell is left out')).toBeVisible();
      document.body.replaceChildren();
    }
  });
});

const ofNetwork = cases.filter(({ body }) => 'of' in body && body.of === 'net');

it.each(ofNetwork)('$tag keeps nothing that it found of a network which somebody shared', async (one) => {
  const kept = new Memory();
  const { published } = await visit(one, kept, { opened: { cell: 'net', state: null } });
  await one.act();
  await expect.poll(published).toMatchObject(one.done);
  document.body.replaceChildren();
  expect(kept.puts).toBe(0);
});

describe('a sweep', () => {
  const [sweep] = finding;
  const kept = new Memory();
  beforeEach(async () => {
    kept.values.clear();
    const { published } = await visit(sweep, kept);
    await sweep.act();
    await expect.poll(published).toMatchObject(sweep.done);
    document.body.replaceChildren();
  });
  const taken = () => kept.values.get('it') as { taken: object; results: object };

  it('cut short leaves what was kept before it', async () => {
    const never = { ...testContext({ engine: { ask: () => new Promise(() => {}) } as unknown as EngineClient }), kept };
    never.scope.publish('net', { model: spec.model, weights: Float32Array.of(1), spec });
    await show('fp-latency', sweep.body, never);
    await sweep.act();
    await expect.element(page.getByRole('progressbar')).toBeVisible();
    document.body.replaceChildren();
    const { published } = await visit(sweep, kept);
    expect(published()).toMatchObject({ ...sweep.done, points: crossed });
  });

  it('says where it was measured if that was elsewhere', async () => {
    const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
    const then = {
      at: '2026-05-01T10:00:00.000Z',
      userAgent,
      cores: 1024,
      crossOriginIsolated: true,
      renderer: 'a card of long ago',
    };
    kept.put('it', { ...taken(), taken: then });
    const { cell } = await visit(sweep, kept);
    const chart = cell.shadowRoot?.querySelector('fp-sweep-chart');
    expect(chart?.device).toMatchObject({ userAgent, cores: 1024 });
    const note = page.getByText('Kept from an earlier visit: 1 May 2026');
    await expect.element(note).toHaveTextContent('by Firefox 140 (this is Chrome');
    await expect.element(note).toHaveTextContent('with 1024 processor cores (here');
    await expect.element(note).toHaveTextContent('on the renderer a card of long ago (here');
    await sweep.act();
    await expect.element(note).not.toBeInTheDocument();
    expect(chart?.device).toMatchObject({ userAgent: navigator.userAgent });
  });

  it('too large to be kept is said to be so, and the cell goes on', async () => {
    const [one] = crossed;
    const large = { ...one, latency: { ...one.latency, samples: Array.from({ length: 30_000 }, () => 1) } };
    const { published } = await visit({ ...sweep, answers: { ...sweep.answers, sweep: { points: [large], skipped: [] } } }, kept);
    await sweep.act();
    await expect.element(page.getByText('too large to be kept')).toBeVisible();
    expect(published()).toMatchObject({ sweeps: 2 });
    expect(taken()).toMatchObject({ results: null, taken: null });
  });
});
