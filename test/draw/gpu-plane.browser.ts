/** The fused shader against the CPU's picture of the same network, pixel by pixel; here a software renderer runs it. */
import '../../src/styles/tokens.css';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { allPlaneFeatures } from '../../datasets/features';
import type { ActivationName, ModelSpec } from '../../src/contract/model';
import type { Palette } from '../../src/draw/colours';
import { drawnTokens, type DrawnToken, type Rgb } from '../../src/draw/colours';
import { GpuPlane, type PlaneNetwork } from '../../src/draw/gpu-plane';
import { paintClasses } from '../../src/draw/raster';
import { toRgb } from '../../src/draw/theme';
import { forwardOnly } from '../../src/engine/plain/inference';
import { initialSnapshot } from '../../src/engine/init';
import { Random } from '../../src/engine/random';
import { gridFeatures } from '../../src/worker/look';
import { until } from '../until';

const size = 48;
const hidden: ActivationName[] = ['identity', 'sigmoid', 'tanh', 'relu', 'leakyRelu', 'elu', 'gelu', 'silu', 'softplus'];

function paletteOf(theme: 'light' | 'dark'): Palette {
  document.documentElement.dataset.theme = theme;
  const style = getComputedStyle(document.documentElement);
  const names = Object.keys(drawnTokens) as DrawnToken[];
  const entries = names.map((name): [DrawnToken, Rgb] => [name, toRgb([style.getPropertyValue(name)])[0]]);
  return Object.fromEntries(entries) as Record<DrawnToken, Rgb>;
}

/** Weights as at the start of training, made larger so that the picture has certain areas and edges, and biases off nought. */
function madeUp(layers: [number, ActivationName][], features = ['x1', 'x2'], seed = 1, gain = 1.6): PlaneNetwork {
  const model: ModelSpec = {
    inputs: features.length,
    layers: layers.map(([units, activation]) => ({ units, activation })),
    loss: 'meanSquaredError',
  };
  const random = new Random(seed);
  const weights = initialSnapshot(model, { kind: 'sgd' }, seed).weights.map((weight) => gain * weight + 0.2 * random.normal());
  return { model, features, weights };
}

/** What raster.ts makes of the values at the very centres of the pixels. */
function byCpu({ model, features, weights }: PlaneNetwork, palette: Palette): Uint8ClampedArray {
  // Of a grid with both ends in it, every second point is a pixel's centre.
  const side = 2 * size + 1;
  const grid = forwardOnly(model, weights, gridFeatures(side, features), side * side);
  const pixels = new Uint8ClampedArray(4 * size * size);
  paintClasses(pixels, size, grid, side, model.layers[model.layers.length - 1].units, palette);
  return pixels;
}

const planes: GpuPlane[] = [];
function open(lost = () => {}): GpuPlane {
  const plane = GpuPlane.open(lost);
  if (!plane) throw new Error('This browser has no WebGL 2.');
  planes.push(plane);
  return plane;
}
afterEach(() => {
  for (const plane of planes.splice(0)) plane.dispose();
  delete document.documentElement.dataset.theme;
});

/** The picture, row 0 at the top, read in the same task as it was drawn. */
async function byShader(network: PlaneNetwork, palette: Palette, plane = open()): Promise<Uint8ClampedArray> {
  let read = new Uint8Array();
  await until(() => {
    expect(plane.draw(network, size, palette)).toBe('drawn');
    const gl = plane.canvas.getContext('webgl2');
    read = new Uint8Array(4 * size * size);
    gl?.readPixels(0, 0, size, size, gl.RGBA, gl.UNSIGNED_BYTE, read);
  });
  const pixels = new Uint8ClampedArray(read.length);
  for (let row = 0; row < size; row++)
    pixels.set(read.subarray(4 * size * row, 4 * size * (row + 1)), 4 * size * (size - 1 - row));
  return pixels;
}

/** Largest difference of any channel of any pixel. */
const apart = (a: Uint8ClampedArray, b: Uint8ClampedArray) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
const different = (pixels: Uint8ClampedArray) => new Set(new Uint32Array(pixels.buffer)).size;

/** @param colours that the picture has at least: one of a single colour would prove nothing */
async function expectSame(network: PlaneNetwork, theme: 'light' | 'dark' = 'light', plane = open(), colours = 20): Promise<void> {
  const palette = paletteOf(theme);
  const wanted = byCpu(network, palette);
  const got = await byShader(network, palette, plane);
  expect(apart(got, wanted)).toBeLessThanOrEqual(1);
  expect(different(wanted)).toBeGreaterThanOrEqual(colours);
}

