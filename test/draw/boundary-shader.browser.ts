/** The boundary as an element: the shader where there is a GPU, the grid where there is none, and a word about which. */
import '../../src/styles/tokens.css';
import '../../src/draw/boundary';
import { html } from 'lit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { Drawing } from '../../src/draw/boundary-shader';
import { GpuPlane } from '../../src/draw/gpu-plane';
import { withoutWebGl2 } from './gpu';
import { clear, inside, painted, show } from './looking';
import { network, numberedWeights } from './made-up';
import { until } from '../until';

const side = 16;
const grid = Float32Array.from({ length: side * side }, (_, i) => (i % side < side / 2 ? 1 : 0));
const told: Drawing[] = [];
const note = (event: CustomEvent<Drawing>) => told.push(event.detail);
const boundary = (model = network(2, 4, 1), software = true, features = ['x1', 'x2']) =>
  html`<fp-boundary
    .grid=${grid}
    side=${side}
    .model=${model}
    .features=${features}
    .weights=${numberedWeights(model)}
    .classes=${['upper moon', 'lower moon']}
    ?software=${software}
    @drawing=${note}
  ></fp-boundary>`;
const element = () => document.querySelector('fp-boundary')!;
const canvases = () => [...inside('fp-boundary').querySelectorAll('canvas')];
const shaderCanvas = () => canvases().find((canvas) => canvas.className === '' && !canvas.hidden);
const last = (drawing: Drawing) => until(() => expect(told.at(-1)).toEqual(drawing));
const since = (why: string): Drawing => ({ by: 'grid', why });
/** Whether the grid is on the canvas below. */
const gridPainted = () => canvases()[0].getContext('2d')?.getImageData(2, 100, 1, 1).data[3] === 255;

beforeEach(() => page.viewport(400, 600));
afterEach(() => {
  clear();
  vi.restoreAllMocks();
  told.length = 0;
});

describe('with a shader', () => {
  it('covers the grid, at the dots of the screen, and says so once', async () => {
    show(boundary());
    await last({ by: 'shader' });
    await painted();
    const canvas = shaderCanvas();
    expect(canvas?.width).toBe(Math.round((canvas?.clientWidth ?? 0) * devicePixelRatio));
    element().weights = numberedWeights(network(2, 4, 1)).map((weight) => 2 * weight);
    await painted();
    expect(told).toEqual([{ by: 'shader' }]);
    await expect.element(page.getByRole('img', { name: /50% upper moon, 50% lower moon/ })).toBeInTheDocument();
  });

  it('draws once for new weights, and again for another theme, but not for a point that moves', async () => {
    show(boundary());
    await last({ by: 'shader' });
    await painted();
    const draw = vi.spyOn(WebGL2RenderingContext.prototype, 'drawArrays');
    element().placed = [1, 1];
    await painted();
    expect(draw).toHaveBeenCalledTimes(0);
    element().weights = numberedWeights(network(2, 4, 1));
    await painted();
    expect(draw).toHaveBeenCalledTimes(1);
    document.documentElement.dataset.theme = 'dark';
    await painted();
    expect(draw).toHaveBeenCalledTimes(2);
  });

  it('uncovers the grid where the weights are gone', async () => {
    show(boundary());
    await last({ by: 'shader' });
    element().weights = null;
    await painted();
    expect(shaderCanvas()).toBeUndefined();
    expect(gridPainted()).toBe(true);
  });

  it('shows the grid while a shader is being compiled', async () => {
    const draw = vi.spyOn(GpuPlane.prototype, 'draw').mockReturnValue('compiling');
    show(boundary());
    await until(() => expect(draw).toHaveBeenCalled());
    await painted();
    expect(shaderCanvas()).toBeUndefined();
    expect(gridPainted()).toBe(true);
    draw.mockRestore();
    await last({ by: 'shader' });
  });

  it('gives everything back when it leaves the page, and starts anew when it comes again', async () => {
    show(boundary());
    await last({ by: 'shader' });
    const gl = shaderCanvas()?.getContext('webgl2');
    const removed = vi.spyOn(WebGL2RenderingContext.prototype, 'deleteProgram');
    const at = element();
    at.remove();
    expect(removed).toHaveBeenCalledTimes(1);
    await until(() => expect(gl?.isContextLost()).toBe(true));
    told.length = 0;
    document.body.append(at);
    await last({ by: 'shader' });
  });
});

describe('without a shader the grid is drawn, and why is said', () => {
  const expectGrid = async () => {
    await painted();
    expect(shaderCanvas()).toBeUndefined();
    expect(gridPainted()).toBe(true);
  };

  it('on a software renderer', async () => {
    show(boundary(undefined, false));
    await last(since('WebGL here is software rendering'));
    await expectGrid();
  });

  it('without WebGL 2', async () => {
    withoutWebGl2();
    show(boundary());
    await last(since('this browser has no WebGL 2'));
    await expectGrid();
  });

  it('after its context is lost', async () => {
    show(boundary());
    await last({ by: 'shader' });
    shaderCanvas()?.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
    await last(since('the WebGL context was lost'));
    await expectGrid();
  });

  it('where the driver does not take the shader', async () => {
    vi.spyOn(WebGL2RenderingContext.prototype, 'getProgramParameter').mockImplementation((_, name) => name !== 0x8b82);
    show(boundary());
    await last(since('WebGL here does not take the shader'));
    await expectGrid();
  });

  it.each([
    [network(2, ...Array.from({ length: 9 }, () => 4), 1), ['x1', 'x2'], 'a shader is written for at most 8 hidden layers'],
    [network(2, 33, 1), ['x1', 'x2'], 'a shader is written for at most 32 units a layer'],
    [network(2, 4, 1), ['x1', 'bill length'], 'its inputs are not made of the plane alone'],
  ])('beyond the limits: %#', async (model, features, why) => {
    show(boundary(model, true, features));
    await last(since(why));
    await expectGrid();
    // A smaller network is drawn by the shader again.
    show(boundary(network(2, 4, 1)));
    await last({ by: 'shader' });
  });
});
