/** A sweep of batch sizes, as a reader runs it. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import '../../../src/cells/latency/fp-latency';
import type { AskOptions, EngineClient } from '../../../src/contract/client';
import type { SkippedPoint, SweepPoint, SweepResult } from '../../../src/contract/measurement';
import type { Requests } from '../../../src/contract/protocol';
import { show, testContext, type TestContext } from '../cell-context';
import { crossed, lost, point } from './points';

const body = { of: 'net', backends: ['wasm' as const, 'webgl' as const], batchSizes: [1, 16, 256], repeats: 30, guess: 'bet' };
const weights = Float32Array.of(1, 2, 3);
const model = {
  inputs: 2,
  layers: [
    { units: 8, activation: 'tanh' },
    { units: 1, activation: 'sigmoid' },
  ],
  loss: 'binaryCrossEntropy',
};
const spec = { model, data: { dataset: 'moons', seed: 1, noise: 0.1, samples: 200, trainShare: 0.8, features: ['x1', 'x2'] } };

/** One sweep that goes as the test says. */
class FakeEngine {
  asked: Requests['sweep']['ask'][] = [];
  #options: AskOptions = {};
  #resolve: ((result: SweepResult) => void) | null = null;
  #reject: ((error: unknown) => void) | null = null;

  readonly ask = vi.fn((name: string, ask: never, options: AskOptions = {}): Promise<unknown> => {
    if (name === 'backends') {
      return Promise.resolve([
        { name: 'webgpu', info: null, error: { code: 'backend-missing', message: 'no adapter', hint: '' } },
      ]);
    }
    this.asked.push(ask);
    this.#options = options;
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      options.signal?.addEventListener('abort', () => reject({ code: 'cancelled', message: 'Cancelled.', hint: '' }));
    });
  });

  arrive(one: SweepPoint, done: number): void {
    this.#options.onProgress?.({
      type: 'request-progress',
      request: 1,
      done,
      doing: `${one.backend.name}, batch of ${one.batchSize}`,
      point: one,
      trial: null,
      look: null,
    });
  }
  finish = (points: SweepPoint[], skipped: SkippedPoint[] = []) => this.#resolve?.({ points, skipped });
  fail = (code: string) => this.#reject?.({ code, message: 'It failed.', hint: 'Try again.' });
}

let engine: FakeEngine;
let context: TestContext;
const measure = page.getByRole('button', { name: 'Measure', exact: true });
const heading = page.getByText(/^Fastest by median/).first();

beforeEach(() => {
  engine = new FakeEngine();
  context = testContext({ engine: engine as unknown as EngineClient });
});
afterEach(() => document.body.replaceChildren());

const open = (more: object = {}) => show('fp-latency', { ...body, ...more }, context, 'lat');
const withNetwork = () => context.scope.publish('net', { model, weights, spec });

test('without a network it waits; the worker is not asked', async () => {
  await open();
  await expect.element(measure).toBeDisabled();
  await expect.element(page.getByText('waits for the network')).toBeVisible();
  expect(engine.ask).not.toHaveBeenCalled();
  withNetwork();
  await expect.element(measure).toBeEnabled();
  await expect.element(page.getByText('2 → 8 → 1')).toBeVisible();
});

test('Measure asks once for all; points come one by one; only the end counts', async () => {
  withNetwork();
  await open();
  expect(context.scope.get('lat')).toEqual({ sweeps: 0, crossover: null, points: [] });
  await measure.click();
  expect(engine.asked).toEqual([
    { model, weights, data: spec.data, backends: ['wasm', 'webgl'], batchSizes: [1, 16, 256], repeats: 30, warmup: 10 },
  ]);
  expect(engine.asked[0].weights).not.toBe(weights);
  await expect.element(measure).toBeDisabled();

  crossed.forEach((one, i) => engine.arrive(one, (i + 1) / crossed.length));
  await expect.element(page.getByRole('progressbar', { name: 'Measuring' })).toHaveValue(1);
  await expect.element(page.getByText('webgl, batch of 256')).toBeVisible();
  await expect.element(page.getByRole('button', { name: '0.50 ms' })).toBeVisible();
  expect(context.scope.get('lat')).toMatchObject({ sweeps: 0, crossover: null });

  engine.finish(crossed);
  await expect.element(heading).toHaveTextContent('Fastest by median: WASM up to a batch of 16, WebGL from 256 on.');
  await expect.element(page.getByText('At a batch of 1, WebGL takes 0.40 ms, WASM 50 µs: the GPU loses.')).toBeVisible();
  const { sweeps, crossover } = context.scope.get('lat') as { sweeps: number; crossover: number };
  expect(sweeps).toBe(1);
  expect(crossover).toBeGreaterThan(16);
  expect(crossover).toBeLessThan(256);
  await expect.element(measure).toBeEnabled();
});

