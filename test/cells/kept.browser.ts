/** Every experiment that is left and come back to stands as it was: its settings, what it found, and what it tells the lesson. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import '../../src/cells/activation/fp-activation';
import '../../src/cells/assemble/fp-assemble';
import '../../src/cells/backprop/fp-backprop';
import '../../src/cells/defaults/fp-defaults';
import '../../src/cells/dying/fp-dying';
import '../../src/cells/gradients/fp-gradients';
import '../../src/cells/landscape/fp-landscape';
import '../../src/cells/latency/fp-latency';
import '../../src/cells/linear/fp-linear';
import '../../src/cells/microscope/fp-microscope';
import '../../src/cells/neuron/fp-neuron';
import '../../src/cells/noise/fp-noise';
import '../../src/cells/online/fp-online';
import '../../src/cells/overfit/fp-overfit';
import '../../src/cells/predict/fp-predict';
import '../../src/cells/race/fp-race';
import '../../src/cells/rule/fp-rule';
import '../../src/cells/seeds/fp-seeds';
import '../../src/cells/surface/fp-surface';
import type { CellContext } from '../../src/contract/cell';
import type { EngineClient } from '../../src/contract/client';
import type { RunSpec } from '../../src/contract/model';
import type { ProbeLook, RequestName, Trial } from '../../src/contract/protocol';
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

/** The network's run, as far as anybody looks at it. */
const run = { id: 1, spec, latest: { step: 7 } };

/** The keys of many small runs. */
const small = {
  data: 'moons',
  dataSeed: 1,
  layers: [2, 2],
  loss: 'binaryCrossEntropy',
  batchSize: 32,
  steps: 5,
  optimizer: { kind: 'sgd', learningRate: 0.1 },
};

/** One that has diverged among them. */
const trial = (index: number): Trial => ({
  index,
  step: Float64Array.of(5),
  trainLoss: Float64Array.of(1 + index),
  testLoss: Float64Array.of(2 + index),
  testAccuracy: Float64Array.of(0.5),
  diverged: index === 2,
  weights: new Float32Array(),
});

const look = (index: number, step: number): ProbeLook => ({
  index,
  step,
  trainLoss: index === 0 ? NaN : 0.5,
  gradientNorm: Float64Array.of(0.1, 0.2, 0.3 * index),
  off: Uint8Array.of(0, 1, index % 2, 0),
});

