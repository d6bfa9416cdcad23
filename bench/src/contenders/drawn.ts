/**
 * Our own ways from weights to a picture of the plane, by the code that the site draws with: the fused WebGL2 shader, or the compiled
 * backend's answers coloured into an image. Both draw on a worker's canvas, and a picture is done when a pixel of it could be read.
 */
import { GpuPlane } from '../../../src/draw/gpu-plane';
import { paintClasses } from '../../../src/draw/raster';
import type { Contender, Drawer } from '../contender';
import { asProbability, gridInputs, type BenchNetwork } from '../networks';
import { palette } from '../palette';
import { backendOf } from './ours';

const frame = () => new Promise((done) => setTimeout(done, 1));

async function byShader(network: BenchNetwork, side: number): Promise<Drawer> {
  const plane = GpuPlane.on(new OffscreenCanvas(side, side), () => {});
  const gl = plane?.canvas.getContext('webgl2');
  if (!plane || !gl) throw new Error('no WebGL 2 here');
  const shown = { ...asProbability(network), features: ['x1', 'x2'] };
  const draw = () => plane.draw(shown, side, palette);
  let outcome = draw();
  for (; outcome === 'compiling'; outcome = draw()) await frame();
  if (outcome !== 'drawn') throw new Error(`the shader: ${outcome}`);
  const pixel = new Uint8Array(4);
  const finished = () => {
    draw();
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
  };
  return {
    units: 1,
    run(pictures) {
      for (let i = 0; i < pictures; i++) finished();
    },
    async pixels() {
      finished();
      const below = new Uint8Array(4 * side * side);
      gl.readPixels(0, 0, side, side, gl.RGBA, gl.UNSIGNED_BYTE, below);
      // WebGL counts its rows from below.
      const all = new Uint8ClampedArray(below.length);
      for (let row = 0; row < side; row++)
        all.set(below.subarray(4 * side * row, 4 * side * (row + 1)), 4 * side * (side - 1 - row));
      return all;
    },
    dispose: () => plane.dispose(),
  };
}

async function byBackend(network: BenchNetwork, variant: string, side: number): Promise<Drawer> {
  const { model, weights } = asProbability(network);
  const backend = await backendOf(variant);
  await backend.ready();
  const built = backend.build(model, network.optimizer, { ...network.start, weights });
  const x = gridInputs(side);
  const grid = new Float32Array(side * side);
  const context = new OffscreenCanvas(side, side).getContext('2d');
  if (!context || !built.predictInto) throw new Error('no canvas here, or no predictInto');
  const image = context.createImageData(side, side);
  const finished = () => {
    built.predictInto?.(x, side * side, grid);
    paintClasses(image.data, side, grid, side, 1, palette);
    context.putImageData(image, 0, 0);
    return context.getImageData(0, 0, 1, 1);
  };
  return {
    units: 1,
    run(pictures) {
      for (let i = 0; i < pictures; i++) finished();
    },
    async pixels() {
      finished();
      return context.getImageData(0, 0, side, side).data;
    },
    dispose: () => built.dispose(),
  };
}

export async function create(network: BenchNetwork, variant: string): Promise<Contender> {
  const shader = variant === 'shader';
  return {
    detail: shader
      ? 'the fused WebGL2 shader, on its canvas'
      : `the ${variant.split(':')[0]} backend, coloured into an image on a canvas`,
    drawers: (side) => [
      shader
        ? { call: 'GpuPlane.draw(network, side, palette)', make: () => byShader(network, side) }
        : {
            call: 'network.predictInto(x, n, grid); paintClasses(pixels, …)',
            make: () => byBackend(network, variant, side),
          },
    ],
  };
}
