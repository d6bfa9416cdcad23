/** The main job with the real engine: train, freeze, measure, and back to the same weights; a lost context on the way. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import type { EngineClient, TrainRun } from '../../../src/contract/client';
import { createEngine } from '../../../src/worker/client';
import { clear, showNetwork } from './cell';
import { until } from '../../until';

let engine: EngineClient;
beforeEach(() => (engine = createEngine()));
afterEach(() => {
  clear();
  engine.close();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const phase = (name: string) => page.getByRole('radiogroup', { name: 'Phase' }).getByText(name);

describe('a network on real data', () => {
  it('is trained, frozen, measured, and trained on', async () => {
    const body = { data: 'moons', noise: 0.1, layers: [6], seed: 3, optimizer: { kind: 'adam', learningRate: 0.05 } } as const;
    const { cell, context } = await showNetwork(
      { ...body, layers: [6], backend: 'plain', inference: { backend: 'cpu', batchSize: 8, repeats: 10 } },
      engine,
    );
    const net = () => context.scope.get('net') ?? {};
    await until(() => expect(net().run).toBeTruthy());
    await button('Train').click();
    await until(() => expect(net().testLoss).toBeLessThan(0.2));
    await until(() => expect(cell.shadowRoot?.querySelector('fp-boundary')?.grid).toHaveLength(64 * 64));
    await phase('Inference').click();
    await expect.element(button('Measure')).toBeEnabled();
    // What is published follows the cell by a moment.
    await until(() => expect(net()).toMatchObject({ phase: 'inference', backend: 'cpu' }));
    const run = net().run as TrainRun;
    const asked = async () => (await engine.ask('snapshot', { run: run.id, step: null, grid: 0 })).snapshot;
    const { step, weights } = await asked();
    await until(() => expect(net()).toMatchObject({ step, weights }));
    await button('Measure').click();
    await until(() => expect(net().measured).toBe(1));
    expect(net()).toMatchObject({ phase: 'inference', backend: 'cpu', running: false, step });
    expect(net().medianLatency).toBeGreaterThan(0);
    expect(net().ratio).toBeGreaterThan(0);
    cell.shadowRoot?.querySelector('fp-boundary')?.dispatchEvent(new CustomEvent('place', { detail: [0, 0] }));
    await until(() => expect(cell.shadowRoot?.querySelector('fp-network-diagram')?.activations).toHaveLength(7));
    await phase('Training').click();
    expect(await asked()).toMatchObject({ step, weights });
    await button('Step').click();
    await until(() => expect(net().step).toBe(step + 1));
  });

  it('resumes from a kept step when the context is lost under it, and says so', async () => {
    const { context } = await showNetwork({ data: 'moons', layers: [4], backend: 'webgl' }, engine);
    const net = () => context.scope.get('net') ?? {};
    await until(() => expect(net().run).toBeTruthy());
    await button('Train').click();
    await until(() => expect(net().step).toBeGreaterThan(5));
    await engine.ask('loseContext', { backend: 'webgl' });
    await expect.element(page.getByText(/The device was lost at step .* Training resumed from step/s)).toBeVisible();
    const { step } = net();
    await until(() => expect(net().step).toBeGreaterThan(Number(step) + 2));
  });

  it('says so and offers the last good step when the loss is no longer finite', async () => {
    const body = { data: 'moons', layers: [8], activation: 'relu', backend: 'plain', loss: 'meanSquaredError' } as const;
    const { context } = await showNetwork(
      { ...body, layers: [8], outputActivation: 'identity', optimizer: { kind: 'sgd', learningRate: 100 } },
      engine,
    );
    const net = () => context.scope.get('net') ?? {};
    await until(() => expect(net().run).toBeTruthy());
    await button('Train').click();
    await until(() => expect(net().diverged).toBe(true));
    await page.getByRole('button', { name: 'Go back there, with learning rate 10' }).click();
    await expect.element(page.getByText(/The training diverged/)).not.toBeInTheDocument();
    await until(() => expect(net()).toMatchObject({ diverged: false, learningRate: 10, running: false }));
  });
});
