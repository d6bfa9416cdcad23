/** Refuses networks, optimizers and knobs that break a rule, with words that say what is wrong, where, and what is allowed. */
import type { Snapshot } from '../contract/backend';
import type { ActivationName, Knobs, LayerSpec, LossName, ModelSpec, OptimizerSpec } from '../contract/model';
import { conventions } from './conventions';
import { EngineError } from './errors';
import { parameterCount } from './layout';
import { slotCount } from './optimizers';

/** The largest that a network may be. */
const limits = { inputs: 4096, units: 512, hiddenLayers: 9 } as const;

const activationNames = Object.keys(conventions.initialKernel);
const optimizerNames = Object.keys(conventions.optimizers);
const lossNames: readonly LossName[] = ['meanSquaredError', 'binaryCrossEntropy', 'categoricalCrossEntropy'];

function bad(message: string, hint: string): EngineError {
  return new EngineError('bad-model', message, hint);
}

/** @throws EngineError 'bad-model' naming the first thing that is wrong */
export function validateModel(model: ModelSpec, optimizer: OptimizerSpec): void {
  whole('The number of inputs', model.inputs, limits.inputs);
  const count = model.layers.length;
  if (count === 0) throw bad('The network has no output layer.', 'The last layer is the output: give at least one.');
  if (count > limits.hiddenLayers + 1)
    throw bad(`The network has ${count - 1} hidden layers.`, `Choose 0 to ${limits.hiddenLayers} hidden layers.`);
  for (const [i, layer] of model.layers.entries()) checkLayer(layer, i, count);
  checkLoss(model.loss, model.layers[count - 1]);
  checkOptimizer(optimizer);
}

/** @throws EngineError 'bad-model' naming the first knob that is wrong */
export function validateKnobs({ learningRate, batchSize, l1, l2 }: Knobs): void {
  within('The learning rate', learningRate, 0, Infinity, '0 or a number above it');
  whole('The batch size', batchSize, Infinity);
  within('The L1 penalty', l1, 0, Infinity, '0 or a number above it');
  within('The L2 penalty', l2, 0, Infinity, '0 or a number above it');
}

/** @throws EngineError 'bad-model' where a snapshot is of another network or another optimizer */
export function validateSnapshot(model: ModelSpec, optimizer: OptimizerSpec, { step, weights, slots }: Snapshot): void {
  const parameters = parameterCount(model);
  const wanted = slotCount(optimizer.kind);
  if (weights.length !== parameters)
    throw bad(`The snapshot has ${weights.length} weights, the network ${parameters}.`, 'Use a snapshot of this same network.');
  if (slots.length !== wanted || slots.some((slot) => slot.length !== parameters))
    throw bad(`The snapshot's optimizer state is not that of ${optimizer.kind}.`, 'Use a snapshot of a run with this optimizer.');
  if (!(Number.isInteger(step) && step >= 0))
    throw bad(`The snapshot's step is ${step}.`, 'It must be 0 or a whole number above it.');
}

function checkLayer({ units, activation }: LayerSpec, i: number, count: number): void {
  const last = i === count - 1;
  const where = last ? 'the output layer' : `hidden layer ${i + 1}`;
  whole(`The number of units of ${where}`, units, limits.units);
  known('activation', activation, activationNames, where);
  if (activation !== 'softmax') return;
  if (!last)
    throw bad(
      `Softmax stands in ${where}.`,
      'Softmax may stand in the output layer only: choose another activation for hidden layers.',
    );
  if (units < 2) throw bad('Softmax over one unit always answers 1.', 'Give the output 2 units or more, or choose sigmoid.');
}

function checkLoss(loss: LossName, output: LayerSpec): void {
  known('loss', loss, lossNames, 'the network');
  if (loss === 'binaryCrossEntropy' && !(output.units === 1 && output.activation === 'sigmoid'))
    throw bad(`Binary cross-entropy cannot score ${describe(output)}.`, 'It needs an output of 1 sigmoid unit.');
  if (loss === 'categoricalCrossEntropy' && output.activation !== 'softmax')
    throw bad(`Categorical cross-entropy cannot score ${describe(output)}.`, 'It needs a softmax output of 2 units or more.');
}

function describe({ units, activation }: LayerSpec): string {
  return `an output of ${units} ${activation} ${units === 1 ? 'unit' : 'units'}`;
}

function checkOptimizer(optimizer: OptimizerSpec): void {
  known('optimizer', optimizer.kind, optimizerNames, 'the run');
  const share = 'a number from 0 up to, but not including, 1';
  if ('momentum' in optimizer) within('The momentum', optimizer.momentum, 0, 1, share);
  if ('rho' in optimizer) within("RMSProp's ρ", optimizer.rho, 0, 1, share);
  if ('beta1' in optimizer) {
    within("Adam's β₁", optimizer.beta1, 0, 1, share);
    within("Adam's β₂", optimizer.beta2, 0, 1, share);
  }
  if ('epsilon' in optimizer) within('The ε', optimizer.epsilon, Number.MIN_VALUE, 1, 'a number above 0 and below 1');
  if ('weightDecay' in optimizer) within('The weight decay', optimizer.weightDecay, 0, Infinity, '0 or a number above it');
}

/** The words of a spec may come from a file: the type does not vouch for them. */
function known(
  what: string,
  name: ActivationName | LossName | OptimizerSpec['kind'],
  names: readonly string[],
  where: string,
): void {
  if (!names.includes(name)) throw bad(`There is no ${what} "${name}" (in ${where}).`, `Choose one of ${names.join(', ')}.`);
}

/** A whole number from 1 to `most`. */
function whole(what: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= most) return;
  const range = most === Infinity ? 'of at least 1' : `from 1 to ${most}`;
  throw bad(`${what} is ${value}.`, `Choose a whole number ${range}.`);
}

/** A finite number from `least` up to, but not including, `below`. */
function within(what: string, value: number, least: number, below: number, allowed: string): void {
  if (!(value >= least && value < below)) throw bad(`${what} is ${value}.`, `Choose ${allowed}.`);
}
