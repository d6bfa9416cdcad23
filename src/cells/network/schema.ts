/**
 * The keys of a `network` fence, for whoever writes a lesson. Only `data` is needed; the defaults stand in settings.ts.
 * Free of DOM: the build reads it.
 */
import * as v from 'valibot';
import type { CellSchema } from '../../contract/cell';
import { between, oneOf, strict, whole } from '../fields';
import { hiddenActivationNames } from '../activation-names';
import { activationNames, backendNames, lossNames } from './names';

const seed = () => v.optional(whole(0, 2 ** 32 - 1));
const share = () => v.optional(between(0, 1));
const learningRate = v.optional(between(0, 100));

const optimizers = [
  strict({ kind: v.literal('sgd'), learningRate }),
  strict({ kind: v.literal('momentum'), learningRate, momentum: share() }),
  strict({ kind: v.literal('nesterov'), learningRate, momentum: share() }),
  strict({ kind: v.literal('adagrad'), learningRate, epsilon: share() }),
  strict({ kind: v.literal('rmsprop'), learningRate, rho: share(), epsilon: share() }),
  strict({ kind: v.literal('adam'), learningRate, beta1: share(), beta2: share(), epsilon: share() }),
  strict({ kind: v.literal('adamw'), learningRate, beta1: share(), beta2: share(), epsilon: share(), weightDecay: share() }),
] as const;

const layer = v.union(
  [whole(1, 512), strict({ units: whole(1, 512), activation: v.optional(oneOf(hiddenActivationNames)) })],
  'expected a number of units from 1 to 512, or { units, activation }',
);

/** The reader's own points; what they must be together is said by datasets/points/check.ts. */
const mostPoints = 500;
const ownPoint = v.strictTuple(
  [between(-2, 2), between(-2, 2), v.picklist([0, 1], 'expected class 0 or 1')],
  'expected a point [x1, x2, class]',
);

const name = () =>
  v.pipe(v.string('expected a name'), v.nonEmpty('expected a name'), v.maxLength(200, 'expected at most 200 characters'));
const valuesOf = (least: number, most: number) =>
  v.pipe(
    v.array(name()),
    v.minLength(least, `expected at least ${least} values`),
    v.maxLength(most, `expected at most ${most} values`),
    v.check((values) => new Set(values).size === values.length, 'expected each value once'),
  );

/** The reader's own table: which, and what of it is learned. The rows stay on the device that has the file. */
const ownTable = strict({
  key: name(),
  name: name(),
  target: name(),
  /** Null where the target is a number. */
  classes: v.nullable(valuesOf(2, 10)),
  columns: v.pipe(
    v.array(strict({ name: name(), values: v.nullable(valuesOf(1, 20)) })),
    v.minLength(1, 'expected at least one column'),
    v.maxLength(64, 'expected at most 64 columns'),
    v.check((columns) => new Set(columns.map((one) => one.name)).size === columns.length, 'expected each column once'),
  ),
});

/** Controls by name: the first five always stand open, the others under "More controls". */
const controlNames = [
  'data',
  'activation',
  'optimizer',
  'learningRate',
  'batchSize',
  'layers',
  'features',
  'noise',
  'samples',
  'trainShare',
  'hyperparameters',
  'l1',
  'l2',
  'loss',
  'seed',
  'backend',
  'speed',
  'stop',
  'fork',
] as const;

/** What a teacher may take out of a shared cell, or leave to be looked at alone: the controls, and what else changes it. */
const hideableNames = [...controlNames, 'phase', 'repeats', 'export', 'import'] as const;
const lockableNames = [...controlNames, 'phase', 'repeats', 'weights'] as const;

/** Not a key of the fence: a link carries it. */
export const viewSchema = v.pipe(
  strict({
    /** Raised when an older page could not read it. */
    version: v.literal(1, 'expected version 1, the one that this page knows'),
    hidden: v.array(oneOf(hideableNames), 'expected a list of controls'),
    locked: v.array(oneOf(lockableNames), 'expected a list of controls'),
  }),
  v.check(({ hidden, locked }) => {
    const all: readonly string[] = [...hidden, ...locked];
    return new Set(all).size === all.length;
  }, 'expected each control once, hidden or locked'),
);

