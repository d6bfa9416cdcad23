/** The cells that look closely at one network, with a worker that answers as the test says. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../src/cells/landscape/fp-landscape';
import '../../src/cells/noise/fp-noise';
import '../../src/cells/overfit/fp-overfit';
import type { AskOptions, EngineClient } from '../../src/contract/client';
import '../../src/styles/tokens.css';
import { show, testContext, type TestContext } from './cell-context';

class FakeEngine {
  asked: { name: string; ask: Record<string, unknown> }[] = [];
  #options: AskOptions = {};
  #resolve: ((answer: unknown) => void) | null = null;
  #reject: ((error: unknown) => void) | null = null;

  readonly ask = (name: string, ask: Record<string, unknown>, options: AskOptions = {}): Promise<unknown> => {
    this.asked.push({ name, ask });
    this.#options = options;
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      options.signal?.addEventListener('abort', () => reject({ code: 'cancelled', message: 'Cancelled.', hint: '' }));
    });
  };
  tell = (done: number) =>
    this.#options.onProgress?.({ type: 'request-progress', request: 1, done, doing: '', point: null, trial: null, look: null });
  answer = (answer: unknown) => this.#resolve?.(answer);
  fail = () => this.#reject?.({ code: 'bad-data', message: 'It failed.', hint: 'Try again.' });
}

const model = { inputs: 2, layers: [{ units: 3 }, { units: 1 }] };
const data = { dataset: 'moons' };
let engine: FakeEngine;
let context: TestContext;
const published = () => context.scope.get('it') as Record<string, unknown>;
const net = (step: number) =>
  context.scope.publish('net', { model, weights: Float32Array.of(1, 2, 3), spec: { model, data }, step });

beforeEach(() => {
  engine = new FakeEngine();
  context = testContext({ engine: engine as unknown as EngineClient });
});
afterEach(() => document.body.replaceChildren());

describe('noise', () => {
  const measure = page.getByRole('button', { name: 'Measure', exact: true });
  const noise = {
    norm: 0.5,
    single: 4,
    points: [1, 4, 16].map((batchSize) => ({ batchSize, rms: 4 / Math.sqrt(batchSize), low: 0.9, high: 5 })),
  };
  beforeEach(() => show('fp-noise', { of: 'net', batchSizes: [1, 4, 16], draws: 50 }, context));

  test('waits for the network, measures, and says what it found', async () => {
    await expect.element(measure).toBeDisabled();
    net(7);
    await measure.click();
    expect(engine.asked[0]).toMatchObject({ name: 'gradientNoise', ask: { batchSizes: [1, 4, 16], draws: 50, data } });
    expect(published()).toEqual({ measured: 0, quarter: null, slope: null });
    engine.tell(0.5);
    await expect.element(page.getByRole('progressbar', { name: 'Measuring' })).toHaveValue(0.5);
    engine.answer(noise);
    await expect.element(page.getByText(/At step 7\./)).toBeVisible();
    expect(published()).toMatchObject({ measured: 1, quarter: 2, slope: expect.closeTo(-0.5, 9) });
    await page.getByRole('button', { name: 'Show as table' }).click();
    await expect.element(page.getByRole('row', { name: 'measured 16 1 0.9 to 5' })).toBeVisible();
  });

  test('can be cancelled, and a fault is said', async () => {
    net(0);
    await measure.click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.element(page.getByText('Cancelled.')).toBeVisible();
    expect(published()).toMatchObject({ measured: 0 });
    await measure.click();
    engine.fail();
    await expect.element(page.getByText('It failed. Try again.')).toBeVisible();
  });
});

describe('landscape', () => {
  const draw = page.getByRole('button', { name: 'Draw the slice' });
  const slice = (centre: number) => ({
    side: 3,
    reach: 1,
    values: Float64Array.from([5, 4, 3, 0.1, centre, 6, 7, 8, 9]),
    centre,
  });

  test('draws the slice of the weights as they are, and keeps the one before', async () => {
    await show('fp-landscape', { of: 'net', side: 3, reach: 1, seed: 1 }, context);
    await expect.element(draw).toBeDisabled();
    net(0);
    for (const [step, centre] of [
      [0, 0.8],
      [90, 0.2],
      [95, 0.3],
    ]) {
      net(step);
      await draw.click();
      engine.answer(slice(centre));
      await expect.element(page.getByRole('heading', { name: `Newest slice: step ${step}, seed 1` })).toBeVisible();
    }
    expect(engine.asked[0].ask).toMatchObject({ side: 3, reach: 1, seed: 1, data });
    expect(published()).toMatchObject({ drawn: 3, centre: 0.3, firstCentre: 0.8, lower: expect.closeTo(1 / 9, 9) });
    await expect.element(page.getByRole('heading', { name: 'The slice before: step 90, seed 1' })).toBeVisible();
    await page.getByRole('button', { name: 'Show as table' }).last().click();
    await expect.element(page.getByRole('row', { name: /^0 0\.1 0\.3 6/ })).toBeVisible();
  });
});

describe('overfit', () => {
  const body = {
    data: 'moons',
    noise: 0.3,
    layers: [4],
    learningRate: 0.01,
    examples: [20, 200],
    l2: [0, 0.1],
    steps: 20,
    every: 10,
    seeds: 2,
  };
  const curve = (last: number) => ({
    step: [0, 10, 20],
    train: [0.7, 0.2, 0.01],
    validation: [0.7, 0.5, last],
    test: [0.7, 0.6, last],
    diverged: false,
  });
  const run = page.getByRole('button', { name: 'Run', exact: true });

  test('asks seed by seed, draws each as it comes, and keeps what every setting came to', async () => {
    await show('fp-overfit', body, context);
    expect(published()).toMatchObject({ runs: 0, baseline: null });
    await run.click();
    expect(engine.asked[0]).toMatchObject({
      name: 'threeSplits',
      ask: { examples: 20, steps: 20, every: 10, spec: { seed: 1 } },
    });
    engine.answer(curve(1.9));
    await expect.element(page.getByText('Drawn: 20 examples, L2 0, 1 of 2 seeds.')).toBeVisible();
    expect(published()).toMatchObject({ runs: 0 });
    await expect.poll(() => engine.asked.length).toBe(2);
    engine.tell(0.5);
    await expect.element(page.getByRole('progressbar', { name: 'Training' })).toHaveValue(0.75);
    engine.answer(curve(2.1));
    await expect.element(page.getByRole('row', { name: '20 0 0.010 2.000 2.000 0.500 at step 10' })).toBeVisible();
    expect(published()).toMatchObject({ runs: 1, baseline: 2, rise: 4, byData: null });

    await page.getByRole('combobox', { name: 'Training examples' }).selectOptions('200');
    await run.click();
    engine.answer(curve(0.4));
    await expect.poll(() => engine.asked.length).toBe(4);
    engine.answer(curve(0.6));
    await expect.poll(() => published().byData).toBe(0.5);
    await expect.element(page.getByRole('row', { name: /^200 0 / })).toBeVisible();
  });

  test('a run that is cancelled counts for nothing', async () => {
    await show('fp-overfit', body, context);
    await run.click();
    engine.answer(curve(1));
    await expect.poll(() => engine.asked.length).toBe(2);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.element(page.getByText('Cancelled.')).toBeVisible();
    expect(published()).toMatchObject({ runs: 0 });
  });
});
