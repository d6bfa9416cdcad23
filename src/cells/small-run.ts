/** The run that an experiment's keys describe, with the activation and the seed of one trial. Pure. */
import { metas } from '../../datasets/metas';
import type { RunSpec } from '../contract/model';
import { conventions } from '../engine/conventions';
import type { HiddenActivation } from './activation-names';
import type { RunFields } from './run-fields';

/** On the plain backend: many small networks need no device, and repeat to the last bit. */
export function smallRun(fields: Omit<RunFields, 'steps'>, activation: HiddenActivation, seed: number): RunSpec {
  const meta = metas[fields.data];
  const { kind, learningRate } = fields.optimizer;
  return {
    model: {
      inputs: meta.defaultFeatures.length,
      layers: [
        ...fields.layers.map((units) => ({ units, activation })),
        { units: 1, activation: fields.loss === 'meanSquaredError' ? 'identity' : 'sigmoid' },
      ],
      loss: fields.loss,
    },
    optimizer: conventions.optimizers[kind],
    data: {
      dataset: fields.data,
      seed: fields.dataSeed,
      noise: fields.noise ?? meta.knobs?.noise.default ?? 0,
      samples: fields.samples ?? meta.knobs?.samples.default ?? 0,
      trainShare: meta.defaultTrainShare,
      features: [...meta.defaultFeatures],
    },
    seed,
    backend: 'plain',
    knobs: { learningRate, batchSize: fields.batchSize, l1: 0, l2: 0 },
    changes: [],
  };
}
