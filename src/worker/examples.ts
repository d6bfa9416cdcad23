/** Makes what a network trains on of a dataset, and says plainly where the two do not fit. */
import type { Examples } from '../contract/backend';
import type { Dataset } from '../contract/dataset';
import type { ModelSpec } from '../contract/model';
import { EngineError } from '../engine/errors';
import { outputCount } from '../engine/layout';

/**
 * Rows of the data as examples of the network: y is 0/1 for one output, one-hot for several; where a number is predicted,
 * that number standardised.
 * @throws EngineError 'bad-model' where inputs or outputs do not fit the data
 */
export function toExamples(data: Dataset, model: ModelSpec, rows: Uint32Array): Examples {
  checkFit(data, model);
  const outputs = outputCount(model);
  const y = new Float32Array(rows.length * outputs);
  const { target } = data;
  rows.forEach((row, i) => {
    if (target) {
      y[i] = (target.values[row] - target.mean) / target.deviation;
      return;
    }
    const label = data.labels[row];
    if (outputs === 1) y[i] = label;
    else y[i * outputs + label] = 1;
  });
  return { n: rows.length, x: gather(data.x, data.features.length, rows), y };
}

/** `count` rows of the train split, begun again from the first where it has fewer. */
export function fillRows({ train }: Dataset, count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, i) => train[i % train.length]);
}

function gather(x: Float32Array, width: number, rows: Uint32Array): Float32Array {
  const gathered = new Float32Array(rows.length * width);
  rows.forEach((row, i) => gathered.set(x.subarray(row * width, (row + 1) * width), i * width));
  return gathered;
}

function checkFit({ spec, features, classes, target }: Dataset, model: ModelSpec): void {
  if (model.inputs !== features.length)
    throw new EngineError(
      'bad-model',
      `The network has ${model.inputs} inputs, the data ${features.length} features (${features.slice(0, 8).join(', ')}).`,
      `Give the network ${features.length} inputs, or choose other features.`,
    );
  const outputs = outputCount(model);
  if (target && (outputs !== 1 || model.loss !== 'meanSquaredError'))
    throw new EngineError(
      'bad-model',
      `The network has ${outputs} ${outputs === 1 ? 'output' : 'outputs'} and the loss ${model.loss}, and “${target.name}” is a number.`,
      'Give it 1 output and the loss meanSquaredError.',
    );
  if (target) return;
  if (outputs === classes.length || (outputs === 1 && classes.length === 2)) return;
  throw new EngineError(
    'bad-model',
    `The network has ${outputs} outputs, ${spec.dataset} has ${classes.length} classes.`,
    classes.length === 2 ? 'Give it 1 output, or 2 with softmax.' : `Give it ${classes.length} outputs.`,
  );
}
