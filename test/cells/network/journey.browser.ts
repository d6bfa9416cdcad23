/** The main job with the real engine: train, freeze, measure, and back to the same weights; a lost context on the way. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { EngineClient, TrainRun } from '../../../src/contract/client';
import { createEngine } from '../../../src/worker/client';
import { clear, showNetwork } from './cell';

let engine: EngineClient;
beforeEach(() => (engine = createEngine()));
afterEach(() => {
  clear();
  engine.close();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const phase = (name: string) => page.getByRole('radiogroup', { name: 'Phase' }).getByText(name);
const patient = { timeout: 60_000, interval: 50 };

describe('a network on real data', () => {
  it('is trained, frozen, measured, and trained on', { timeout: 120_000 }, async () => {
    const body = { data: 'moons', noise: 0.1, layers: [6], seed: 3, optimizer: { kind: 'adam', learningRate: 0.05 } } as const;
    const { cell, context } = await showNetwork(
      { ...body, layers: [6], backend: 'plain', inference: { backend: 'cpu', batchSize: 8, repeats: 10 } },
      engine,
    );
    const net = () => context.scope.get('net') ?? {};
    await vi.waitFor(() => expect(net().run).toBeTruthy(), patient);
    await button('Train').click();
    await vi.waitFor(() => expect(net().testLoss).toBeLessThan(0.2), patient);
    await vi.waitFor(() => expect(cell.shadowRoot?.querySelector('fp-boundary')?.grid).toHaveLength(64 * 64), patient);
    await phase('Inference').click();
    await expect.element(button('Measure'), patient).toBeEnabled();
    // What is published follows the cell by a moment.
    await vi.waitFor(() => expect(net()).toMatchObject({ phase: 'inference', backend: 'cpu' }), patient);
    const run = net().run as TrainRun;
    const asked = async () => (await engine.ask('snapshot', { run: run.id, step: null, grid: 0 })).snapshot;
    const { step, weights } = await asked();
    await vi.waitFor(() => expect(net()).toMatchObject({ step, weights }), patient);
    await button('Measure').click();
    await vi.waitFor(() => expect(net().measured).toBe(1), patient);
    expect(net()).toMatchObject({ phase: 'inference', backend: 'cpu', running: false, step });
    expect(net().medianLatency).toBeGreaterThan(0);
    expect(net().ratio).toBeGreaterThan(0);
    cell.shadowRoot?.querySelector('fp-boundary')?.dispatchEvent(new CustomEvent('place', { detail: [0, 0] }));
    await vi.waitFor(() => expect(cell.shadowRoot?.querySelector('fp-network-diagram')?.activations).toHaveLength(7), patient);
    await phase('Training').click();
    expect(await asked()).toMatchObject({ step, weights });
    await button('Step').click();
    await vi.waitFor(() => expect(net().step).toBe(step + 1), patient);
  });

  it('resumes from a kept step when the context is lost under it, and says so', { timeout: 120_000 }, async () => {
    const { context } = await showNetwork({ data: 'moons', layers: [4], backend: 'webgl' }, engine);
    const net = () => context.scope.get('net') ?? {};
    await vi.waitFor(() => expect(net().run).toBeTruthy(), patient);
    await button('Train').click();
    await vi.waitFor(() => expect(net().step).toBeGreaterThan(5), patient);
    await engine.ask('loseContext', { backend: 'webgl' });
    await expect.element(page.getByText(/The device was lost at step .* Training resumed from step/s), patient).toBeVisible();
    const { step } = net();
    await vi.waitFor(() => expect(net().step).toBeGreaterThan(Number(step) + 2), patient);
  });

  it('says so and offers the last good step when the loss is no longer finite', { timeout: 120_000 }, async () => {
    const body = { data: 'moons', layers: [8], activation: 'relu', backend: 'plain', loss: 'meanSquaredError' } as const;
    const { context } = await showNetwork(
      { ...body, layers: [8], outputActivation: 'identity', optimizer: { kind: 'sgd', learningRate: 100 } },
      engine,
    );
    const net = () => context.scope.get('net') ?? {};
    await vi.waitFor(() => expect(net().run).toBeTruthy(), patient);
    await button('Train').click();
    await vi.waitFor(() => expect(net().diverged).toBe(true), patient);
    await page.getByRole('button', { name: /^Back to step .*, learning rate 10$/ }).click();
    await expect.element(page.getByText(/The training diverged/)).not.toBeInTheDocument();
    await vi.waitFor(() => expect(net()).toMatchObject({ diverged: false, learningRate: 10, running: false }), patient);
  });
});
