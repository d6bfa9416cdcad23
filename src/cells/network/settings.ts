/** What the reader has set, from the lesson's body to the controls, and the model and run that follow from it. Pure. */
import type { DatasetMeta } from '../../contract/dataset';
import type {
  ActivationName,
  BackendName,
  DataSpec,
  Knobs,
  LayerSpec,
  LossName,
  ModelSpec,
  OptimizerName,
  OptimizerSpec,
  RunSpec,
} from '../../contract/model';
import { conventions } from '../../engine/conventions';
import type { NetworkBody } from './schema';

export interface Settings {
  data: DataSpec;
  hidden: LayerSpec[];
  /** Null: what suits the target. */
  output: ActivationName | null;
  /** Null: cross-entropy, binary or categorical as the classes are; mean squared error where a number is predicted. */
  loss: LossName | null;
  optimizer: OptimizerSpec;
  knobs: Knobs;
  seed: number;
  backend: BackendName;
}

const firstLearningRate: Record<OptimizerName, number> = {
  sgd: 0.1,
  momentum: 0.03,
  nesterov: 0.03,
  adagrad: 0.1,
  rmsprop: 0.01,
  adam: 0.01,
  adamw: 0.01,
};

/** The lesson's settings, with a default for each key left out. */
export function settingsOf(body: NetworkBody, meta: DatasetMeta): Settings {
  const activation = body.activation ?? 'tanh';
  const { learningRate, ...optimizer } = body.optimizer ?? { kind: 'adam' };
  const data = dataOf(meta, body.dataSeed ?? 1);
  return {
    data: {
      ...data,
      noise: body.noise ?? data.noise,
      samples: body.samples ?? data.samples,
      trainShare: body.trainShare ?? data.trainShare,
      features: body.features ?? data.features,
      ...(data.points && { points: body.points ?? data.points }),
      ...(body.table && { table: body.table }),
    },
    hidden: (body.layers ?? [8, 8]).map((layer) =>
      typeof layer === 'number'
        ? { units: layer, activation }
        : { units: layer.units, activation: layer.activation ?? activation },
    ),
    output: body.outputActivation ?? null,
    loss: body.loss ?? null,
    // The schema has matched the keys to the kind, which a spread cannot express.
    optimizer: { ...conventions.optimizers[optimizer.kind], ...optimizer } as OptimizerSpec,
    knobs: {
      learningRate: learningRate ?? firstLearningRate[optimizer.kind],
      batchSize: body.batchSize ?? 32,
      l1: body.l1 ?? 0,
      l2: body.l2 ?? 0,
    },
    seed: body.seed ?? 1,
    backend: body.backend ?? 'compiled',
  };
}

/** The settings in the words of a fence: `settingsOf` gives the same again. What real data has no choice of is left out. */
export function bodyOf(
  { data, hidden, output, loss, optimizer, knobs, seed, backend }: Settings,
  meta: DatasetMeta,
): NetworkBody {
  const { learningRate, batchSize, l1, l2 } = knobs;
  return {
    data: data.dataset,
    dataSeed: data.seed,
    ...(meta.knobs && { noise: data.noise, samples: data.samples }),
    ...(!meta.noHeldOut && { trainShare: data.trainShare }),
    ...(meta.kind !== 'image' && { features: [...data.features] }),
    ...(data.points && { points: data.points }),
    ...(data.table && { table: data.table }),
    layers: hidden.map(({ units, activation }) => ({ units, activation: hiddenActivation(activation) })),
    ...(output && { outputActivation: output }),
    ...(loss && { loss }),
    optimizer: { ...optimizer, learningRate },
    batchSize,
    l1,
    l2,
    seed,
    backend,
  };
}

function hiddenActivation(activation: ActivationName): Exclude<ActivationName, 'softmax'> {
  if (activation === 'softmax') throw new Error('a hidden layer of softmax');
  return activation;
}

/** A dataset as it stands unless told otherwise. */
function dataOf(meta: DatasetMeta, seed: number): DataSpec {
  return {
    dataset: meta.id,
    seed,
    noise: meta.knobs?.noise.default ?? 0,
    samples: meta.knobs?.samples.default ?? 0,
    trainShare: meta.defaultTrainShare,
    features: [...meta.defaultFeatures],
    ...(meta.startPoints && { points: meta.startPoints }),
  };
}

/** The same network on another dataset, whose target then chooses output and loss anew (mean squared error stays). */
export function withDataset(settings: Settings, meta: DatasetMeta): Settings {
  return {
    ...settings,
    data: dataOf(meta, settings.data.seed),
    output: null,
    loss: settings.loss === 'meanSquaredError' ? settings.loss : null,
  };
}

/** The network: two classes make one sigmoid output, more make a softmax output of one unit each; a number makes one as it is. */
export function modelOf({ data, hidden, output, loss }: Settings, meta: DatasetMeta): ModelSpec {
  const fitting = fittingOutput(meta);
  const activation = output ?? fitting.activation;
  return {
    inputs: data.features.length,
    layers: [...hidden, { units: fitting.units, activation }],
    loss: loss ?? (activation === fitting.activation ? fitting.loss : 'meanSquaredError'),
  };
}

/** What suits the target: the output's layer, and the loss that goes with it. */
export function fittingOutput({ classes, target }: DatasetMeta): LayerSpec & { loss: LossName } {
  if (target !== undefined) return { units: 1, activation: 'identity', loss: 'meanSquaredError' };
  return classes.length === 2
    ? { units: 1, activation: 'sigmoid', loss: 'binaryCrossEntropy' }
    : { units: classes.length, activation: 'softmax', loss: 'categoricalCrossEntropy' };
}

export function runSpec(settings: Settings, meta: DatasetMeta): RunSpec {
  const { data, optimizer, seed, backend, knobs } = settings;
  return { model: modelOf(settings, meta), optimizer, data, seed, backend, knobs, changes: [] };
}

/** '2 → 8 → 8 → 1'. */
export function shapeOf(model: ModelSpec): string {
  return [model.inputs, ...model.layers.map((layer) => layer.units)].join(' → ');
}

/** Weights and biases of all layers. */
export function parametersOf(model: ModelSpec): number {
  let inputs = model.inputs;
  let sum = 0;
  for (const { units } of model.layers) {
    sum += (inputs + 1) * units;
    inputs = units;
  }
  return sum;
}