const body = v.pipe(
  strict({
    data: v.pipe(v.string('expected the name of a dataset, such as moons'), v.nonEmpty('expected the name of a dataset')),
    dataSeed: seed(),
    noise: v.optional(between(0, 10)),
    samples: v.optional(whole(2, 100_000)),
    trainShare: v.optional(between(0.1, 0.9)),
    features: v.optional(v.pipe(v.array(v.string()), v.minLength(1, 'expected at least one feature'))),
    datasets: v.optional(v.array(v.string())),
    points: v.optional(
      v.pipe(
        v.array(ownPoint, 'expected a list of points [x1, x2, class]'),
        v.maxLength(mostPoints, `expected at most ${mostPoints} points`),
      ),
    ),
    table: v.optional(ownTable),
    layers: v.optional(v.pipe(v.array(layer), v.maxLength(8, 'expected at most 8 hidden layers'))),
    activation: v.optional(oneOf(hiddenActivationNames)),
    outputActivation: v.optional(oneOf(activationNames)),
    loss: v.optional(oneOf(lossNames)),
    optimizer: v.optional(v.variant('kind', optimizers)),
    batchSize: v.optional(whole(1, 100_000)),
    l1: v.optional(between(0, 10)),
    l2: v.optional(between(0, 10)),
    seed: seed(),
    backend: v.optional(oneOf(backendNames)),
    speed: v.optional(oneOf(['slow', '1', '10', '100', 'full'])),
    stop: v.optional(
      strict({
        epochs: v.optional(whole(1, 1e9)),
        testLossBelow: v.optional(between(0, 1e6)),
        accuracyAbove: share(),
      }),
    ),
    inference: v.optional(
      strict({
        backend: v.optional(oneOf(backendNames)),
        batchSize: v.optional(whole(1, 65_536)),
        repeats: v.optional(whole(5, 5000)),
        batchSizes: v.optional(v.pipe(v.array(whole(1, 65_536)), v.minLength(2, 'expected at least two batch sizes'))),
      }),
    ),
    phase: v.optional(oneOf(['training', 'inference'])),
    controls: v.optional(
      v.union(
        [v.picklist(['all', 'basic']), v.array(v.picklist(controlNames))],
        `expected all, basic or a list of ${controlNames.join(', ')}`,
      ),
    ),
  }),
  v.forward(
    v.check(
      ({ loss, outputActivation: output }) =>
        !loss || !output || loss === 'meanSquaredError' || output === (loss === 'binaryCrossEntropy' ? 'sigmoid' : 'softmax'),
      'expected meanSquaredError here: binaryCrossEntropy needs a sigmoid output, categoricalCrossEntropy a softmax output',
    ),
    ['loss'],
  ),
);

export type NetworkBody = v.InferOutput<typeof body>;
export type ControlName = (typeof controlNames)[number];
export type HideableName = (typeof hideableNames)[number];
export type LockableName = (typeof lockableNames)[number];
export type PartName = HideableName | LockableName;
export type Speed = NonNullable<NetworkBody['speed']>;

const cell = {
  kind: 'network',
  tag: 'fp-network',
  schema: body,
  datasets: ['data', 'datasets'],
  // Numbers unless said otherwise; what is not known yet is null, which no comparison holds for.
  publishes: [
    'phase', // 'training' or 'inference'
    'running', // true or false
    'step',
    'stepped', // how often the reader has pressed Step
    'epoch',
    'stoppedEpoch', // where the stop condition was met
    'trainLoss',
    'testLoss',
    'trainAccuracy', // 0 to 1; null where a number is predicted
    'testAccuracy',
    'learningRate',
    'batchSize', // of the present phase
    'optimizer', // such as 'adam'
    'activation', // of the first hidden layer
    'dataset', // its folder's name
    'hiddenLayers',
    'backend', // of the present phase
    'measured', // how often Measure has come to its end
    'medianLatency', // milliseconds, as p95Latency
    'p95Latency',
    'report', // all of the newest measurement, its samples too
    'throughput', // examples a second
    'ratio', // training step over inference
    'sweeps', // how often a sweep has come to its end
    'crossover', // batch size from which on a GPU is faster, 'never', or null while nothing can be said
    'resets',
    'knobChanges',
    'diverged', // true or false, as compared
    'compared', // a fork stands beside the run, and both have trained
    // handles, for other cells
    'run',
    'history',
    'spec',
    'datasetInfo',
    'model',
    'weights',
    'features',
  ],
  width: 'wide',
} satisfies CellSchema;

export default cell;
