/** Hands over the cell's network as a file in one of four formats. Loaded at the first such export. */
import type { EngineClient } from '../../contract/client';
import { toFile } from '../../export/file';
import { toLayersModel, weightsFile } from '../../export/layers-model';
import { toNotebook, type Answers } from '../../export/notebook';
import { toOnnx } from '../../export/onnx';
import type { TrainedNetwork } from '../../export/trained';
import { zip } from '../../export/zip';
import { writeNetwork } from '../../share/network';
import { count } from '../../ui/format';
import { download } from '../../ui/download';
import type { NetworkFormat } from '../export-menu';
import { optimizerWords } from './names';
import type { Session } from './session';
import { shapeOf } from './settings';
import { wholeState, type Fixed } from './state';

export interface NetworkExport {
  session: Session;
  fixed: Fixed;
  engine: EngineClient;
  cellId: string;
  format: NetworkFormat;
}

/** Examples whose answers a notebook is held against. */
const checked = 5;

/** @throws where the run can no longer be asked */
export async function exportNetwork({ session, fixed, engine, cellId, format }: NetworkExport): Promise<void> {
  const opening = await wholeState(session, fixed, engine, true);
  const { first } = session.experiment;
  if (!opening.checkpoint) throw new Error('there are no weights yet');
  const { model, meta, settings } = first;
  const { weights, step } = opening.checkpoint;
  const network: TrainedNetwork = {
    model,
    weights,
    features: settings.data.features,
    classes: meta.classes,
    ...(await standardisation(session, engine)),
    about:
      `${shapeOf(model)}, trained on ${meta.name} for ${count(step)} steps with ${optimizerWords[settings.optimizer.kind]}, ` +
      `seed ${settings.seed}, by Forward Pass.`,
  };
  const name = `forward-pass-${cellId || 'network'}`;
  switch (format) {
    case 'network':
      download(`${name}.network.json`, 'application/json', toFile(network, opening));
      return;
    case 'onnx':
      download(`${name}.onnx`, 'application/octet-stream', toOnnx(network));
      return;
    case 'notebook':
      download(
        `${name}.ipynb`,
        'application/x-ipynb+json',
        toNotebook(network, meta.name, await answers(session, network, engine)),
      );
      return;
    case 'tfjs': {
      const { json, weights: binary } = toLayersModel(network, writeNetwork(opening, false));
      const files = [
        { name: 'model.json', bytes: new TextEncoder().encode(json) },
        { name: weightsFile, bytes: binary },
      ];
      download(`${name}-tfjs.zip`, 'application/zip', zip(files));
    }
  }
}

/** What it takes to put in a row of one's own, and to read the answer, where a table of the reader's own was learned. */
async function standardisation(
  { experiment }: Session,
  engine: EngineClient,
): Promise<Pick<TrainedNetwork, 'target' | 'scales'>> {
  const { data } = experiment.first.settings;
  if (!data.table) return {};
  const { target, scales } = await engine.ask('dataset', { data });
  if (!target) return { scales };
  const { name, mean, deviation } = target;
  return { scales, target: { name, mean, deviation } };
}

async function answers({ experiment }: Session, { model, weights }: TrainedNetwork, engine: EngineClient): Promise<Answers> {
  const { dataset } = experiment;
  const rows = dataset?.test.subarray(0, checked) ?? [];
  const x = new Float32Array(rows.length * model.inputs);
  rows.forEach((row, i) => x.set(dataset?.x.subarray(row * model.inputs, (row + 1) * model.inputs) ?? [], i * model.inputs));
  const predictor = await engine.freeze(model, weights, 'plain');
  try {
    return { x, y: await predictor.predict(x, rows.length) };
  } finally {
    predictor.dispose();
  }
}
