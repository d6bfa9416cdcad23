/** The cells of the lesson on optimizers, as a reader meets them: by role and name, in both themes, and what they publish. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import '../../src/cells/assemble/fp-assemble';
import '../../src/cells/defaults/fp-defaults';
import '../../src/cells/microscope/fp-microscope';
import '../../src/cells/online/fp-online';
import '../../src/cells/race/fp-race';
import '../../src/cells/rule/fp-rule';
import type { AskOptions, EngineClient } from '../../src/contract/client';
import type { RunSpec } from '../../src/contract/model';
import type { TfjsOptimizersAnswer, Trial } from '../../src/contract/protocol';
import '../../src/styles/tokens.css';
import { show, testContext, type TestContext } from './cell-context';
import { faults } from './faults';
import { until } from '../until';

const spec: RunSpec = {
  model: { inputs: 2, layers: [{ units: 1, activation: 'sigmoid' }], loss: 'binaryCrossEntropy' },
  optimizer: { kind: 'sgd' },
  data: { dataset: 'moons', seed: 1, noise: 0.1, samples: 100, trainShare: 0.5, features: ['x1', 'x2'] },
  seed: 1,
  backend: 'webgl',
  knobs: { learningRate: 0.1, batchSize: 32, l1: 0, l2: 0 },
  changes: [],
};

const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
const status = () => page.getByRole('status').first();

/** What axe says in both themes. */
async function expectFaultless(): Promise<void> {
  for (const theme of ['light', 'dark']) {
    document.documentElement.dataset.theme = theme;
    expect(await faults(), theme).toEqual([]);
  }
}

/** Answers when it is told to. */
class FakeEngine {
  options: AskOptions = {};
  asked: unknown = null;
  #resolve: (answer: unknown) => void = () => {};

  readonly ask = vi.fn((_name: string, asked: unknown, options: AskOptions = {}): Promise<unknown> => {
    this.asked = asked;
    this.options = options;
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      options.signal?.addEventListener('abort', () => reject({ code: 'cancelled', message: 'Cancelled.', hint: '' }));
    });
  });
  answer = (answer: unknown) => this.#resolve(answer);
}

let engine: FakeEngine;
let context: TestContext;

beforeEach(() => {
  document.body.style.background = 'var(--paper)';
  // No colour is on its way to another when axe looks.
  document.documentElement.style.setProperty('--change', '0ms');
  engine = new FakeEngine();
  context = testContext({ engine: engine as unknown as EngineClient });
});
afterEach(() => {
  document.body.replaceChildren();
  delete document.documentElement.dataset.theme;
});

test('rule: shows its code, and each step with its numbers in the formula; another gradient starts over', async () => {
  await show('fp-rule', { optimizer: 'momentum', formula: '<p>v</p>', learningRate: 0.1 }, context);
  await expect.element(page.getByRole('figure')).toHaveTextContent('optimizer.momentum * slots[0] + gradient');
  await press('Step');
  await expect.element(page.getByRole('row', { name: 'v ← μ v + g' })).toHaveTextContent('0.9 × 0 + 2');
  await expect.element(status()).toHaveTextContent('Step 1: gradient 2, weight now 1.8.');
  expect(context.scope.get('it')).toMatchObject({ steps: 1, weight: 1.8, gradients: 'bowl' });
  await expectFaultless();
  await page.getByLabelText('Gradients').selectOptions('Constant');
  expect(context.scope.get('it')).toEqual({ steps: 0, weight: 2, gradients: 'constant' });
});

test('microscope: the first step without correction is 3.16 times as long, and the scale of gradients changes nothing', async () => {
  await show('fp-microscope', { gradients: 'constant', learningRate: 0.01 }, context);
  expect(context.scope.get('it')).toMatchObject({ steps: 0, first: null, firstRatio: null });
  await press('Step');
  await expect.element(page.getByRole('row', { name: 'how many times as long' })).toHaveTextContent('3.16');
  expect(context.scope.get('it')).toMatchObject({ steps: 1, first: 'longer', peakStep: 1 });
  await press('Ten at once');
  await press('Ten at once');
  expect(context.scope.get('it')).toMatchObject({ steps: 21, peakStep: 12 });
  await expectFaultless();
  await page.getByLabelText('Size of gradients').fill('1000');
  await until(() => expect(context.scope.get('it')).toMatchObject({ steps: 0, scale: 1000 }));
  await press('Step');
  expect(context.scope.get('it')?.firstStep).toBeCloseTo(0.01, 6);
});

test('assemble: the switches name the optimizer; forgetting goes with the scale it needs', async () => {
  await show('fp-assemble', { surface: 'ravine', steps: 60, beta1: 0.9, beta2: 0.999 }, context);
  const name = () => context.scope.get('it')?.name;
  expect(name()).toBe('SGD');
  await expect.element(page.getByRole('checkbox', { name: 'Forgetting' })).toBeDisabled();
  for (const label of ['Momentum', 'Per-parameter scale', 'Forgetting', 'Bias correction']) {
    await page.getByRole('checkbox', { name: label }).click();
  }
  expect(name()).toBe('Adam');
  await expect.element(page.getByText('All four')).toBeVisible();
  await expectFaultless();
  await page.getByRole('checkbox', { name: 'Per-parameter scale' }).click();
  expect(context.scope.get('it')).toMatchObject({ scale: false, forget: false, name: 'Momentum with bias correction' });
});