test('each figure has its receipt, the fastest of a row is named', async () => {
  withNetwork();
  await open();
  await measure.click();
  engine.finish(crossed);
  const row = page.getByRole('row', { name: /^256/ });
  await expect.element(row.getByRole('cell', { name: '0.50 ms fastest' })).toBeVisible();
  await row.getByRole('button', { name: '1.60 ms' }).click();
  await expect.element(page.getByRole('dialog')).toHaveTextContent('Warm-up');
});

test('the guess is drawn', async () => {
  withNetwork();
  context.scope.publish('bet', { guess: 64 });
  await open();
  await measure.click();
  engine.finish(crossed);
  await expect.element(page.getByText('your guess')).toBeInTheDocument();
  const chart = document.querySelector('fp-latency')?.shadowRoot?.querySelector('fp-sweep-chart');
  expect(chart?.guess).toBe(64);
  context.scope.publish('bet', { guess: 'never' });
  await expect.poll(() => chart?.guess).toBe(null);
});

test('a software renderer is called one, and that it loses is said; it never crosses', async () => {
  withNetwork();
  await open({ backends: ['wasm', 'webgl', 'webgpu'] });
  await measure.click();
  engine.finish(lost);
  await expect.element(page.getByText('software rendering, not a GPU (SwiftShader)')).toBeVisible();
  await expect.element(page.getByText(/the software renderer loses/).first()).toBeVisible();
  await expect.element(page.getByText('Not measured: WebGPU (no adapter)')).toBeVisible();
  expect(context.scope.get('lat')).toMatchObject({ sweeps: 1, crossover: 'never' });
});

test('a point left out is named, with the time that a call would have taken', async () => {
  withNetwork();
  await open();
  await measure.click();
  engine.finish(crossed.slice(0, -1), [{ backend: crossed[0].backend, batchSize: 4096, expected: 13_000 }]);
  await expect.element(page.getByText(/Not measured: WASM at 4,096 \(a call would take about 13(\.0)? s\)/)).toBeVisible();
});

test('with one side only, nothing is said of a crossover', async () => {
  withNetwork();
  await open();
  await measure.click();
  engine.finish(crossed.slice(0, 3));
  await expect.element(heading).toHaveTextContent('at every batch size: WASM');
  expect(context.scope.get('lat')).toMatchObject({ sweeps: 1, crossover: null });
});

describe('what can go wrong', () => {
  beforeEach(async () => {
    withNetwork();
    await open();
    await measure.click();
    engine.arrive(point('wasm', 1, 0.05), 0.2);
  });

  test('cancelled: what there is stays, and does not count', async () => {
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.element(page.getByText(/^Cancelled/)).toBeVisible();
    await expect.element(page.getByRole('button', { name: '50 µs' })).toBeVisible();
    expect(context.scope.get('lat')).toMatchObject({ sweeps: 0, crossover: null });
    await expect.element(measure).toBeEnabled();
  });

  test('a hidden tab: thrown away, and said so', async () => {
    engine.fail('hidden');
    await expect.element(page.getByText(/the tab was hidden meanwhile/)).toBeVisible();
    await expect.element(page.getByRole('button', { name: '50 µs' })).not.toBeInTheDocument();
    expect(context.scope.get('lat')).toMatchObject({ sweeps: 0, points: [] });
  });

  test('a fault: its words and its hint', async () => {
    engine.fail('context-lost');
    await expect.element(page.getByText('It failed. Try again.')).toBeVisible();
  });

  test('leaving the page ends it', async () => {
    const { signal } = engine.ask.mock.calls[0][2] as AskOptions;
    document.body.replaceChildren();
    expect(signal?.aborted).toBe(true);
  });
});

test('another network since then is pointed out', async () => {
  withNetwork();
  await open();
  await measure.click();
  engine.finish(crossed);
  await expect.element(heading).toBeVisible();
  const other = { ...model, layers: [model.layers[1]] };
  context.scope.publish('net', { model: other, weights, spec: { ...spec, model: other } });
  await expect.element(page.getByText('Measured on 2 → 8 → 1; the network has changed since.')).toBeVisible();
});

test('export, once there is something to export', async () => {
  const texts: string[] = [];
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    void (blob as Blob).text().then((text) => texts.push(text));
    return 'blob:none';
  });
  const clicked = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {});
  withNetwork();
  await open();
  await expect.element(page.getByRole('button', { name: 'Export' })).not.toBeInTheDocument();
  await measure.click();
  engine.finish(crossed);
  for (const name of [/JSON/, /CSV/]) {
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('button', { name }).click();
  }
  await expect.poll(() => texts.length).toBe(2);
  expect(JSON.parse(texts[0])).toMatchObject({
    sweep: crossed,
    spec: { data: spec.data },
    device: { userAgent: navigator.userAgent },
  });
  expect(texts[1].split('\n')[0]).toContain('backend,variant,renderer,software,model,batch_size');
  expect(texts[1].trim().split('\n')).toHaveLength(7);
  expect(clicked).toHaveBeenCalledTimes(2);
  vi.restoreAllMocks();
});
