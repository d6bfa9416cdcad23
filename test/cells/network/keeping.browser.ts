/** A cell that is left and come back to is as it was, paused; with a fake engine. */
import { afterEach, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import type { CellContext } from '../../../src/contract/cell';
import { Memory, show, testContext } from '../cell-context';
import { clear } from './cell';
import { FakeEngine, fakeReport } from './fake-engine';
import { until } from '../../until';

afterEach(clear);

const button = (name: string) => page.getByRole('button', { name, exact: true });
const numbers = (from: number) => Float32Array.from({ length: 105 }, (_, i) => Math.sin(i + from));

async function visit(kept: Memory, body: unknown = { data: 'moons' }, more: Partial<CellContext> = {}) {
  document.documentElement.lang = 'en';
  const engine = new FakeEngine();
  const context = { ...testContext({ engine }), kept, ...more };
  const cell = await show('fp-network', body, context, 'net');
  await until(() => expect(engine.runs.length).toBeGreaterThan(0));
  return { cell, engine, context };
}

it('keeps nothing of a cell that nobody has touched', async () => {
  const kept = new Memory();
  await visit(kept);
  clear();
  expect(kept.puts).toBe(0);
});

it('comes back with settings, weights, history and measurements', async () => {
  const kept = new Memory();
  const first = await visit(kept);
  await page.getByLabelText('Learning rate').fill('0.05');
  const checkpoint = { step: 40, epoch: 5, position: 10, weights: numbers(0), slots: [numbers(1), numbers(2)] };
  first.engine.run.spec = { ...first.engine.run.spec, changes: [{ step: 0, knobs: { learningRate: 0.05 } }] };
  first.engine.run.hear({ step: 40, epoch: 5.2, checkpoint }, { step: 40, epoch: 5.2, trainLoss: 0.25, testLoss: 0.5 });
  await page.getByRole('radiogroup', { name: 'Phase' }).getByText('Inference').click();
  await button('Measure').click();
  await until(() => expect(first.context.scope.get('net')?.measured).toBe(1));
  clear();
  expect(kept.puts).toBeGreaterThan(0);

  const second = await visit(kept);
  expect(second.cell.phase).toBe('inference');
  const [start] = second.engine.starts;
  expect(start.from).toEqual(checkpoint);
  expect(start.rows?.testLoss).toEqual(Float64Array.of(0.5));
  expect(second.engine.run.spec).toMatchObject({
    knobs: { learningRate: 0.01 },
    changes: [{ step: 0, knobs: { learningRate: 0.05 } }],
  });
  expect(second.engine.run.called('play')).toEqual([]);
  await until(() =>
    expect(second.context.scope.get('net')).toMatchObject({
      learningRate: 0.05,
      measured: 1,
      medianLatency: fakeReport.latency.median,
      phase: 'inference',
    }),
  );
});

it('keeps its fork beside it', async () => {
  const kept = new Memory();
  await visit(kept, { data: 'moons', controls: 'all' });
  await button('Fork').click();
  clear();
  const { engine } = await visit(kept, { data: 'moons', controls: 'all' });
  expect(engine.runs).toHaveLength(2);
});

it.each([
  ['something else', 'text'],
  ['another version', { version: 9 }],
  ['a broken network', { version: 1, first: { body: { data: 'suns' }, changes: [], step: 0, checkpoint: null }, second: null }],
])('begins as its lesson has it where what was kept is %s', async (_name, value) => {
  const kept = new Memory();
  kept.values.set('net', value);
  const { engine } = await visit(kept);
  expect(engine.run.spec.data.dataset).toBe('moons');
  await expect.element(page.getByText('cannot be read any more')).toBeVisible();
});

it('leaves what was kept alone where a link is opened', async () => {
  const kept = new Memory();
  const state = { body: { data: 'circle' }, changes: [], step: 0 };
  const { engine } = await visit(kept, { data: 'moons' }, { opened: { cell: 'net', state } });
  expect(engine.run.spec.data.dataset).toBe('circle');
  await button('Step').click();
  clear();
  expect(kept.puts).toBe(0);
});
