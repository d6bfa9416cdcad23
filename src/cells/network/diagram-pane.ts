/** The middle pane: the network drawn, its stages, and what stands out about its shape. */
import { html, nothing, type TemplateResult } from 'lit';
import type { DatasetMeta } from '../../contract/dataset';
import type { Phase } from '../../ui/fp-phase';
import { count } from '../../ui/format';
import type { Experiment } from './experiment';
import type { Inference } from './inference';
import type { Scrub } from './scrub';

export interface UnitAddress {
  layer: number;
  unit: number;
}

export interface DiagramPane {
  phase: Phase;
  experiment: Experiment;
  inference: Inference;
  scrub: Scrub;
  hover(unit: UnitAddress | null): void;
  /** Whether weights can be set by hand. */
  editable: boolean;
}

export function diagramPane({ phase, experiment, inference, scrub, hover, editable }: DiagramPane): TemplateResult {
  const { first, slow, second } = experiment;
  const { meta, model, run } = first;
  const locked = phase === 'inference';
  const past = locked ? null : scrub.past;
  const weights = locked ? inference.weights : past?.snapshot.weights;
  const title = locked
    ? 'Frozen network'
    : past
      ? `The network as it was at step ${count(past.snapshot.step)}`
      : 'The network, with its weights';
  return html`<h3>${title}${second && !locked ? ', run A' : ''}</h3>
    <fp-network-diagram
      .model=${model}
      .weights=${weights ?? run?.latest.weights ?? null}
      .inputs=${first.settings.data.features}
      .outputs=${outputNames(meta)}
      phase=${phase}
      .stage=${slow.stage}
      .loss=${first.newest('trainLoss')}
      .activations=${locked ? (inference.passage?.activations ?? null) : null}
      .inputValues=${locked ? (inference.passage?.inputs ?? null) : null}
      ?editable=${editable && !locked && !past}
      @unit=${(event: CustomEvent<UnitAddress | null>) => hover(event.detail)}
      @edit-weight=${(event: CustomEvent<{ index: number; value: number }>) => first.edit(event.detail.index, event.detail.value)}
    ></fp-network-diagram>
    ${locked && meta.kind === 'image' ? pad(inference, meta.classes) : nothing}
    ${locked ? ownRow(inference, experiment) : nothing}
    ${model.layers.length === 1 ? straight(meta, model.layers[0].activation === 'identity') : nothing}`;
}

function outputNames({ classes, target }: DatasetMeta): readonly string[] {
  if (target !== undefined) return [target];
  return classes.length === 2 ? ['p'] : classes;
}

/** A reader's own example, and what the network makes of it while it is drawn. */
function pad(inference: Inference, classes: readonly string[]): TemplateResult {
  const values = inference.passage?.outputs ?? [];
  return html`<div class="drawn">
    <div>
      <h3>Draw a digit</h3>
      <fp-pad rows="8" cols="8" @draw=${(event: CustomEvent<Float32Array>) => inference.show(event.detail)}></fp-pad>
    </div>
    <div>
      <h3>What the network makes of it</h3>
      <fp-probabilities .values=${values} .classes=${classes}></fp-probabilities>
    </div>
  </div>`;
}

function straight({ kind, classes, target }: DatasetMeta, identity: boolean): TemplateResult {
  if (target !== undefined)
    return html`<p class="note">
      ${
        identity
          ? 'No hidden layer: this is linear regression. Each input adds its share to the answer, weight times value.'
          : 'No hidden layer: the answer is one weighted sum, bent by the output’s activation.'
      }
    </p>`;
  const name = classes.length === 2 ? 'logistic regression' : 'softmax regression';
  return html`<p class="note">
    No hidden layer: this is ${name}.
    ${kind === 'plane' ? 'Its boundary is straight in the features that it is given.' : 'The borders between its classes are flat.'}
  </p>`;
}

/** A table of the reader's own can be asked about any row. */
function ownRow(inference: Inference, { first, dataset }: Experiment): TemplateResult | typeof nothing {
  const { table } = first.settings.data;
  if (!table || !dataset?.scales) return nothing;
  return html`<fp-own-row
    .examples=${dataset}
    .table=${table}
    .outputs=${inference.passage?.outputs ?? null}
    @show-row=${(event: CustomEvent<Float32Array>) => inference.show(event.detail)}
  ></fp-own-row>`;
}
