/** Whether a contender does the work at all, before it is timed: against the plain backend of our engine, which is tested against TF.js. */
import { createPlain } from '../../src/engine/backends/plain';
import { outputCount } from '../../src/engine/layout';
import type { Network } from '../../src/contract/backend';
import { pairColour } from '../../src/draw/colours';
import type { Contender, Drawer, Predictor, Trainer } from './contender';
import { batchesOf, pixelInputs, type BenchNetwork } from './networks';
import { palette } from './palette';

/** Largest difference allowed, relative to the value where that is above 1. 32-bit sums over 784 inputs stay far below. */
const TOLERANCE = 2e-4;
/** So many examples of a large batch are compared, from all over it. */
const COMPARED = 512;
/** After a few steps; optimizers magnify differences of rounding. */
const TRAINED_TOLERANCE = 2e-3;

const SAME_STEPS = 3;
/** Where steps are of another kind the loss must fall within so many, or so many as fit in the time. */
const FALLING_STEPS = 200;
const FALLING_MS = 300;

function reference({ model, optimizer, start, examples }: BenchNetwork): Network {
  const network = createPlain().build(model, optimizer, start);
  network.bind(examples, examples);
  return network;
}

/** Largest relative difference, and Infinity where the lengths differ or a number is none. */
export function difference(got: ArrayLike<number>, wanted: ArrayLike<number>): number {
  if (got.length !== wanted.length) return Infinity;
  let largest = 0;
  for (let i = 0; i < wanted.length; i++) {
    const off = Math.abs(got[i] - wanted[i]) / Math.max(1, Math.abs(wanted[i]));
    if (!(off <= largest)) largest = Number.isNaN(off) ? Infinity : off;
  }
  return largest;
}

function hold(what: string, got: ArrayLike<number>, wanted: ArrayLike<number>, tolerance: number): void {
  const off = difference(got, wanted);
  if (off > tolerance) throw new Error(`${what} differ from the reference by ${off.toPrecision(2)}`);
}

/** @throws Error where the outputs for x are not those of the same weights on the plain backend */
export async function checkPredictor(
  network: BenchNetwork,
  { output }: Pick<Contender, 'output'>,
  predictor: Predictor,
  x: Float32Array,
  n: number,
): Promise<void> {
  const { layers } = network.model;
  const last = layers[layers.length - 1];
  const model = output
    ? { ...network.model, layers: [...layers.slice(0, -1), { ...last, activation: output }], loss: 'meanSquaredError' as const }
    : network.model;
  const got = await predictor.outputs();
  const outputs = outputCount(model);
  const rows = predictor.single ? Math.max(1, Math.min(n, got.length / outputs)) : n;
  if (got.length !== rows * outputs) throw new Error(`it gave ${got.length} outputs, not ${rows * outputs}`);
  const every = Math.ceil(rows / COMPARED);
  const some = (all: Float32Array, width: number) =>
    Float32Array.from(
      { length: Math.ceil(rows / every) * width },
      (_, i) => all[Math.floor(i / width) * every * width + (i % width)],
    );
  const wanted = await reference({ ...network, model }).predict(some(x, model.inputs), Math.ceil(rows / every));
  hold('its outputs', some(got, outputs), wanted, TOLERANCE);
}

/** Levels of 255 by which a colour may be off: values are rounded, and mixed in other precisions. */
const COLOUR_TOLERANCE = 1;

/** Side × side × RGBA from the network's outputs, −1 to 1, at the middles of the pixels. */
export function coloursOf(outputs: Float32Array): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(4 * outputs.length);
  for (const [i, y] of outputs.entries()) pixels.set([...pairColour(palette, (1 + y) / 2), 255], 4 * i);
  return pixels;
}

/** @throws Error where a pixel's colour is not that of the plain backend's answer in its middle */
export async function checkDrawer(network: BenchNetwork, drawer: Drawer, side: number): Promise<void> {
  const wanted = coloursOf(await reference(network).predict(pixelInputs(side), side * side));
  const got = await drawer.pixels();
  if (got.length !== wanted.length) throw new Error(`it draws ${got.length / 4} pixels, not ${wanted.length / 4}`);
  let off = 0;
  for (let i = 0; i < got.length; i++) off = Math.max(off, Math.abs(got[i] - wanted[i]));
  if (off > COLOUR_TOLERANCE) throw new Error(`its colours are off by up to ${off} of 255`);
}

/** Mean squared error or cross-entropy of outputs, as the network's loss is. */
export function lossOf(got: Float32Array, y: Float32Array, outputs: number, crossEntropy: boolean): number {
  let sum = 0;
  for (let i = 0; i < got.length; i++)
    sum += crossEntropy ? -y[i] * Math.log(Math.max(got[i], 1e-12)) : (got[i] - y[i]) ** 2 / outputs;
  return sum / (got.length / outputs);
}

/**
 * Three steps must lead where the reference's lead, or if they are of another kind, the loss must fall.
 * @throws Error where they do not
 */
export async function checkTrainer(
  network: BenchNetwork,
  { trainsOtherwise }: Pick<Contender, 'trainsOtherwise'>,
  trainer: Trainer,
): Promise<void> {
  const { model, examples, batch, learningRate } = network;
  if (!trainsOtherwise) {
    const x = examples.x.slice(0, batch * model.inputs);
    await trainer.run(SAME_STEPS * trainer.units);
    const plain = reference(network);
    await plain.train(batchesOf(network).slice(0, SAME_STEPS), { learningRate, batchSize: batch, l1: 0, l2: 0 });
    hold(
      `its outputs after ${SAME_STEPS} steps`,
      await trainer.outputs(x, batch),
      await plain.predict(x, batch),
      TRAINED_TOLERANCE,
    );
    return;
  }
  const outputs = outputCount(model);
  const before = await trainer.outputs(examples.x, examples.n);
  const { units, unitsPerUpdate = units } = trainer;
  const start = performance.now();
  let done = 0;
  do {
    await trainer.run(unitsPerUpdate);
    done += unitsPerUpdate;
  } while (done < FALLING_STEPS * units && performance.now() - start < FALLING_MS);
  const after = await trainer.outputs(examples.x, examples.n);
  // Examples that it has been trained on, as far as there was time to ask for them.
  const compared = outputs * Math.min(done, before.length / outputs, after.length / outputs);
  const crossEntropy = model.loss === 'categoricalCrossEntropy' && !trainer.squaredError;
  const [first, last] = [before, after].map((got) =>
    lossOf(got.subarray(0, compared), examples.y.subarray(0, compared), outputs, crossEntropy),
  );
  if (!(last < first)) {
    const steps = (done / units).toFixed(1);
    throw new Error(`its loss went from ${first.toPrecision(3)} to ${last.toPrecision(3)} in ${steps} steps`);
  }
}
