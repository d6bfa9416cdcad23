/** Share in both phases, and what a cell makes of a link, with a fake engine. */
import { afterEach, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import type { CellContext } from '../../../src/contract/cell';
import { createEditedCode } from '../../../src/cells/edited-code';
import { show, testContext } from '../cell-context';
import { readLink } from '../../../src/share/link';
import { readNetwork } from '../../../src/share/network';
import { clear } from './cell';
import { FakeEngine } from './fake-engine';
import { until } from '../../until';

afterEach(clear);

const button = (name: string) => page.getByRole('button', { name, exact: true });
const cells = [{ id: 'net', kind: 'network' }];

async function open(body: unknown, more: Partial<CellContext> = {}) {
  document.documentElement.lang = 'en';
  const engine = new FakeEngine();
  const context = { ...testContext({ engine }), linkTo: (state: string) => `https://example.org/#/sandbox?s=${state}`, ...more };
  const cell = await show('fp-network', body, context, 'net');
  await until(() => expect(engine.runs.length).toBeGreaterThan(0));
  return { cell, engine, context };
}

async function linked() {
  await button('Share').click();
  await until(() => expect((page.getByLabelText('Link').element() as HTMLInputElement).value).toContain('?s=1.'));
  const text = (page.getByLabelText('Link').element() as HTMLInputElement).value.split('?s=')[1];
  return readNetwork((await readLink(text, cells)).state);
}

it('shares settings, changes, speed, stop and controls', async () => {
  const { engine } = await open({
    data: 'circle',
    layers: [{ units: 3, activation: 'gelu' }],
    optimizer: { kind: 'adamw', learningRate: 0.02, weightDecay: 0.1 },
    seed: 5,
    speed: '100',
    stop: { epochs: 40 },
    controls: ['data', 'learningRate'],
  });
  engine.run.spec = { ...engine.run.spec, changes: [{ step: 4, knobs: { batchSize: 8 } }] };
  engine.run.hear({ step: 9 });
  const opening = await linked();
  expect(opening).toMatchObject({
    step: 9,
    changes: [{ step: 4, knobs: { batchSize: 8 } }],
    checkpoint: null,
    body: {
      data: 'circle',
      layers: [{ units: 3, activation: 'gelu' }],
      optimizer: { kind: 'adamw', learningRate: 0.02, weightDecay: 0.1, beta1: 0.9 },
      seed: 5,
      speed: '100',
      stop: { epochs: 40 },
      controls: ['data', 'learningRate'],
      phase: 'training',
    },
  });
});

it('shares from inference too, with its own batch and backend', async () => {
  await open({ data: 'moons', phase: 'inference', inference: { batchSize: 256, backend: 'cpu' } });
  await expect.element(button('Measure')).toBeEnabled();
  const { body } = await linked();
  expect(body).toMatchObject({ phase: 'inference', inference: { batchSize: 256, backend: 'cpu' } });
});

it('takes the trained weights along where the reader wants them', async () => {
  const { engine } = await open({ data: 'moons' });
  const numbers = (from: number) => Float32Array.from({ length: 105 }, (_, i) => Math.sin(i + from));
  const snapshot = { step: 9, epoch: 1, position: 2, weights: numbers(0), slots: [numbers(1), numbers(2)] };
  engine.answers.snapshot = async () => ({ snapshot, grid: null });
  engine.run.hear({ step: 9 });
  expect((await linked()).checkpoint).toBeNull();
  await page.getByLabelText('With the trained weights').click();
  await until(async () => {
    const text = (page.getByLabelText('Link').element() as HTMLInputElement).value.split('?s=')[1];
    expect(readNetwork((await readLink(text, cells)).state).checkpoint).toEqual(snapshot);
  });
});

it('says where weights are too many for a link', async () => {
  const { engine } = await open({ data: 'moons', layers: [64, 64] });
  const noise = Float32Array.from({ length: 4417 }, () => Math.random());
  const snapshot = { step: 9, epoch: 1, position: 2, weights: noise, slots: [noise, noise] };
  engine.answers.snapshot = async () => ({ snapshot, grid: null });
  engine.run.hear({ step: 9 });
  await linked();
  await page.getByLabelText('With the trained weights').click();
  await expect.element(page.getByText(/would make a link of [\d,]+ characters; at most 8,192 are allowed/)).toBeVisible();
  await expect.element(page.getByLabelText('With the trained weights')).not.toBeChecked();
});

it('takes the lesson’s edited code along, and says where it is too long', async () => {
  const { context } = await open({ data: 'moons' });
  let code: string | null = 'const mine = 1;';
  const edited = context.scope.shared(createEditedCode);
  edited.set('adam', () => code);
  edited.set('valley', () => null);
  const field = () => page.getByLabelText('Link').element() as HTMLInputElement;
  const shared = async () => {
    await button('Share').click();
    await until(() => expect(field().value).toContain('?s=1.'));
    return (await readLink(field().value.split('?s=')[1], [...cells, { id: 'adam', kind: 'js' }])).code;
  };
  expect(await shared()).toEqual([{ cell: 'adam', code }]);
  await button('Share').click();
  code = Array.from({ length: 4000 }, (_, i) => Math.sin(i)).join('\n');
  expect(await shared()).toBeUndefined();
  await expect.element(page.getByText(/The code that you edited stays out.*link of [\d,]+ characters/)).toBeVisible();
});

it('opens what a link has, with the changes to come, and follows them', async () => {
  const state = {
    body: { data: 'circle', optimizer: { kind: 'sgd', learningRate: 0.5 }, controls: ['learningRate', 'optimizer'] },
    changes: [{ step: 3, knobs: { learningRate: 0.25 } }],
    step: 7,
  };
  const { engine } = await open({ data: 'moons' }, { opened: { cell: 'net', state } });
  expect(engine.run.spec).toMatchObject({ data: { dataset: 'circle' }, knobs: { learningRate: 0.5 }, changes: state.changes });
  expect(engine.run.called('play')).toEqual([]);
  await expect.element(page.getByText(/trained for 7 steps/)).toBeVisible();
  await expect.element(page.getByLabelText('Batch size')).not.toBeInTheDocument();
  const rate = page.getByLabelText('Learning rate');
  await expect.element(rate).toHaveValue(0.5);
  engine.run.hear({ step: 3 });
  await expect.element(rate).toHaveValue(0.25);
});

it('goes on from shared weights', async () => {
  const { writeNetwork } = await import('../../../src/share/network');
  const checkpoint = { step: 5, epoch: 1, position: 0, weights: new Float32Array(105).fill(0.5), slots: [] };
  const body = { data: 'moons', optimizer: { kind: 'sgd' as const } };
  const state = writeNetwork({ body, changes: [], step: 5, checkpoint, second: null }, true);
  const { engine } = await open({ data: 'moons' }, { opened: { cell: 'net', state } });
  expect(engine.starts.at(-1)?.from).toEqual(checkpoint);
  await button('Reset').click();
  expect(engine.starts.at(-1)?.from).toBeUndefined();
});

it('says what is wrong with a link, and is as its lesson has it', async () => {
  const { engine } = await open(
    { data: 'moons' },
    { opened: { cell: 'net', state: { body: { data: 'suns' }, changes: [], step: 0 } } },
  );
  await expect.element(page.getByText(/failed at what it says \(meaning\).*no dataset “suns”/s)).toBeVisible();
  expect(engine.run.spec.data.dataset).toBe('moons');
});

it('leaves other cells alone', async () => {
  const { engine } = await open({ data: 'moons' }, { opened: { cell: 'other', state: null } });
  expect(engine.run.spec.data.dataset).toBe('moons');
});

it('has no Share where there is no address to share', async () => {
  await open({ data: 'moons' }, { linkTo: undefined });
  await expect.element(button('Share')).not.toBeInTheDocument();
});

const radio = (name: string, of: string) => page.getByRole('row', { name: of }).getByRole('radio', { name, exact: true });

it('lets a teacher hide and lock controls, says so, and hands it on', async () => {
  await open({ data: 'moons', controls: 'basic' });
  expect((await linked()).view).toBeUndefined();
  await page.getByText('For teachers').click();
  await expect.element(page.getByText('sees every control of this cell')).toBeVisible();
  await expect.element(page.getByRole('row', { name: 'L1' })).not.toBeInTheDocument();
  await radio('hidden', 'Optimizer').click();
  await radio('locked', 'Phase switch').click();
  await radio('hidden', 'Export').click();
  await expect
    .element(page.getByText('does not see Optimizer and Export, and sees Phase switch but cannot change it'))
    .toBeVisible();
  // By a control's words one still finds that control alone.
  for (const name of ['Dataset', 'Learning rate', 'Batch size']) expect(page.getByLabelText(name).elements()).toHaveLength(1);
  await until(async () => {
    const text = (page.getByLabelText('Link').element() as HTMLInputElement).value.split('?s=')[1];
    expect(readNetwork((await readLink(text, cells)).state).view).toEqual({
      hidden: ['optimizer', 'export'],
      locked: ['phase'],
    });
  });
});

it('shows what a teacher left, hands that on, and gives all of it back on request', async () => {
  const view = { version: 1, hidden: ['optimizer', 'export'], locked: ['learningRate', 'phase', 'weights'] };
  const state = { body: { data: 'circle', controls: 'basic' }, changes: [], step: 0, view };
  const { cell } = await open({ data: 'moons' }, { opened: { cell: 'net', state } });
  await expect.element(page.getByText('Made by a teacher: 2 controls hidden, 3 locked.')).toBeVisible();
  await expect.element(page.getByLabelText('Optimizer')).not.toBeInTheDocument();
  await expect.element(page.getByLabelText('Learning rate')).toBeDisabled();
  await expect.element(page.getByLabelText('Batch size')).toBeEnabled();
  await expect.element(page.getByRole('radio', { name: 'Inference' })).toBeDisabled();
  cell.dispatchEvent(new KeyboardEvent('keydown', { key: 'i' }));
  await cell.updateComplete;
  expect(cell.phase).toBe('training');
  await page.getByText('More controls').click();
  await expect.element(button('Export')).not.toBeInTheDocument();
  expect((await linked()).view).toEqual({ hidden: view.hidden, locked: view.locked });
  await button('Close').click();
  await button('Show all').click();
  await expect.element(page.getByLabelText('Optimizer')).toBeEnabled();
  await expect.element(page.getByLabelText('Learning rate')).toBeEnabled();
  await expect.element(button('Export')).toBeVisible();
  await expect.element(page.getByText('Made by a teacher')).not.toBeInTheDocument();
  expect((await linked()).view).toBeUndefined();
});

it('says that the rows of a table stay out', async () => {
  const table = { key: 'a-table', name: 'bees.csv', target: 'b', classes: ['x', 'y'], columns: [{ name: 'a', values: null }] };
  await open({ data: 'table', table, layers: [{ units: 4, activation: 'tanh' }] });
  await button('Share').click();
  await expect.element(page.getByText(/The rows of bees\.csv stay out/)).toBeVisible();
});
