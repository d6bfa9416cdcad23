/** The middle pane: the network drawn, its stages, and what stands out about its shape. */
import { html, nothing, type TemplateResult } from 'lit';
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
      .outputs=${meta.classes.length === 2 ? ['p'] : meta.classes}
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
    ${model.layers.length === 1 ? straight(meta.kind === 'plane', meta.classes.length === 2) : nothing}`;
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

function straight(plane: boolean, two: boolean): TemplateResult {
  const name = two ? 'logistic regression' : 'softmax regression';
  return html`<p class="note">
    No hidden layer: this is ${name}.
    ${plane ? 'Its boundary is straight in the features that it is given.' : 'Its classes are parted by flat cuts.'}
  </p>`;
}
