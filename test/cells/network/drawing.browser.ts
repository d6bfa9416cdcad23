/** What draws the plane in the cell, how much it then asks the worker for, and the line that says so. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { FpBoundary } from '../../../src/draw/boundary';
import type { Predictor } from '../../../src/contract/client';
import type { Look } from '../../../src/contract/protocol';
import { parametersOf } from '../../../src/cells/network/settings';
import { withGpu, withoutWebGl2 } from '../../draw/gpu';
import { clear, showFake, type Shown } from './cell';
import { FakeEngine, type FakeRun } from './fake-engine';
import { until } from '../../until';

beforeEach(() => page.viewport(1280, 900));
afterEach(() => {
  clear();
  vi.restoreAllMocks();
});

const moons = { data: 'moons', layers: [4] };
const phase = (name: string) => page.getByRole('radiogroup', { name: 'Phase' }).getByText(name);
const line = (text: string) => page.getByText(text);
const lookOf = (run: FakeRun) => run.called('look').at(-1)?.[0] as Look;

/** A message with weights, and a grid of as many points as are asked for. */
function hear(run: FakeRun): void {
  const { model } = run.spec;
  const { grid } = lookOf(run);
  run.hear({
    weights: Float32Array.from({ length: parametersOf(model) }, (_, i) => Math.sin(i)),
    grid: new Float32Array(grid * grid * model.layers[model.layers.length - 1].units),
    gridBy: 'plain',
  });
}
const boundaries = ({ cell }: Pick<Shown, 'cell'>): FpBoundary[] => [...(cell.shadowRoot?.querySelectorAll('fp-boundary') ?? [])];
const shaders = (shown: Pick<Shown, 'cell'>): HTMLCanvasElement[] =>
  boundaries(shown).flatMap(({ shadowRoot }) => [...(shadowRoot?.querySelectorAll('canvas') ?? [])].filter((c) => !c.className));

