/** What the reader's controls do to training and inference, by role and name, by pointer and keyboard, with a fake engine. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { clear, showFake } from './cell';
import { endless, FakeEngine, fakeDataset } from './fake-engine';
import { until } from '../../until';

afterEach(clear);

const moons = { data: 'moons' };
const button = (name: string) => page.getByRole('button', { name, exact: true });
const phase = (name: string) => page.getByRole('radiogroup', { name: 'Phase' }).getByText(name);
const field = (name: string) => page.getByLabelText(name);
const row = (step: number, testLoss: number) => ({ step, epoch: step / 7, trainLoss: testLoss / 2, testLoss, testAccuracy: 0.9 });

/** What has the focus, through shadow roots. */
function focused(): Element | null {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
}

async function set(name: string, value: number | string): Promise<void> {
  await field(name).fill(String(value));
  await userEvent.keyboard('{Enter}');
}

describe('training', () => {
  it('trains, pauses and shows live figures that are not announced', async () => {
    const { engine, context } = await showFake(moons);
    await button('Train').click();
    expect(engine.run.called('play')).toHaveLength(1);
    engine.run.hear({ step: 1288, epoch: 184.2, stepsPerSecond: 61_200 }, row(1288, 0.058));
    await expect.element(page.getByLabelText('Epoch')).toHaveTextContent('184');
    await expect.element(page.getByLabelText('Train loss')).toHaveTextContent('0.029');
    await expect.element(page.getByLabelText('Test loss')).toHaveTextContent('0.058');
    await expect.element(page.getByLabelText('Steps per second')).toHaveTextContent('61,200');
    await expect.element(page.getByLabelText('Epoch')).toHaveAttribute('aria-live', 'off');
    await expect.element(page.getByText('running · 2 → 8 → 8 → 1 · 105 parameters')).toBeVisible();
    await until(() => expect(context.scope.get('net')).toMatchObject({ running: true, step: 1288, testLoss: 0.058 }));
    await button('Pause').click();
    expect(engine.run.called('pause')).toHaveLength(1);
    await expect.element(button('Train')).toBeVisible();
  });

  it('never says of new data what the old run came to', async () => {
    const { engine, context } = await showFake(moons);
    engine.run.hear({ step: 1288, epoch: 184 }, row(1288, 0.05));
    await until(() => expect(context.scope.get('net')).toMatchObject({ dataset: 'moons', step: 1288, testLoss: 0.05 }));
    const seen: unknown[] = [];
    context.scope.subscribe(['net'], () => {
      const { dataset, step, testLoss } = context.scope.get('net') ?? {};
      seen.push([dataset, step, testLoss]);
    });
    await page.getByRole('radio', { name: 'Circle' }).click({ force: true });
    await until(() => expect(engine.runs.length).toBe(2));
    await until(() => expect(seen).toContainEqual(['circle', 0, null]));
    expect(seen.filter((values) => JSON.stringify(values) !== '["circle",0,null]')).toEqual([]);
  });

  it('tells who listens where it stands, once', async () => {
    const { engine, cell } = await showFake(moons);
    await button('Train').click();
    const status = () => cell.shadowRoot?.querySelector('p[role=status].visually-hidden')?.textContent;
    engine.run.hear({ step: 280, epoch: 40 }, row(280, 0.12));
    await until(() => expect(status()).toBe('epoch 40, loss 0.120'));
    engine.run.hear({ step: 287, epoch: 41 }, row(287, 0.11));
    await expect.element(page.getByLabelText('Test loss')).toHaveTextContent('0.110');
    expect(status()).toBe('epoch 40, loss 0.120');
  });

  it('takes one step, or with Shift one epoch', async () => {
    const { engine, context } = await showFake(moons);
    await button('Step').click();
    await button('Step').click({ modifiers: ['Shift'] });
    expect(engine.run.called('step')).toEqual([['step'], ['epoch']]);
    await until(() => expect(context.scope.get('net')?.stepped).toBe(2));
  });

  it('obeys Space, the full stop and I in the cell, but not in its fields', async () => {
    const { engine, cell } = await showFake(moons);
    cell.focus();
    await userEvent.keyboard(' ');
    await expect.element(button('Pause')).toBeVisible();
    await userEvent.keyboard(' ');
    await userEvent.keyboard('.');
    expect(engine.run.called('step')).toEqual([['step']]);
    await userEvent.click(field('Batch size'));
    await userEvent.keyboard('.i ');
    expect(engine.run.called('step')).toHaveLength(1);
    expect(cell.phase).toBe('training');
    await userEvent.keyboard('{Escape}');
    cell.focus();
    await userEvent.keyboard('i');
    await expect.element(page.getByRole('radio', { name: 'Inference' })).toBeChecked();
    await userEvent.keyboard('I');
    await expect.element(page.getByRole('radio', { name: 'Training' })).toBeChecked();
  });

  it('resets to the same weights with the knobs as they stand', async () => {
    const { engine, context } = await showFake({ ...moons, seed: 7 });
    await set('Learning rate', 0.05);
    await button('Reset').click();
    expect(engine.runs).toHaveLength(2);
    expect(engine.runs[0].called('stop')).toHaveLength(1);
    expect(engine.run.spec).toMatchObject({ seed: 7, knobs: { learningRate: 0.05 }, changes: [] });
    await until(() => expect(context.scope.get('net')).toMatchObject({ resets: 1, knobChanges: 1 }));
  });

  it('changes knobs in mid-run without a restart', async () => {
    const { engine } = await showFake(moons);
    await button('Train').click();
    await set('Learning rate', 0.003);
    await set('Batch size', 64);
    await page.getByText('More controls').click();
    await set('L1', 0.001);
    await set('L2', 0.01);
    expect(engine.run.called('set').map(([knobs]) => knobs)).toEqual([
      { learningRate: 0.003 },
      { batchSize: 64 },
      { l1: 0.001 },
      { l2: 0.01 },
    ]);
    expect(engine.runs).toHaveLength(1);
  });

  it('starts over with another structure, and goes on if it was training', async () => {
    const { engine } = await showFake(moons);
    await button('Train').click();
    await page.getByLabelText('Activation').selectOptions('relu');
    await until(() => expect(engine.runs).toHaveLength(2));
    expect(engine.run.spec.model.layers.map(({ activation }) => activation)).toEqual(['relu', 'relu', 'sigmoid']);
    await until(() => expect(engine.run.called('play')).toHaveLength(1));
    await page.getByLabelText('Optimizer').selectOptions('rmsprop');
    await until(() => expect(engine.runs).toHaveLength(3));
    expect(engine.run.spec.optimizer).toEqual({ kind: 'rmsprop', rho: 0.9, epsilon: 1e-8 });
  });

  it('chooses output and loss by the dataset’s classes', async () => {
    const { engine } = await showFake(moons);
    await page.getByRole('radio', { name: 'Palmer penguins' }).click({ force: true });
    await until(() => expect(engine.runs).toHaveLength(2));
    expect(engine.run.spec.model).toMatchObject({ inputs: 4, loss: 'categoricalCrossEntropy' });
    expect(engine.run.spec.model.layers.at(-1)).toEqual({ units: 3, activation: 'softmax' });
  });

  it('edits layers, features, seed, noise and stop condition under More controls', async () => {
    const { engine } = await showFake({ ...moons, layers: [4] });
    await page.getByText('More controls').click();
    await button('Add a layer').click();
    await set('Units 2', 3);
    await page.getByLabelText('Function 2').selectOptions('silu');
    await page.getByRole('checkbox', { name: 'x₁²' }).click();
    await set('Noise', 0.2);
    await set('Seed', 12);
    await until(() => {
      const { model, data, seed } = engine.run.spec;
      expect(model.layers.slice(0, 2)).toEqual([
        { units: 4, activation: 'tanh' },
        { units: 3, activation: 'silu' },
      ]);
      expect(data).toMatchObject({ features: ['x1', 'x2', 'x1^2'], noise: 0.2 });
      expect(seed).toBe(12);
    });
    await set('After this many passes', 30);
    expect(engine.run.called('stopWhen').at(-1)).toEqual([{ epochs: 30 }]);
    await button('New seed').click();
    await until(() => expect(engine.run.spec.seed).not.toBe(12));
    await button('Remove layer 1').click();
    await until(() => expect(engine.run.spec.model.layers).toHaveLength(2));
  });

  it.each([
    ['10', 10],
    ['full', Infinity],
  ] as const)('starts at the speed that the lesson gives: %s', async (speed, stepsPerSecond) => {
    const { engine } = await showFake({ ...moons, speed });
    expect(engine.run.called('pace')).toEqual([[stepsPerSecond]]);
  });

  it('lights the four stages one after the other in slow motion, and steps at the last', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { engine } = await showFake({ ...moons, speed: 'slow' });
      document.querySelector('fp-network')?.shadowRoot?.querySelector<HTMLButtonElement>('button.main')?.click();
      for (const stage of ['forward', 'loss', 'backward', 'update']) {
        await expect.element(page.getByText(`slow motion: ${stage} · 2 → 8 → 8 → 1 · 105 parameters`)).toBeInTheDocument();
        expect(engine.run.called('step')).toHaveLength(stage === 'update' ? 1 : 0);
        vi.advanceTimersByTime(1200);
      }
      expect(engine.run.called('play')).toHaveLength(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it('holds a fork beside the run: same seed and data, its own optimizer', async () => {
    const { engine, context } = await showFake(moons);
    await page.getByText('More controls').click();
    await button('Fork').click();
    expect(engine.runs).toHaveLength(2);
    const [first, second] = engine.runs;
    expect(second.spec).toEqual(first.spec);
    await page.getByLabelText('Optimizer').selectOptions('sgd');
    await until(() => expect(engine.runs).toHaveLength(3));
    expect(engine.run.spec).toMatchObject({ seed: first.spec.seed, data: first.spec.data, optimizer: { kind: 'sgd' } });
    expect(first.called('stop')).toHaveLength(0);
    await button('Train').click();
    expect(first.called('play')).toHaveLength(1);
    expect(engine.run.called('play')).toHaveLength(1);
    engine.run.hear({ step: 10 });
    first.hear({ step: 400 });
    await until(() => expect(first.called('pause').length).toBeGreaterThan(1));
    engine.run.hear({ step: 399 });
    await until(() => expect(first.called('play')).toHaveLength(2));
    await until(() => expect(context.scope.get('net')?.compared).toBe(true));
    await page.getByRole('radio', { name: 'Run A' }).click();
    await expect.element(page.getByLabelText('Optimizer')).toHaveValue('adam');
    await button('End the fork').click();
    await expect.element(button('Fork')).toBeVisible();
  });

  it('edits a weight by hand', async () => {
    const { engine, cell } = await showFake(moons);
    const diagram = cell.shadowRoot?.querySelector('fp-network-diagram');
    diagram?.dispatchEvent(new CustomEvent('edit-weight', { detail: { index: 3, value: -0.5 } }));
    expect(engine.run.called('edit')).toEqual([[3, -0.5]]);
  });

  it('asks for a unit’s response while it is pointed at', async () => {
    const { engine, cell } = await showFake(moons);
    const diagram = cell.shadowRoot?.querySelector('fp-network-diagram');
    diagram?.dispatchEvent(new CustomEvent('unit', { detail: { layer: 0, unit: 2 } }));
    await expect.element(page.getByText('Unit 3 of layer 1, over the plane')).toBeVisible();
    expect(engine.run.called('look').at(-1)).toEqual([{ weights: true, grid: 64, unit: { layer: 0, unit: 2 }, outputs: false }]);
    diagram?.dispatchEvent(new CustomEvent('unit', { detail: null }));
    await expect.element(page.getByText('What the network predicts', { exact: true })).toBeVisible();
  });

  it('shows the network as it was while the loss chart is pointed at', async () => {
    const engine = new FakeEngine();
    const { cell } = await showFake(moons, engine);
    const snapshot = { step: 96, epoch: 13, position: 0, weights: new Float32Array(105), slots: [] };
    engine.answers.snapshot = async () => ({ snapshot, grid: new Float32Array(64 * 64) });
    const chart = cell.shadowRoot?.querySelector('fp-loss-chart');
    chart?.dispatchEvent(new CustomEvent('scrub', { detail: { step: 100 } }));
    await expect.element(page.getByText('The network as it was at step 96')).toBeVisible();
    expect(engine.asked.at(-1)).toEqual({ name: 'snapshot', ask: { run: 1, step: 100, grid: 64 } });
    chart?.dispatchEvent(new CustomEvent('scrub', { detail: null }));
    await expect.element(page.getByText('The network, with its weights')).toBeVisible();
  });

  it('measures what a step costs when it first comes to rest', async () => {
    const { engine } = await showFake(moons);
    await button('Train').click();
    engine.run.hear({ step: 70, epoch: 10 }, row(70, 0.3));
    await button('Pause').click();
    await expect.element(page.getByText('3.6 ×')).toBeVisible();
    await expect.element(page.getByText(/gradients and Adam’s state in\s+memory:\s+4.1 KB against 2.5 KB/)).toBeVisible();
    await page.getByRole('button', { name: 'backward' }).click();
    await expect.element(page.getByRole('dialog')).toHaveTextContent(/backward, batch of 32/);
  });

  it('looks at nothing while it is off the screen', async () => {
    const { engine, cell } = await showFake(moons);
    await until(() =>
      expect(engine.run.called('look').at(-1)).toEqual([{ weights: true, grid: 64, unit: null, outputs: false }]),
    );
    const above = document.createElement('div');
    above.style.height = '5000px';
    document.body.prepend(above);
    await until(() =>
      expect(engine.run.called('look').at(-1)).toEqual([{ weights: false, grid: 0, unit: null, outputs: false }]),
    );
    cell.remove();
    expect(engine.run.called('stop')).toHaveLength(1);
  });

  it('shows real data as a confusion matrix whose cells show their examples', async () => {
    const { engine, cell } = await showFake({ data: 'penguins' });
    const outputs = Float32Array.from({ length: 24 }, (_, i) => (i % 3 === Math.floor(i / 3) % 3 ? 1 : 0));
    engine.run.hear({ outputs });
    await until(() => expect(cell.shadowRoot?.querySelector('fp-confusion')).not.toBeNull());
    cell.shadowRoot?.querySelector('fp-confusion')?.dispatchEvent(new CustomEvent('cell', { detail: [1, 1] }));
    await expect.element(page.getByText(/2 held out: Chinstrap, taken for Chinstrap/)).toBeVisible();
    expect(cell.shadowRoot?.querySelector('fp-examples')?.rows).toEqual(Uint32Array.of(4, 7));
  });
});

describe('inference', () => {
  it('locks the weights, measures, and goes on from the same weights', async () => {
    const { engine, cell, context } = await showFake({ ...moons, inference: { backend: 'cpu', batchSize: 256, repeats: 50 } });
    await button('Train').click();
    await phase('Inference').click();
    expect(engine.run.called('pause')).toHaveLength(1);
    await expect.element(page.getByText('weights frozen · 2 → 8 → 8 → 1 · 105 parameters')).toBeVisible();
    expect(engine.run.called('freeze')).toEqual([['cpu']]);
    expect(cell.getAttribute('phase')).toBe('inference');
    await expect.element(button('Train')).not.toBeInTheDocument();
    await button('Measure').click();
    await expect.element(page.getByLabelText('Median latency')).toHaveTextContent('0.40 ms');
    await expect.element(page.getByLabelText('p95 latency')).toHaveTextContent('0.48 ms');
    await expect.element(page.getByLabelText('Throughput')).toHaveTextContent('160 k/s');
    await expect.element(page.getByText(/4.0 × as long as an inference/)).toBeVisible();
    await expect.element(page.getByText(/95% interval 3.8 × to 4.2 ×/)).toBeVisible();
    expect(engine.asked.at(-1)?.ask).toMatchObject({
      backend: 'cpu',
      batchSize: 256,
      repeats: 50,
      training: { spec: { backend: 'cpu', knobs: { batchSize: 256 } } },
    });
    await until(() =>
      expect(context.scope.get('net')).toMatchObject({ phase: 'inference', measured: 1, ratio: 4, medianLatency: 0.4 }),
    );
    await phase('Training').click();
    expect(engine.disposed).toEqual(['cpu']);
    await expect.element(button('Train')).toBeVisible();
    expect(engine.runs).toHaveLength(1);
  });

  it('answers on another backend when one is chosen', async () => {
    const { engine } = await showFake(moons);
    await phase('Inference').click();
    await expect.element(button('Measure')).toBeEnabled();
    await field('Backend').selectOptions('wasm');
    await until(() => expect(engine.disposed).toEqual(['webgl']));
    await expect.element(page.getByText(/on|WASM/).first()).toBeVisible();
    await set('Batch size', 64);
    await set('Repeats', 25);
    await button('Measure').click();
    await until(() => expect(engine.asked.at(-1)?.ask).toMatchObject({ backend: 'wasm', batchSize: 64, repeats: 25 }));
  });

  it('sends a placed point through the network', async () => {
    const { cell } = await showFake(moons);
    await phase('Inference').click();
    await expect.element(button('Measure')).toBeEnabled();
    cell.shadowRoot?.querySelector('fp-boundary')?.dispatchEvent(new CustomEvent('place', { detail: [0.5, -1] }));
    await expect.element(page.getByText('x₁ = 0.50, x₂ = -1.00')).toBeVisible();
    await until(() => expect(cell.shadowRoot?.querySelector('fp-network-diagram')?.activations).toHaveLength(17));
  });

  it('reads a drawing as it grows', async () => {
    const { cell } = await showFake({ data: 'digits', layers: [16] });
    await phase('Inference').click();
    await expect.element(button('Measure')).toBeEnabled();
    // Before the first stroke there is nothing to be sure of.
    expect(cell.shadowRoot?.querySelector('fp-probabilities')?.values).toHaveLength(0);
    const draw = new CustomEvent('draw', { detail: new Float32Array(64).fill(0.5) });
    cell.shadowRoot?.querySelector('fp-pad')?.dispatchEvent(draw);
    await until(() => expect(cell.shadowRoot?.querySelector('fp-probabilities')?.values).toEqual(new Float32Array(10).fill(0.1)));
  });

  it('sweeps over every backend there is, points as they come, and can be cancelled', async () => {
    const engine = new FakeEngine();
    engine.answers.sweep = endless();
    const { context } = await showFake(moons, engine);
    await phase('Inference').click();
    await expect.element(button('Measure')).toBeEnabled();
    await button('Sweep all batch sizes').click();
    expect(engine.asked.at(-1)?.ask).toMatchObject({
      backends: ['plain', 'cpu', 'wasm', 'webgl'],
      batchSizes: [1, 4, 16, 64, 256, 1024, 4096],
    });
    await button('Cancel').click();
    await expect.element(page.getByText(/was cancelled/)).toBeVisible();
    engine.answers.sweep = async () => ({ points: [], skipped: [] });
    await button('Sweep all batch sizes').click();
    await until(() => expect(context.scope.get('net')?.sweeps).toBe(1));
  });

  it('exports by a small menu', async () => {
    await showFake(moons);
    await phase('Inference').click();
    await button('Export').click();
    await until(() => expect(focused()?.textContent).toBe('JSON, everything'));
    await userEvent.keyboard('{Escape}');
    expect(focused()?.textContent).toBe('Export');
    await expect.element(button('JSON, everything')).not.toBeInTheDocument();
  });

  it('starts in inference where the lesson says so', async () => {
    const { engine } = await showFake({ ...moons, phase: 'inference' });
    await until(() => expect(engine.run.called('freeze')).toHaveLength(1));
    expect(fakeDataset(engine.run.spec.data).train).toHaveLength(4);
  });
});