describe('the shader and the CPU agree within one level of 255', () => {
  it.each(hidden)('%s, in both themes', async (activation) => {
    const network = madeUp([
      [7, activation],
      [5, activation],
      [1, 'sigmoid'],
    ]);
    await expectSame(network, 'light');
    await expectSame(network, 'dark');
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('%i hidden layers of up to 32 units, each with its activation', async (depth) => {
    const random = new Random(depth);
    const layers = Array.from({ length: depth }, (_, i): [number, ActivationName] => [
      depth === 8 ? 32 : 1 + random.below(32),
      hidden[(i + depth) % hidden.length],
    ]);
    await expectSame(madeUp([...layers, [1, 'sigmoid']], ['x1', 'x2'], depth, 1.1));
  });

  it('no hidden layer', () => expectSame(madeUp([[1, 'sigmoid']])));

  it.each([2, 3, 4, 10])('softmax over %i classes, in both themes', async (classes) => {
    const network = madeUp([
      [8, 'tanh'],
      [classes, 'softmax'],
    ]);
    await expectSame(network, 'light');
    await expectSame(network, 'dark');
  });

  it.each([1, 3])('an identity output of %i, out of range too', async (outputs) => {
    await expectSame(
      madeUp([
        [8, 'tanh'],
        [outputs, 'identity'],
      ]),
    );
  });

  it('every input feature', () =>
    expectSame(
      madeUp(
        [
          [8, 'tanh'],
          [1, 'sigmoid'],
        ],
        [...allPlaneFeatures],
      ),
    ));

  it.each(allPlaneFeatures)('%s alone', (feature) => expectSame(madeUp([[1, 'sigmoid']], [feature], 1, 4), 'light', open(), 10));

  it('very large weights, so that exp overflows', () =>
    expectSame(
      madeUp(
        [
          [8, 'sigmoid'],
          [8, 'tanh'],
          [3, 'softmax'],
        ],
        undefined,
        1,
        400,
      ),
      'light',
      open(),
      3,
    ));
});

it('the same program draws other weights, and another structure gets its own', async () => {
  const link = vi.spyOn(WebGL2RenderingContext.prototype, 'linkProgram');
  const plane = open();
  await expectSame(
    madeUp(
      [
        [4, 'tanh'],
        [1, 'sigmoid'],
      ],
      undefined,
      1,
    ),
    'light',
    plane,
  );
  await expectSame(
    madeUp(
      [
        [4, 'tanh'],
        [1, 'sigmoid'],
      ],
      undefined,
      2,
    ),
    'dark',
    plane,
  );
  expect(link).toHaveBeenCalledTimes(1);
  await expectSame(
    madeUp([
      [4, 'relu'],
      [1, 'sigmoid'],
    ]),
    'light',
    plane,
  );
  expect(link).toHaveBeenCalledTimes(2);
  link.mockRestore();
});

it('one draw call a picture, and nothing read back', async () => {
  const plane = open();
  const network = madeUp([
    [4, 'tanh'],
    [1, 'sigmoid'],
  ]);
  const palette = paletteOf('light');
  await until(() => expect(plane.draw(network, size, palette)).toBe('drawn'));
  const draw = vi.spyOn(WebGL2RenderingContext.prototype, 'drawArrays');
  const read = vi.spyOn(WebGL2RenderingContext.prototype, 'readPixels');
  plane.draw({ ...network, weights: network.weights.map((weight) => 2 * weight) }, size, palette);
  expect([draw.mock.calls.length, read.mock.calls.length]).toEqual([1, 0]);
  vi.restoreAllMocks();
});

it('a network that diverged is the surface', async () => {
  const network = madeUp([
    [4, 'relu'],
    [1, 'sigmoid'],
  ]);
  network.weights[3] = Number.NaN;
  const palette = paletteOf('dark');
  expect(apart(await byShader(network, palette), byCpu(network, palette))).toBe(0);
});

it('knows of a lost context before it is told', async () => {
  const lost = vi.fn();
  const plane = open(lost);
  const network = madeUp([
    [4, 'tanh'],
    [1, 'sigmoid'],
  ]);
  const palette = paletteOf('light');
  await until(() => expect(plane.draw(network, size, palette)).toBe('drawn'));
  plane.canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
  expect(plane.draw(network, size, palette)).toBe('lost');
  await until(() => expect(lost).toHaveBeenCalledTimes(1));
});
