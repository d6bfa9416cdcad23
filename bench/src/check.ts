/** Whether a contender does the work at all, before it is timed: against the plain backend of our engine, which is tested against TF.js. */
import { createPlain } from '../../src/engine/backends/plain';
import { outputCount } from '../../src/engine/layout';
import type { Network } from '../../src/contract/backend';
import type { Contender, Predictor, Trainer } from './contender';
import { CHECKED } from './contenders/one-by-one';
import { batchesOf, type BenchNetwork } from './networks';

/** Largest difference allowed, relative to the value where that is above 1. 32-bit sums over 784 inputs stay far below. */
const TOLERANCE = 2e-4;
/** After a few steps; optimizers magnify differences of rounding. */
const TRAINED_TOLERANCE = 2e-3;

const SAME_STEPS = 3;
/** The loss must fall within so many steps, or so many as fit in the time. */
const FALLING_STEPS = 200;
const FALLING_MS = 100;

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
  const wanted = await reference({ ...network, model }).predict(x, n);
  const got = await predictor.outputs();
  // All, or where examples are single calls, the first of them.
  const least = Math.min(n, CHECKED) * outputCount(model);
  hold('its outputs', got, wanted.subarray(0, Math.max(got.length, least)), TOLERANCE);
}

/** Mean squared error or cross-entropy of outputs, as the network's loss is. */
export function lossOf(got: Float32Array, y: Float32Array, outputs: number, crossEntropy: boolean): number {
  let sum = 0;
  for (let i = 0; i < got.length; i++)
    sum += crossEntropy ? -y[i] * Math.log(Math.max(got[i], 1e-12)) : (got[i] - y[i]) ** 2 / outputs;
  return sum / (got.length / outputs);
}

/**
 * Three steps must lead where the reference's lead (unless its steps are of another kind), and the loss must fall.
 * @throws Error where they do not
 */
export async function checkTrainer(
  network: BenchNetwork,
  { output, trainsOtherwise }: Pick<Contender, 'output' | 'trainsOtherwise'>,
  trainer: Trainer,
): Promise<void> {
  const { model, examples, batch, learningRate } = network;
  const outputs = outputCount(model);
  const lossOver = async (rows: number) => {
    const got = await trainer.outputs(examples.x.slice(0, rows * model.inputs), rows);
    const y = examples.y.subarray(0, rows * outputs);
    return lossOf(got, y, outputs, model.loss === 'categoricalCrossEntropy' && !output);
  };
  const first = await lossOver(batch);
  let start = performance.now();
  await trainer.run(trainer.units);
  const each = performance.now() - start;
  let steps = 1;
  if (!trainsOtherwise) {
    for (; steps < SAME_STEPS; steps++) await trainer.run(trainer.units);
    const plain = reference(network);
    await plain.train(batchesOf(network).slice(0, SAME_STEPS), { learningRate, batchSize: batch, l1: 0, l2: 0 });
    const x = examples.x.slice(0, batch * model.inputs);
    hold(
      `its outputs after ${SAME_STEPS} steps`,
      await trainer.outputs(x, batch),
      await plain.predict(x, batch),
      TRAINED_TOLERANCE,
    );
  }
  start = performance.now();
  while (steps < FALLING_STEPS && performance.now() - start + each < FALLING_MS) {
    await trainer.run(trainer.units);
    steps++;
  }
  const last = await lossOver(batch);
  if (!(last < first)) throw new Error(`its loss went from ${first.toPrecision(3)} to ${last.toPrecision(3)} in ${steps} steps`);
}
