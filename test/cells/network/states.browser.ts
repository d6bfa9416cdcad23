/** Each state that a cell can be in, with its notice and what can be done about it. */
import { afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import type { AskOptions } from '../../../src/contract/client';
import { testContext } from '../cell-context';
import { clear, showFake } from './cell';
import { endless, FakeEngine, fakeBackend, fault } from './fake-engine';
import { until } from '../../until';

afterEach(clear);

const moons = { data: 'moons' };
const button = (name: string) => page.getByRole('button', { name, exact: true });
const phase = (name: string) => page.getByRole('radiogroup', { name: 'Phase' }).getByText(name);

describe('in training', () => {
  it('says that it is loading until the worker has answered', async () => {
    const { engine } = await showFake(moons);
    engine.run.hear({ state: { kind: 'loading' } });
    await expect.element(page.getByText('loading · 2 → 8 → 8 → 1 · 105 parameters')).toBeVisible();
    engine.run.hear({ state: { kind: 'paused' } });
    await expect.element(page.getByText('ready · 2 → 8 → 8 → 1 · 105 parameters')).toBeVisible();
  });

  it('offers to restart a worker that died from the last step kept', async () => {
    const { engine } = await showFake(moons);
    const error = { code: 'worker-died', message: 'The worker died.', hint: 'Restart it.' } as const;
    engine.run.hear({ state: { kind: 'failed', error, goodStep: 1200 } });
    await expect
      .element(page.getByText('The worker died. Restart it. The network as it was at step 1,200 is kept.'))
      .toBeVisible();
    await expect.element(page.getByRole('alert')).toBeVisible();
    await button('Restart from there').click();
    expect(engine.run.called('recover')).toHaveLength(1);
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
  });

  it('stops at a divergence and goes back with a smaller learning rate', async () => {
    const { engine, context } = await showFake({ ...moons, optimizer: { kind: 'sgd', learningRate: 5 } });
    await button('Train').click();
    engine.run.hear({ state: { kind: 'diverged', step: 40, goodStep: 32 }, step: 40 });
    await expect.element(page.getByText(/diverged: at step 40/)).toBeVisible();
    await expect.element(button('Train')).toBeVisible();
    await until(() => expect(context.scope.get('net')?.diverged).toBe(true));
    await expect.element(page.getByText(/at step 32 is kept/)).toBeVisible();
    expect(page.getByRole('button', { name: 'Step' }).elements()).toHaveLength(1);
    await button('Go back there, with learning rate 0.5').click();
    expect(engine.run.called('rewind')).toEqual([[32]]);
    expect(engine.run.called('set')).toEqual([[{ learningRate: 0.5 }]]);
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
    await expect.element(page.getByLabelText('Learning rate')).toHaveValue(0.5);
  });

  it('can only start over where nothing good was kept', async () => {
    const { engine } = await showFake(moons);
    engine.run.hear({ state: { kind: 'diverged', step: 1, goodStep: null } });
    await button('Start over').click();
    expect(engine.runs).toHaveLength(2);
  });

  it('says from which step it resumed after a lost context', async () => {
    const { engine } = await showFake(moons);
    await button('Train').click();
    engine.run.hear({ state: { kind: 'resumed', step: 990, from: 940, why: 'the WebGL context was lost' } });
    await expect.element(page.getByText(/lost at step 990.*resumed from step\s+940/)).toBeVisible();
    await expect.element(button('Pause')).toBeVisible();
    engine.run.hear({ state: { kind: 'running' }, step: 1000 });
    await expect.element(page.getByText(/resumed from step\s+940/)).toBeVisible();
  });

  it('names the backend that trains instead of a missing one', async () => {
    const { engine } = await showFake({ ...moons, backend: 'webgpu' });
    const error = { code: 'backend-missing', message: 'This browser has no WebGPU.', hint: '' } as const;
    engine.run.hear({ state: { kind: 'failed', error, goodStep: null } });
    await expect
      .element(page.getByText('WebGPU is not available here: This browser has no WebGPU. The network trains on CPU instead.'))
      .toBeVisible();
    expect(engine.runs).toHaveLength(2);
    expect(engine.run.spec.backend).toBe('cpu');
  });

  it('says why it stopped by itself', async () => {
    const { engine, context } = await showFake({ ...moons, stop: { epochs: 5 } });
    expect(engine.run.called('stopWhen').at(-1)).toEqual([{ epochs: 5 }]);
    await button('Train').click();
    engine.run.hear({ state: { kind: 'stopped', why: '5 epochs are done.' }, epoch: 5 });
    await expect.element(page.getByText('Stopped: 5 epochs are done.')).toBeVisible();
    await expect.element(button('Train')).toBeVisible();
    await until(() => expect(context.scope.get('net')?.stoppedEpoch).toBe(5));
  });

  it('says what a network without hidden layers is', async () => {
    await showFake({ ...moons, layers: [] });
    await expect.element(page.getByText(/No hidden layer: this is logistic regression/)).toBeVisible();
    await expect.element(page.getByLabelText('Activation')).toBeDisabled();
  });

  it('says beside the field that a batch is larger than the data', async () => {
    await showFake({ ...moons, batchSize: 1000 });
    await expect.element(page.getByText('Only 4 training examples: each step takes all of them once.')).toBeVisible();
  });

  it('says that the examples could not be loaded', async () => {
    const engine = new FakeEngine();
    engine.answers.dataset = () => Promise.reject(fault('bad-data', 'The data file could not be read.'));
    await showFake(moons, engine);
    await expect.element(page.getByText(/The data file could not be read./)).toBeVisible();
  });
});

describe('in inference', () => {
  async function inference(engine = new FakeEngine(), body = {}) {
    const shown = await showFake({ ...moons, ...body }, engine);
    await phase('Inference').click();
    await expect.element(button('Measure')).toBeEnabled();
    return shown;
  }

  it('names the backend that answers instead of a missing one, and why', async () => {
    const engine = new FakeEngine();
    const missing = { code: 'backend-missing', message: 'It is switched off.', hint: '' } as const;
    engine.answers.backends = async () => [
      { name: 'plain', info: fakeBackend('plain'), error: null },
      { name: 'wasm', info: fakeBackend('wasm'), error: null },
      { name: 'webgl', info: null, error: missing },
    ];
    engine.missing.add('webgl');
    await inference(engine);
    await expect
      .element(page.getByText('WebGL is not available here: It is switched off. The network answers on WASM instead.'))
      .toBeVisible();
    await expect.element(page.getByLabelText('Backend')).toHaveValue('wasm');
    await expect.element(page.getByRole('option', { name: 'WebGL (missing)' })).toBeDisabled();
  });

  it('calls a software renderer one', async () => {
    const engine = new FakeEngine();
    engine.answers.backends = async () => [{ name: 'webgl', info: fakeBackend('webgl', true), error: null }];
    await inference(engine);
    await expect.element(page.getByText('software rendering, not a GPU · SwiftShader')).toBeVisible();
  });

  it('shows how far a measurement has come, and forgets one that is cancelled', async () => {
    const engine = new FakeEngine();
    let heard: AskOptions | undefined;
    engine.answers.measure = endless((options) => (heard = options));
    const { context } = await inference(engine);
    await button('Measure').click();
    heard?.onProgress?.({
      type: 'request-progress',
      request: 1,
      done: 0.4,
      doing: 'warm calls',
      point: null,
      trial: null,
      look: null,
    });
    const progress = page.getByRole('progressbar', { name: 'Measuring' });
    await until(() => expect(progress.element()).toHaveProperty('value', 0.4));
    await button('Cancel').click();
    await expect.element(page.getByText('The measurement was cancelled; nothing of it is kept.')).toBeVisible();
    expect(context.scope.get('net')?.measured).toBe(0);
    await expect.element(button('Measure')).toBeEnabled();
  });

  it('throws a measurement away that the tab was hidden for', async () => {
    const engine = new FakeEngine();
    engine.answers.measure = () => Promise.reject(fault('hidden', 'The tab was hidden.'));
    await inference(engine);
    await button('Measure').click();
    await expect.element(page.getByText(/thrown away: the tab was hidden/)).toBeVisible();
    await expect.element(page.getByRole('status', { name: 'Median latency' })).toHaveTextContent('–');
  });

  it('uploads the weights again after a lost context, and says so', async () => {
    const engine = new FakeEngine();
    const { cell } = await inference(engine);
    const lost = fault('context-lost', 'the WebGL context was lost');
    const freeze = engine.freeze.bind(engine);
    let frozen = 0;
    engine.freeze = async (...rest) => {
      frozen++;
      return freeze(...rest);
    };
    engine.answers.measure = () => Promise.reject(lost);
    await button('Measure').click();
    await expect.element(page.getByText(/The same weights have been uploaded again/)).toBeVisible();
    expect(frozen).toBe(1);
    expect(cell.phase).toBe('inference');
  });

  it('offers to try again where the worker died while the weights were to be locked', async () => {
    const engine = new FakeEngine();
    const freeze = engine.freeze.bind(engine);
    engine.freeze = () => Promise.reject(fault('worker-died', 'The worker died.'));
    await showFake(moons, engine);
    await phase('Inference').click();
    await expect.element(page.getByText(/The worker died/)).toBeVisible();
    await expect.element(button('Measure')).toBeDisabled();
    engine.freeze = freeze;
    await button('Try again').click();
    await expect.element(button('Measure')).toBeEnabled();
    await expect.element(page.getByText(/The worker died/)).not.toBeInTheDocument();
  });

  it('says that a batch is filled up with the same examples again', async () => {
    await inference(undefined, { inference: { batchSize: 1024 } });
    await expect.element(page.getByText('More than the 8 examples: they are repeated to fill the batch.')).toBeVisible();
  });
});

describe('without what it needs', () => {
  it('says that it has no context', async () => {
    const cell = document.createElement('fp-network');
    cell.body = moons;
    document.body.append(cell);
    await expect.element(page.getByText(/This cell has no context/)).toBeVisible();
  });

  it('names the datasets there are', async () => {
    const cell = document.createElement('fp-network');
    Object.assign(cell, { body: { data: 'moon' }, context: testContext() });
    document.body.append(cell);
    await expect.element(page.getByText(/no dataset “moon”. There are: circle,/)).toBeVisible();
  });
});