describe('on a GPU', () => {
  beforeEach(withGpu);

  async function shaded(body = {}) {
    const shown = await showFake({ ...moons, ...body });
    await until(() => expect(lookOf(shown.engine.run)).toEqual({ weights: true, grid: 64, unit: null, outputs: false }));
    hear(shown.engine.run);
    await expect.element(line('Drawn by the GPU, one shader.')).toBeVisible();
    return shown;
  }

  it('the shader draws, and the worker computes few points, for the words alone', async () => {
    const shown = await shaded();
    await until(() => expect(lookOf(shown.engine.run)).toMatchObject({ weights: true, grid: 32 }));
    expect(shaders(shown)).toHaveLength(1);
  });

  it('a unit’s response still has all its points, and the shader is kept meanwhile', async () => {
    const shown = await shaded();
    const link = vi.spyOn(WebGL2RenderingContext.prototype, 'linkProgram');
    const diagram = shown.cell.shadowRoot?.querySelector('fp-network-diagram');
    diagram?.dispatchEvent(new CustomEvent('unit', { detail: { layer: 0, unit: 2 } }));
    await expect.element(page.getByText('Unit 3 of layer 1, over the plane')).toBeVisible();
    await expect.element(page.getByText('What the network predicts', { exact: true })).not.toBeVisible();
    expect(lookOf(shown.engine.run)).toMatchObject({ grid: 64, unit: { layer: 0, unit: 2 } });
    diagram?.dispatchEvent(new CustomEvent('unit', { detail: null }));
    await expect.element(page.getByText('What the network predicts', { exact: true })).toBeVisible();
    hear(shown.engine.run);
    await until(() => expect(lookOf(shown.engine.run)).toMatchObject({ grid: 32 }));
    expect(link).not.toHaveBeenCalled();
  });

  it('run B is drawn so too, from its own weights', async () => {
    const shown = await shaded({ controls: 'all' });
    await page.getByRole('button', { name: 'Fork' }).click();
    const [, second] = await until(() => {
      expect(shown.engine.runs).toHaveLength(2);
      return shown.engine.runs;
    });
    await until(() => expect(lookOf(second)).toEqual({ weights: true, grid: 64, unit: null, outputs: false }));
    hear(second);
    await until(() => expect(shaders(shown)).toHaveLength(2));
    await until(() => expect(lookOf(second)).toMatchObject({ weights: true, grid: 32 }));
    expect(boundaries(shown)[1].weights).toBe(second.latest.weights);
  });

  it('history is drawn from the weights of its step', async () => {
    const shown = await shaded();
    const weights = new Float32Array(parametersOf(shown.engine.run.spec.model)).fill(0.5);
    const snapshot = { step: 96, epoch: 13, position: 0, weights, slots: [] };
    shown.engine.answers.snapshot = async ({ grid }) => ({ snapshot, grid: new Float32Array(grid * grid) });
    shown.cell.shadowRoot?.querySelector('fp-loss-chart')?.dispatchEvent(new CustomEvent('scrub', { detail: { step: 100 } }));
    await expect.element(page.getByText('The network as it was at step 96')).toBeVisible();
    expect(shown.engine.asked.at(-1)).toEqual({ name: 'snapshot', ask: { run: 1, step: 100, grid: 32 } });
    expect(boundaries(shown)[0].weights).toBe(weights);
  });

  it('locked weights are drawn so too, and from a full grid once the context is lost', async () => {
    const engine = new FakeEngine();
    const sides: number[] = [];
    const freeze = engine.freeze.bind(engine);
    engine.freeze = async (...how): Promise<Predictor> => {
      const predictor = await freeze(...how);
      const predictGrid: Predictor['predictGrid'] = async (side, features) => {
        sides.push(side);
        return predictor.predictGrid(side, features);
      };
      return { ...predictor, predictGrid };
    };
    const shown = await showFake(moons, engine);
    hear(engine.run);
    await expect.element(line('Drawn by the GPU, one shader.')).toBeVisible();
    await phase('Inference').click();
    await expect.element(line('Drawn by the GPU, one shader. WebGL · GPU answers a point of yours.')).toBeVisible();
    await until(() => expect(sides).toEqual([32]));
    await until(() => expect(shaders(shown)).toHaveLength(1));
    shaders(shown)[0].getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
    await expect
      .element(line('Drawn from 256 × 256 points in one call (WebGL · GPU), since the WebGL context was lost.'))
      .toBeVisible();
    await until(() => expect(sides).toEqual([32, 256]));
  });

  it('after a lost context the worker’s grid draws', async () => {
    const shown = await shaded();
    shaders(shown)[0].getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
    const text = 'Drawn by the worker (Plain JavaScript), since the WebGL context was lost.';
    await expect.element(line(text)).toBeVisible();
    await until(() => expect(lookOf(shown.engine.run)).toMatchObject({ grid: 64 }));
  });

  it('a network beyond the shader is drawn by the worker', async () => {
    const { engine } = await showFake({ ...moons, layers: [40] });
    hear(engine.run);
    const why = 'since a shader is written for at most 32 units a layer.';
    await expect.element(line(`Drawn by the worker (Plain JavaScript), ${why}`)).toBeVisible();
  });
});

it.each([
  ['on a software renderer', () => {}, 'WebGL here is software rendering'],
  ['without WebGL 2', withoutWebGl2, 'this browser has no WebGL 2'],
])('%s the worker draws', async (_, prepare, why) => {
  prepare();
  const { engine } = await showFake(moons);
  await until(() => expect(lookOf(engine.run)).toMatchObject({ weights: true, grid: 64 }));
  hear(engine.run);
  const text = `Drawn by the worker (Plain JavaScript), since ${why}.`;
  await expect.element(line(text)).toBeVisible();
  expect(lookOf(engine.run)).toMatchObject({ grid: 64 });
});