describe('race', () => {
  const body = { of: 'net', rates: [0.01, 0.1], seeds: 2, steps: 20 };
  const trial = (index: number): Trial => ({
    index,
    step: Float64Array.of(0, 20),
    trainLoss: Float64Array.of(1, 0.5),
    testLoss: Float64Array.of(1, 0.2 + index / 100),
    testAccuracy: Float64Array.of(0.5, 0.9),
    diverged: false,
    weights: new Float32Array(3),
  });

  test('waits for the network, runs in the background, shows what has come, and ranks them when it is over', async () => {
    await show('fp-race', body, context);
    const run = page.getByRole('button', { name: 'Run', exact: true });
    await expect.element(run).toBeDisabled();
    context.scope.publish('net', { spec });
    await expect.element(run).toBeEnabled();
    await run.click();
    const { specs } = engine.asked as { specs: RunSpec[] };
    expect(specs).toHaveLength(28);
    expect(new Set(specs.map((one) => one.backend))).toEqual(new Set(['compiled']));
    const trials = specs.map((_, i) => trial(i));
    engine.options.onProgress?.({
      type: 'request-progress',
      request: 1,
      done: 0.5,
      doing: 'trial 1 of 28',
      point: null,
      trial: trials[0],
      look: null,
    });
    await expect.element(page.getByText('trial 1 of 28')).toBeVisible();
    expect(context.scope.get('it')).toMatchObject({ races: 0, running: true, winner: null });
    for (const one of trials.slice(1))
      engine.options.onProgress?.({
        type: 'request-progress',
        request: 1,
        done: 1,
        doing: '',
        point: null,
        trial: one,
        look: null,
      });
    engine.answer(trials);
    await expect.element(page.getByText('the lowest median first')).toBeVisible();
    expect(context.scope.get('it')).toMatchObject({ races: 1, running: false, winner: 'SGD', winnerRate: 0.01 });
    await expect.element(status()).toHaveTextContent('The race is over. Lowest median: SGD');
    await expectFaultless();
  });

  test('can be called off, and says that what stands there is no whole race', async () => {
    await show('fp-race', body, context);
    context.scope.publish('net', { spec });
    await press('Run');
    await press('Cancel');
    await expect.element(page.getByText('the race is not complete')).toBeVisible();
    expect(context.scope.get('it')).toMatchObject({ races: 0, winner: null });
  });

  test('on surfaces needs no network and no engine', async () => {
    await show('fp-race', { rates: [0.001, 0.01, 0.1], seeds: 2, steps: 50 }, context);
    await press('Run');
    await until(() => expect(context.scope.get('it')).toMatchObject({ races: 1, runs: 42 }));
    expect(engine.ask).not.toHaveBeenCalled();
    await page.getByLabelText('Surface').selectOptions('Beale');
    await press('Show as table');
    await expect.element(page.getByRole('region', { name: /^Loss after 50 steps/ })).toHaveTextContent('of 2');
    await expectFaultless();
  });
});

test('online: Adam ends at the worst point; another setting clears what was drawn', async () => {
  await show('fp-online', { c: 3, beta2: 0.1, learningRate: 0.5, steps: 3000 }, context);
  expect(context.scope.get('it')).toMatchObject({ runs: 0, where: null });
  await press('Run');
  expect(context.scope.get('it')).toMatchObject({ runs: 1, where: 'the worst point' });
  await expect.element(status()).toHaveTextContent('Adam ends at 1; AMSGrad ends at −0.99');
  await expectFaultless();
  await page.getByLabelText("β₂, Adam's memory").fill('0.999');
  await until(() => expect(context.scope.get('it')).toMatchObject({ where: null, beta2: 0.999 }));
  await press('Run');
  expect(context.scope.get('it')?.where).toBe('the best point');
});

test('defaults: TensorFlow.js’s steps beside ours, with what differs marked and what is missing said', async () => {
  await show('fp-defaults', { backends: ['cpu', 'webgpu'], gradient: 1e-4, learningRate: 0.01 }, context);
  await press('Run');
  const info = { name: 'cpu', variant: '', software: false, readback: false } as const;
  const answer: TfjsOptimizersAnswer[] = [
    {
      name: 'cpu',
      info,
      error: null,
      epsilon: 1e-4,
      taken: [
        { optimizer: 'sgd', steps: [1e-6, 1e-6, 1e-6] },
        { optimizer: 'adam', steps: [0.005, 0.005, 0.005] },
      ],
    },
    { name: 'webgpu', info: null, error: { code: 'backend-missing', message: 'no adapter', hint: '' }, epsilon: null, taken: [] },
  ];
  engine.answer(answer);
  await expect.element(page.getByRole('row', { name: /^adam the same rule, but/ })).toHaveTextContent('0.005 (0.5 ×)');
  await expect.element(page.getByRole('row', { name: /^sgd/ })).not.toHaveTextContent('×)');
  await expect.element(page.getByText('no adapter')).toBeVisible();
  expect(context.scope.get('it')).toMatchObject({ runs: 1, ran: 1 });
  expect(context.scope.get('it')?.least).toBeCloseTo(0.5, 3);
  await expectFaultless();
});