const field = (label: string) => page.getByLabelText(label, { exact: true });
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
  {
    tag: 'fp-race',
    body: { of: 'net', rates: [0.01, 0.1], seeds: 2, steps: 5 },
    answers: { trials: Array.from({ length: 28 }, (_, i) => trial(i)) },
    act: async () => {
      await press('Run');
      await field('Loss').selectOptions('Train loss');
    },
    done: { races: 1, running: false, winnerLoss: 8 },
    found: true,
  },
  {
    tag: 'fp-race',
    body: { rates: [0.001, 0.1], seeds: 2, steps: 20 },
    act: async () => {
      await press('Run');
      await field('Surface').selectOptions('Beale');
      await field('Bring out').selectOptions('Adam');
    },
    done: { races: 1, running: false },
    found: true,
  },
  {
    tag: 'fp-seeds',
    body: { ...small, activations: ['tanh', 'relu'], seeds: 3, success: 0.5, choices: ['units', 'loss'] },
    answers: { dataset: { labels: Uint8Array.of(0, 1), train: Uint32Array.of(0, 1) }, trials: [trial(0), trial(1), trial(2)] },
    act: async () => {
      await press('Run');
      await field('Activation').selectOptions('ReLU');
      await press('Run');
    },
    done: { runs: 2, tanhRuns: 1, reluRuns: 1 },
    found: true,
  },
  {
    tag: 'fp-overfit',
    body: {
      data: 'moons',
      noise: 0.3,
      layers: [4],
      learningRate: 0.01,
      examples: [20, 200],
      l2: [0, 0.1],
      steps: 20,
      every: 10,
      seeds: 2,
    },
    answers: {
      threeSplits: { step: [0, 20], train: [0.7, 0.1], validation: [0.7, 0.5], test: [0.7, 0.6], diverged: false },
    },
    act: async () => {
      await press('Run');
      await field('L2 penalty').selectOptions('0.1');
      await press('Run');
    },
    done: { runs: 2 },
    found: true,
  },
  {
    tag: 'fp-landscape',
    body: { of: 'net', side: 3, reach: 1, seed: 1 },
    answers: { landscape: { side: 3, reach: 2, values: new Float64Array(9).fill(0.5), centre: 0.4 } },
    act: async () => {
      await field('Reach').fill('2');
      await press('Draw the slice');
    },
    done: { drawn: 1, centre: 0.4 },
    found: true,
  },
  {
    tag: 'fp-noise',
    body: { of: 'net', batchSizes: [1, 4], draws: 50 },
    answers: {
      gradientNoise: {
        norm: 0.5,
        single: 4,
        points: [1, 4].map((batchSize) => ({ batchSize, rms: 4 / batchSize, low: 1, high: 5 })),
      },
    },
    act: () => press('Measure'),
    done: { measured: 1, quarter: 4 },
    found: true,
  },
  {
    tag: 'fp-gradients',
    body: { ...small, activations: ['sigmoid', 'relu'], every: 5, seed: 3 },
    answers: { probe: [look(0, 0), look(1, 0), look(0, 5), look(1, 5)] },
    act: async () => {
      await field('Seed').fill('4');
      await press('Run');
      await field('Look at step').fill('0');
    },
    done: { runs: 1, seed: 4 },
    found: true,
  },
  {
    tag: 'fp-dying',
    body: { ...small, every: 5, seeds: 2 },
    answers: { probe: [0, 1, 2, 3].flatMap((index) => [look(index, 0), look(index, 5)]) },
    act: async () => {
      await field('Learning rate').fill('0.5');
      await press('Run');
    },
    done: { runs: 1, learningRate: 0.5, reluLoss: Infinity },
    found: true,
  },
  {
    tag: 'fp-defaults',
    body: { backends: ['cpu', 'webgpu'], gradient: 1e-4, learningRate: 0.01 },
    answers: {
      tfjsOptimizers: [
        {
          name: 'cpu',
          info: crossed[0].backend,
          error: null,
          epsilon: 1e-7,
          taken: [{ optimizer: 'adam', steps: [0.01, 0.02, NaN] }],
        },
        { name: 'webgpu', info: null, error: { code: 'backend-missing', message: 'no', hint: '' }, epsilon: null, taken: [] },
      ],
    },
    act: async () => {
      await press('Run');
      await field('Shown').selectOptions('Step 3');
    },
    done: { runs: 1, ran: 1 },
    found: true,
  },
  {
    tag: 'fp-surface',
    body: {
      surface: 'quadratic',
      surfaces: ['quadratic', 'beale'],
      curvatures: [1, 8],
      learningRate: 0.05,
      momentum: 0,
      steps: 40,
    },
    act: async () => {
      await field('Surface').selectOptions('Beale');
      await field('Steps').fill('7');
    },
    done: { surface: 'beale', steps: 7, changes: 2 },
    found: false,
  },
  {
    tag: 'fp-microscope',
    body: { gradients: 'constant', learningRate: 0.01 },
    act: async () => {
      await field('Size of gradients').fill('10');
      await press('Ten at once');
    },
    done: { steps: 10, scale: 10 },
    found: false,
  },
  {
    tag: 'fp-online',
    body: { c: 3, beta2: 0.1, learningRate: 0.5, steps: 300 },
    act: async () => {
      await field('C, the rare slope').fill('4');
      await press('Run');
    },
    done: { runs: 1, c: 4, where: expect.any(String) as unknown },
    found: false,
  },
  {
    tag: 'fp-assemble',
    body: { surface: 'ravine', steps: 20, beta1: 0.9, beta2: 0.999 },
    act: () => page.getByLabelText('Momentum').click(),
    done: { momentum: true, switched: 1 },
    found: false,
  },
  {
    tag: 'fp-rule',
    body: { optimizer: 'adam', formula: '<p>g</p>', learningRate: 0.1 },
    act: async () => {
      await page.getByRole('combobox').selectOptions('Constant');
      await press('Step');
    },
    done: { steps: 1, gradients: 'constant' },
    found: false,
  },
  {
    tag: 'fp-activation',
    body: { activation: 'tanh', at: 1, limit: 0.05 },
    act: async () => {
      await field('Activation').selectOptions('ReLU');
      await field('Compare with').selectOptions('GELU');
    },
    done: { activation: 'relu', compare: 'gelu', moves: 2 },
    found: false,
  },
  {
    tag: 'fp-linear',
    body: { seed: 2, activation: 'identity' },
    act: async () => {
      await press('New weights');
      await field('W₁ row 1 column 1').fill('4');
      await field('Activation').selectOptions('ReLU');
    },
    done: { seed: 3, activation: 'relu', moves: 3 },
    found: false,
  },
  {
    tag: 'fp-neuron',
    body: { datasets: ['gaussians', 'xor4'], samples: 40, seed: 1, activation: 'sigmoid', w1: -1, w2: -0.5, b: 0 },
    answers: { dataset: { raw: Float32Array.of(-1, -1, 1, 1), labels: Uint8Array.of(0, 1) } },
    act: async () => {
      await field('Dataset').selectOptions('xor4');
      await field('Weight w₁').fill('2');
    },
    done: { w1: 2, moves: 1, bestAccuracy: 1, dataset: 'xor4' },
    found: false,
  },
  {
    tag: 'fp-backprop',
    body: {
      of: 'net',
      x: [1, 0.5],
      target: 0,
      weights: [0.8, -0.4, 0.1, -0.6, 0.9, 0, 0.7, -0.5, 0.2],
      learningRate: 1,
      ask: 'v1',
    },
    answers: {
      inspect: { loss: 0.7, penalty: 0, gradient: new Float32Array(33).fill(0.5), ms: { forward: 1, backward: 2, update: 3 } },
    },
    act: async () => {
      await press('Send the error back');
      await press('Step');
      await press('Look at its gradient');
    },
    done: { backward: true, steps: 1, inspected: 1 },
    found: true,
  },
  {
    tag: 'fp-predict',
    body: { ask: 'How many?', of: { op: 'name', id: 'net', field: 'unknown' }, kind: 'number' },
    act: async () => {
      await field('Your guess').fill('3');
      await press('Make this guess');
    },
    done: { guess: 3, done: false },
    found: false,
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
  const [sweep] = cases;
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
